"""A budget step by step: when it went, and when enough of what spent it has left the period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import CountSeries, Floats
from midwatch.domain.slo.budget import ErrorBudget, Stretch
from midwatch.domain.slo.standing.slices import counted_steps
from midwatch.domain.units import TimeRange, seconds

MOST_APART = 0.25
"""Share by which the bad events of the steps and those of the period may differ: counters lose some of what happens
between two samples to a neighbouring step, and steps that lose more tell no moment."""
NOTHING_FAILED = NoData(reason="the steps of the period hold no bad event")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BudgetSteps:
    """What each step of a period spent of the budget, and what it allowed.

    `ends`: float64[n], Unix seconds, right end of each step, oldest first. `spent`, `allowed`: float64[n], bad events
    or slices, none where nothing counts.
    """

    ends: Floats
    spent: Floats
    allowed: Floats


def budget_steps(
    series: CountSeries,
    step: timedelta,
    stretches: Sequence[Stretch],
    excluded: Sequence[TimeRange] = (),
) -> BudgetSteps:
    """The steps that count, each under the target that held at its end."""
    spent, allowed = np.zeros(series.ends.shape), np.zeros(series.ends.shape)
    for stretch in stretches:
        counted = counted_steps(series, step, excluded, within=stretch.range)
        spent[counted] = np.nan_to_num(series.bad[counted])
        allowed[counted] = float(stretch.target.budget) * np.nan_to_num(series.valid[counted])
    return BudgetSteps(ends=series.ends, spent=spent, allowed=allowed)


def spent_at(steps: BudgetSteps, budget: ErrorBudget) -> datetime | NoData:
    """The end of the step in which the bad events of the period reached what the period allows by now."""
    share = _shares(steps.spent, budget)
    if isinstance(share, NoData):
        return share
    crossed = np.flatnonzero(np.cumsum(share) * budget.spent >= budget.allowed)
    return _moment(steps.ends[crossed[0] if crossed.size else -1])


def back_at(
    steps: BudgetSteps, budget: ErrorBudget, pace: float, period: TimeRange
) -> datetime | NoData:
    """When the budget of a rolling period, which ends now, is above zero again without further bad events.

    Steps leave the period as time passes, and take along what they spent and allowed; `pace` is how many bad events a
    second of traffic to come allows.
    """
    share = _shares(steps.spent, budget)
    if isinstance(share, NoData):
        return share
    passed = steps.ends - period.start.timestamp()
    allowed = steps.allowed / max(float(steps.allowed.sum()), np.finfo(float).tiny)
    spent_then = budget.spent * _left_after(share)
    allowed_then = budget.allowed * _left_after(allowed) + pace * passed
    positive = np.flatnonzero(spent_then < allowed_then)
    if not positive.size:
        return NoData(reason="no traffic is to be expected that would allow any bad event")
    return period.end + timedelta(seconds=float(passed[positive[0]]))


def pace_of(allowed: float, accounted: timedelta) -> float:
    """Bad events that a second of average traffic allows; 0 where no time counts."""
    return allowed / seconds(accounted) if accounted > timedelta(0) else 0.0


def _shares(spent: Floats, budget: ErrorBudget) -> Floats | NoData:
    """Each step's share of what was spent, where the steps tell the same story as the period."""
    total = float(spent.sum())
    if total <= 0:
        return NOTHING_FAILED
    if abs(total - budget.spent) > MOST_APART * budget.spent:
        return NoData(
            reason=f"step by step the source counts {total:,.0f} bad {budget.unit.value}, over the whole period "
            f"{budget.spent:,.0f}: samples are too far apart, or missing"
        )
    return spent / total


def _left_after(shares: Floats) -> Floats:
    """What of the whole is left when each step and all before it have gone; exactly nothing after the last."""
    behind = np.cumsum(shares[::-1])[::-1]
    return np.append(behind[1:], 0.0)


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(float(at), UTC)
