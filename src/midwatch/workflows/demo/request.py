"""What a person asks of the demo."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

DEFAULT_FOLDER: Final = "midwatch-demo"
DEFAULT_SEED: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRequest:
    """Where the demo's folder lies, and what to show.

    `live`: run real servers on loopback, from `port` on where given (else free ports), for `duration` or until Ctrl-C.
    `outage`: the service whose requests then all fail.
    """

    output: str = DEFAULT_FOLDER
    seed: int = DEFAULT_SEED
    live: bool = False
    outage: str | None = None
    duration: timedelta | None = None
    port: int | None = None
