"""What absent telemetry does to a budget that is counted in events."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.standing.slices import absent_steps, counted_steps
from midwatch.domain.units import TimeRange


def lost_events(
    series: CountSeries,
    step: timedelta,
    excluded: Sequence[TimeRange] = (),
    within: TimeRange | None = None,
) -> Counts:
    """Events to add where missing telemetry counts as bad: each absent step holds as many as a present one on average.

    The average is that of the whole series; the steps are those that end in `within`, where it is given. Steps before
    the first telemetry, and those that a correction touches, are left out.
    """
    absent = absent_steps(series)
    steps = int((counted_steps(series, step, excluded, within) & absent).sum())
    lost = steps * _average(series, step, excluded) if steps else 0.0
    return Counts(bad=lost, valid=lost)


def with_lost_events(
    series: CountSeries, step: timedelta, excluded: Sequence[TimeRange] = ()
) -> CountSeries:
    """The series with the events of `lost_events` in the steps that lost them."""
    absent = absent_steps(series)
    lost = _average(series, step, excluded)
    return CountSeries(
        ends=series.ends,
        bad=np.where(absent, lost, series.bad),
        valid=np.where(absent, lost, series.valid),
    )


def _average(series: CountSeries, step: timedelta, excluded: Sequence[TimeRange]) -> float:
    present = series.valid[counted_steps(series, step, excluded) & ~absent_steps(series)]
    return float(present.mean()) if present.size else 0.0
