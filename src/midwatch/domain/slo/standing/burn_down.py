"""How a period's budget went: step by step, from all of it to what is left."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import CountSeries, Floats
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.objective import MissingData
from midwatch.domain.slo.standing.slices import Flags
from midwatch.domain.units import seconds


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StepCounts:
    """Bad and valid events, or slices, in steps that do not overlap and need not be equally long.

    `starts`, `ends`: float64[n], Unix seconds, oldest first. `bad`, `valid`: float64[n]; NaN where nothing was there.
    """

    starts: Floats
    ends: Floats
    bad: Floats
    valid: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for array in (self.starts, self.ends, self.bad, self.valid):
            array.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BurnDown:
    """What was left of the period's budget after each step, and the indicator in it.

    `starts`, `ends`: float64[n], Unix seconds, oldest first. `left`: float64[n], share of the budget, 1 is all of it,
    below 0 is overspent; NaN where there was no telemetry. `sli`: float64[n], share of good events, 0 to 1; NaN where
    there was none.
    """

    starts: Floats
    ends: Floats
    left: Floats
    sli: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for array in (self.starts, self.ends, self.left, self.sli):
            array.setflags(write=False)


def event_steps(series: CountSeries, step: timedelta) -> StepCounts:
    """The steps of a series as they were counted."""
    return StepCounts(
        starts=series.ends - seconds(step), ends=series.ends, bad=series.bad, valid=series.valid
    )


def slice_steps(judged: CountSeries, counted: Flags, step: timedelta, most: int) -> StepCounts:
    """Slices, each one valid or none, put together into at most so many steps.

    `counted`: bool[n], which of them count; steps in which none does are absent.
    """
    size = -(-len(judged.ends) // most)
    first = np.arange(0, len(judged.ends), size)
    last = np.append(first[1:], len(judged.ends)) - 1
    valid, bad = (
        np.add.reduceat(np.where(counted, column, 0.0), first)
        for column in (judged.valid, judged.bad)
    )
    absent = valid == 0
    return StepCounts(
        starts=judged.ends[first] - seconds(step),
        ends=judged.ends[last],
        bad=np.where(absent, np.nan, bad),
        valid=np.where(absent, np.nan, valid),
    )


def joined(parts: list[StepCounts]) -> StepCounts:
    """Steps of spans that follow each other, such as those that corrections leave."""
    return StepCounts(
        starts=np.concatenate([part.starts for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        bad=np.concatenate([part.bad for part in parts]),
        valid=np.concatenate([part.valid for part in parts]),
    )


def burn_down(
    steps: StepCounts, budget: ErrorBudget, missing: MissingData = MissingData.IGNORE
) -> BurnDown | NoData:
    """Lay what the period has spent onto its steps; the last value is the budget's own share left.

    The amount is that of the whole period, the steps tell when: counters that are read in short steps and in one long
    window differ by what is extrapolated. Where missing telemetry counts as bad, an absent step holds as many events
    as a present one in as much time.
    """
    absent = np.isnan(steps.valid) | np.isnan(steps.bad)
    if absent.all():
        return NoData(reason="no step of the period has telemetry")
    begun = np.logical_or.accumulate(~absent)
    counted = begun if missing is MissingData.BAD else ~absent
    spent = np.cumsum(np.where(absent, np.where(counted, _lost(steps, absent), 0.0), steps.bad))
    if spent[-1] <= 0 < budget.spent:
        return NoData(reason="the steps of the period show none of the bad events that it counts")
    share = spent / spent[-1] if spent[-1] > 0 else spent
    with np.errstate(invalid="ignore", divide="ignore"):
        sli = np.clip(1 - steps.bad / steps.valid, 0.0, 1.0)
    return BurnDown(
        starts=steps.starts,
        ends=steps.ends,
        left=np.where(counted, 1 - budget.share_spent * share, np.nan),
        sli=np.where(np.isfinite(sli), sli, np.nan),
    )


def _lost(steps: StepCounts, absent: Flags) -> Floats:
    """How many events each step would hold at the pace of those that are there."""
    lengths = steps.ends - steps.starts
    pace = float(steps.valid[~absent].sum() / lengths[~absent].sum())
    return lengths * pace
