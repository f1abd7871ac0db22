"""How many events indicators counted in each of many windows, as a Prometheus would tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

import numpy as np
import numpy.typing as npt

from midwatch.dialects.promql import SAMPLE_STEP
from midwatch.domain.signals.counters import increases, present
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.indicator import SampleEvents
from midwatch.domain.units import TimeRange, seconds

LOOK_BACK_S = 300.0
"""For so long after a sample its value is still seen.

Source: https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
"""

_MILLISECONDS = 3

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Windows:
    """`starts`, `ends`: float64[m], Unix seconds to the millisecond; both bounds are inside."""

    starts: Floats
    ends: Floats

    @classmethod
    def of(cls, spans: Sequence[TimeRange]) -> Self:
        """One window a span."""
        bounds = [(span.start.timestamp(), span.end.timestamp()) for span in spans]
        starts, ends = np.round(np.array(bounds, np.float64).T, _MILLISECONDS)
        return cls(starts=starts, ends=ends)

    @classmethod
    def steps(cls, span: TimeRange, step: timedelta) -> Self:
        """The whole steps of a span, from its start."""
        count = span.length // step
        offsets = seconds(step) * np.arange(count + 1, dtype=np.float64)
        bounds = np.round(span.start.timestamp() + offsets, _MILLISECONDS)
        return cls(starts=bounds[:-1], ends=bounds[1:])

    @property
    def hull(self) -> "Windows":
        """One window around all."""
        return Windows(starts=self.starts.min(keepdims=True), ends=self.ends.max(keepdims=True))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Told:
    """Per window: `valid`, `bad` float64[m], events, NaN where absent; `samples` int64[m] that were read."""

    valid: Floats
    bad: Floats
    samples: Whole


def rises(series: Iterable[SampleSeries], windows: Windows) -> Floats:
    """The sum of what counters rose in each window; NaN where none of them has two samples in it."""
    total = np.full(len(windows.ends), np.nan)
    for each in series:
        rise = increases(each, windows.starts, windows.ends)
        total = np.where(np.isnan(total), rise, total + np.nan_to_num(rise))
    return total


def samples_in(series: Iterable[SampleSeries], windows: Windows) -> Whole:
    """How many samples the series have in each window together."""
    total = np.zeros(len(windows.ends), np.int64)
    for each in series:
        low = np.searchsorted(each.times, windows.starts, side="left")
        total += np.searchsorted(each.times, windows.ends, side="right") - low
    return total


def multiples(step: timedelta, windows: Windows) -> Floats:
    """Every multiple of the step (since 1970) that lies around or in a window: where a subquery looks."""
    length = seconds(step)
    first, last = windows.starts.min() / length, windows.ends.max() / length
    return np.arange(np.floor(first), np.ceil(last) + 1, dtype=np.float64) * length


def between(column: Floats, at: Floats, windows: Windows) -> Floats:
    """The sum of what was seen in each window; `column`, `at`: float64[k], what was seen when, oldest first."""
    total = np.concatenate(([0.0], np.cumsum(column)))
    low = np.searchsorted(at, windows.starts, side="left")
    high = np.searchsorted(at, windows.ends, side="right")
    summed: Floats = total[high] - total[low]
    return summed


def looks(series: Iterable[SampleSeries], indicator: SampleEvents, windows: Windows) -> Told:
    """Events of a gauge that is looked at once a minute, on the minute, as a subquery does."""
    gauges = tuple(series)
    at = _minutes(gauges, windows)
    seen, bad = np.zeros(len(at)), np.zeros(len(at))
    for gauge in gauges:
        value = _seen(gauge, at)
        seen += ~np.isnan(value)
        bad += _is_bad(value, at, indicator)
    valid, failed = (between(column, at, windows) for column in (seen, bad))
    absent = valid == 0
    return Told(
        valid=np.where(absent, np.nan, valid),
        bad=np.where(absent, np.nan, failed),
        samples=samples_in(gauges, windows),
    )


def _minutes(gauges: Sequence[SampleSeries], windows: Windows) -> Floats:
    """The moments to look at: every minute of the windows in which there can be something to see."""
    step = seconds(SAMPLE_STEP)
    begin = min((each.times[0] for each in gauges), default=np.inf)
    end = max((each.times[-1] for each in gauges), default=-np.inf) + LOOK_BACK_S
    begin, end = max(begin, windows.starts.min()), min(end, windows.ends.max())
    if begin > end:
        return np.empty(0)
    return np.arange(np.ceil(begin / step), np.floor(end / step) + 1, dtype=np.float64) * step


def _seen(gauge: SampleSeries, at: Floats) -> Floats:
    """The value that is seen at each moment, NaN where the last sample is too long ago."""
    times, values = present(gauge)
    last = np.searchsorted(times, at, side="right") - 1
    known = last >= 0
    known[known] = at[known] - times[last[known]] < LOOK_BACK_S
    value = np.full(len(at), np.nan)
    value[known] = values[last[known]]
    return value


def _is_bad(value: Floats, at: Floats, indicator: SampleEvents) -> npt.NDArray[np.bool_]:
    """NaN compares as good."""
    if indicator.bad_below is not None:
        return value < indicator.bad_below
    above = indicator.bad_above or 0.0
    return (at - value if indicator.age else value) > above
