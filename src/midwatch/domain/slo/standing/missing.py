"""What absent telemetry does to a budget that is counted in events."""

from collections.abc import Sequence
from datetime import timedelta

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
    present = series.valid[counted_steps(series, step, excluded) & ~absent]
    steps = int((counted_steps(series, step, excluded, within) & absent).sum())
    lost = steps * float(present.mean()) if steps and present.size else 0.0
    return Counts(bad=lost, valid=lost)
