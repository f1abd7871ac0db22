"""What runs, and who calls whom, as telemetry shows it."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.signals.selector import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSeen:
    """A version of a service, with its first and its last sample in the span that was looked at; both are aware."""

    version: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class CallCounter:
    """Counters of calls between services, and the labels that name the two ends."""

    selection: Selector
    caller: str
    callee: str


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """One service called another."""

    caller: str
    callee: str
