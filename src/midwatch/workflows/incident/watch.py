"""`incident watch`: one incident as it stands at a moment, with how fast its services burn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.triage.evidence import Burning
from midwatch.domain.measured import NoData
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.show import Shown, ShowRequest, show

BurningNow = Callable[[Sequence[str], datetime], tuple[Burning, ...] | NoData]
EVERY: Final = timedelta(seconds=2)
ASK_EVERY: Final = timedelta(seconds=15)
"""Sources are asked as often as most of them are scraped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRequest:
    """Which incident (None: the one that is open, else the newest), and how often it is read anew."""

    incident: str | None = None
    every: timedelta = EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The incident, and the burn of its services as it was last asked for."""

    shown: Shown
    burning: tuple[Burning, ...] | NoData
    asked_at: datetime


def watch(
    request: WatchRequest,
    before: Watched | None,
    now: datetime,
    *,
    memory: IncidentMemory,
    policy: ClockPolicy,
    burning: BurningNow,
) -> Watched:
    """Read the incident; ask for the burn where it was not asked for lately. Raises InputError, UnknownName."""
    asked = ShowRequest(incident=request.incident)
    shown = show(asked, memory=memory, policy=policy, now=now)
    if before is not None and now - before.asked_at < ASK_EVERY:
        return Watched(shown=shown, burning=before.burning, asked_at=before.asked_at)
    return Watched(shown=shown, burning=burning(shown.incident.services, now), asked_at=now)
