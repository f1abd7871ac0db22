"""What was measured of a service for its severity: plain numbers with their origins, whoever measured them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.measured import Measured, NoData

SHORTEST_WINDOW: Final = timedelta(minutes=5)
LONGEST_WINDOW: Final = timedelta(hours=1)
"""Severity is measured since the onset, within these bounds: fewer minutes are noise, more are history."""


ACCELERATION: Final = 1.5
"""So many times the last hour's burn in its last minutes says that it grows worse, beyond what noise makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """Bad events of one objective since the onset: their share (0 to 1), and how many they were.

    `slow`: it counts requests that are too slow, not such that fail.
    """

    objective: str
    slow: bool
    share: Measured[float] | NoData
    bad_events: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Burning:
    """How fast one objective burns, and whether the conditions of its alerts hold.

    `burn`: multiples of the rate that lasts exactly the period, over the last hour; `shortest`: over the last minutes.
    `spent`: share of the budget that
    is gone; above 1 it is overspent. `per_hour`: share of the budget that an hour at this rate takes. `page`,
    `ticket`: the burn rate whose alert holds; None where none does.
    """

    objective: str
    burn: Measured[float] | NoData
    shortest: Measured[float] | NoData
    page: float | None = None
    ticket: float | None = None
    spent: Measured[float] | NoData
    per_hour: Measured[float] | NoData

    @property
    def accelerates(self) -> bool:
        """Whether it burns half as fast again as over the hour, while a page's condition holds."""
        if self.page is None or isinstance(self.burn, NoData) or isinstance(self.shortest, NoData):
            return False
        return self.shortest.value > ACCELERATION * self.burn.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A signal on its way to its limit: when it is expected there, at the earliest and at the latest (None: open)."""

    signal: str
    expected: datetime
    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEvidence:
    """One service. `onset`: when its signals left their usual levels; None where they did not, or nobody can tell.

    `minimum_bad_events`: fewer are no incident, whatever share they are (low traffic).
    """

    service: str
    critical: bool
    internal: bool
    onset: datetime | None
    window: timedelta
    failing: tuple[Failing, ...]
    burning: tuple[Burning, ...]
    trends: tuple[Trend, ...]
    minimum_bad_events: float

    @property
    def is_measured(self) -> bool:
        """Whether any share of its requests is known."""
        return any(isinstance(each.share, Measured) for each in self.failing)
