"""Time-slice budgeting: time is cut into slices, and a slice is good or bad as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Counts, CountSeries, Floats
from midwatch.domain.slo.objective import BySlices, MissingData
from midwatch.domain.slo.period import CalendarPeriod, Period
from midwatch.domain.units import TimeRange, seconds

Flags = npt.NDArray[np.bool_]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceTally:
    """Slices that were judged, and the bad ones among them; `missing` had no telemetry, judged or not."""

    bad: int
    judged: int
    missing: int = 0

    @property
    def counts(self) -> Counts:
        """The same as events: a judged slice is a valid one."""
        return Counts(bad=self.bad, valid=self.judged)


def whole_slices(period: Period, at: datetime, length: timedelta) -> TimeRange | None:
    """The slices of the period that have ended by `at`; None where not one has.

    Slices of a calendar period begin with it, those of a rolling one lie on a fixed grid (multiples of the length since
    1970, UTC), so that each look judges the same slices. A slice that is only partly inside is not judged.
    """
    bounds = period.bounds(at)
    anchor = bounds.start if isinstance(period, CalendarPeriod) else _EPOCH
    first = -((anchor - bounds.start) // length)
    last = (min(at, bounds.end) - anchor) // length
    if last <= first:
        return None
    return TimeRange(anchor + first * length, anchor + last * length)


def slices_to_come(
    period: TimeRange, length: timedelta, excluded: Sequence[TimeRange], within: TimeRange
) -> int:
    """How many whole slices of a calendar period end in `within`, untouched by what is `excluded`."""
    count = period.length // length
    ends = period.start.timestamp() + seconds(length) * np.arange(1, count + 1, dtype=np.float64)
    return int((_ending_in(within, ends) & _untouched(ends, length, excluded)).sum())


def tally(
    series: CountSeries,
    budgeting: BySlices,
    missing: MissingData,
    excluded: Sequence[TimeRange] = (),
    within: TimeRange | None = None,
) -> SliceTally:
    """Judge each step of `series` as one slice; of those that end in `within`, where it is given.

    Good: enough of its events were good, or telemetry says that there were none. Bad: too few were. Without telemetry:
    as the policy says, but never before the first telemetry, where history has not begun. What a correction touches
    is not judged.
    """
    counted = counted_steps(series, budgeting.length, excluded, within)
    missing_ones = int((counted & absent_steps(series)).sum())
    judged = judged_steps(series, budgeting, missing)
    return SliceTally(
        bad=int(judged.bad[counted].sum()),
        judged=int(judged.valid[counted].sum()),
        missing=missing_ones,
    )


def judged_steps(series: CountSeries, budgeting: BySlices, missing: MissingData) -> CountSeries:
    """The slices themselves as events, as `tally` judges them: of each step one valid or none, and bad or not."""
    absent = absent_steps(series)
    allowed = float(budgeting.slice_target.complement)
    with np.errstate(invalid="ignore", divide="ignore"):
        too_few_good = ~absent & (series.bad / series.valid > allowed)
    without_telemetry = absent & (missing is MissingData.BAD)
    return CountSeries(
        ends=series.ends,
        bad=(too_few_good | without_telemetry).astype(np.float64),
        valid=(~absent | without_telemetry).astype(np.float64),
    )


def absent_steps(series: CountSeries) -> Flags:
    """Steps for which the source had nothing."""
    return np.isnan(series.valid) | np.isnan(series.bad)


def counted_steps(
    series: CountSeries,
    step: timedelta,
    excluded: Sequence[TimeRange] = (),
    within: TimeRange | None = None,
) -> Flags:
    """Steps that count: from the first telemetry on, ending in `within`, and touched by no excluded span."""
    flags: Flags = np.logical_or.accumulate(~absent_steps(series))
    if within is not None:
        flags &= _ending_in(within, series.ends)
    return flags & _untouched(series.ends, step, excluded)


def _ending_in(span: TimeRange, ends: Floats) -> Flags:
    flags: Flags = (ends > span.start.timestamp()) & (ends <= span.end.timestamp())
    return flags


def _untouched(ends: Floats, step: timedelta, excluded: Sequence[TimeRange]) -> Flags:
    flags = np.ones(len(ends), np.bool_)
    starts = ends - seconds(step)
    for span in excluded:
        flags &= (ends <= span.start.timestamp()) | (starts >= span.end.timestamp())
    return flags
