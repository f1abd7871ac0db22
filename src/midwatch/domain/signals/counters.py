"""How much counters rose in windows, as Prometheus' `increase()` tells it.

Source: https://prometheus.io/docs/prometheus/2.42/querying/functions/#increase
Counter resets are corrected, and the rise between the first and the last sample is extrapolated to the window's bounds.
"""

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries

Indices = npt.NDArray[np.intp]

NEAR_BOUND = 1.1
"""A bound within so many average intervals of the nearest sample is extrapolated to."""
FAR_BOUND = 0.5
"""… and where it is further away, the series is taken to begin or end so many average intervals from its sample."""
FEWEST_SAMPLES = 2


def increases(series: SampleSeries, starts: Floats, ends: Floats) -> Floats:
    """The rise of a counter in each window [start, end], both bounds included; NaN with fewer than two samples in it.

    `starts`, `ends`: float64[m], Unix seconds; the answer is float64[m], events, not negative. A sample that is not
    finite marks absence and is passed over.
    """
    times, values = present(series)
    rises = np.full(len(starts), np.nan)
    first, last = _bounds(times, starts, ends)
    told = last - first + 1 >= FEWEST_SAMPLES
    if told.any():
        windows = first[told], last[told], starts[told], ends[told]
        rises[told] = _extrapolated(times, values, *windows)
    return rises


def samples_between(series: SampleSeries, start: float, end: float) -> int:
    """How many samples [start, end] holds."""
    low = np.searchsorted(series.times, start, side="left")
    return int(np.searchsorted(series.times, end, side="right") - low)


def present(series: SampleSeries) -> tuple[Floats, Floats]:
    """Times and values of the finite samples."""
    finite = np.isfinite(series.values)
    if finite.all():
        return series.times, series.values
    return series.times[finite], series.values[finite]


def running_total(values: Floats) -> Floats:
    """A counter as if it had never been reset: float64[n], equal to the values up to the first reset."""
    before = values[:-1]
    lost = np.where(values[1:] < before, before, 0.0)
    return values + np.concatenate(([0.0], np.cumsum(lost)))


def _bounds(times: Floats, starts: Floats, ends: Floats) -> tuple[Indices, Indices]:
    """Index of the first and the last sample in each window; the last comes before the first where there is none."""
    first = np.searchsorted(times, starts, side="left")
    return first, np.searchsorted(times, ends, side="right") - 1


def _extrapolated(
    times: Floats, values: Floats, first: Indices, last: Indices, starts: Floats, ends: Floats
) -> Floats:
    total = running_total(values)
    rise = total[last] - total[first]
    sampled = times[last] - times[first]
    average = sampled / (last - first)
    to_start = np.minimum(times[first] - starts, _to_zero(values[first], rise, sampled))
    reach = sampled + _reach(to_start, average) + _reach(ends - times[last], average)
    return np.maximum(rise * (reach / sampled), 0.0)


def _to_zero(first: Floats, rise: Floats, sampled: Floats) -> Floats:
    """For how long before its first sample the counter can have risen at this pace, from zero."""
    rising = (rise > 0) & (first >= 0)
    return np.where(rising, sampled * first / np.where(rising, rise, 1.0), np.inf)


def _reach(distance: Floats, average: Floats) -> Floats:
    """How far beyond its outermost sample the series is taken to go on."""
    return np.where(distance < NEAR_BOUND * average, distance, FAR_BOUND * average)
