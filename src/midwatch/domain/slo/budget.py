"""Error budgets: how many bad events a period allows, how many were spent, how many are left.

Allowed = Σ over the targets that held (1 − target) × (valid events so far + expected for the rest of the period).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from itertools import pairwise

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.objective import Objective, Target
from midwatch.domain.units import TimeRange


class BudgetUnit(Enum):
    """What a budget is counted in."""

    EVENTS = "events"
    SLICES = "slices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the period under one target."""

    target: Target
    range: TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What happened, and what is still expected, in the part of the period under one target.

    `counts` are events or slices so far; `expected` is how many more are to come, 0 for a rolling period.
    """

    target: Target
    counts: Counts
    expected: float = 0

    @property
    def allowed(self) -> float:
        """How many bad ones the target allows of them all."""
        return float(self.target.budget) * (self.counts.valid + self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBudget:
    """The budget of one period. `allowed` and `spent` are bad events or slices; `allowed_time` is the same as time.

    Nothing is rounded or cut off: overspent budgets have a negative rest.
    """

    allowed: float
    spent: float
    allowed_time: timedelta
    unit: BudgetUnit = BudgetUnit.EVENTS

    @property
    def left(self) -> float:
        """Bad events or slices that may still happen."""
        return self.allowed - self.spent

    @property
    def share_spent(self) -> float:
        """Spent of allowed: 1 is all of it."""
        return self.spent / self.allowed

    @property
    def share_left(self) -> float:
        """Left of allowed: 1 is untouched, below 0 is overspent."""
        return 1 - self.share_spent

    @property
    def spent_time(self) -> timedelta:
        """How long a total outage at average traffic would have spent as much."""
        return self.allowed_time * self.share_spent

    @property
    def left_time(self) -> timedelta:
        """How long a total outage at average traffic would take to spend the rest."""
        return self.allowed_time * self.share_left


def error_budget(
    spendings: Sequence[Spending], length: timedelta, unit: BudgetUnit = BudgetUnit.EVENTS
) -> ErrorBudget | NoData:
    """The budget of a period of this length; without a single valid event there is no data."""
    total = sum(spending.counts.valid + spending.expected for spending in spendings)
    if total <= 0:
        return NoData(
            reason=f"no valid {unit.value} in the period: without traffic there is no budget"
        )
    allowed = sum(spending.allowed for spending in spendings)
    return ErrorBudget(
        allowed=allowed,
        spent=sum(spending.counts.bad for spending in spendings),
        allowed_time=length * (allowed / total),
        unit=unit,
    )


def stretches(objective: Objective, span: TimeRange) -> tuple[Stretch, ...]:
    """`span` cut where the target changed (at the start of a day, UTC), oldest first."""
    changes = [_midnight(objective, index) for index in range(len(objective.earlier_targets))]
    inside = [change for change in changes if span.start < change < span.end]
    edges = [span.start, *inside, span.end]
    return tuple(
        Stretch(target=objective.target_at(start), range=TimeRange(start, end))
        for start, end in pairwise(edges)
    )


def _midnight(objective: Objective, index: int) -> datetime:
    day, _ = objective.earlier_targets[index]
    return datetime.combine(day, time(), UTC)
