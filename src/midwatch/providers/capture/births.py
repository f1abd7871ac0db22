"""What newborn series lose: the bad events that their first sample already held, which no increase can see."""

from collections.abc import Sequence

import numpy as np

from midwatch.domain.signals.counters import present
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.indicator import CounterEvents, Indicator, Polarity
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.windows import Windows


def lost_at_birth(capture: Capture, indicator: Indicator, windows: Windows) -> Floats:
    """Bad events per window that were lost with the births in it: float64[m].

    A series is newborn where its first sample comes more than one scrape after the first of the valid series: what is
    there when a capture begins may be old. Zero where good events are counted (both sides lose the same), or queries.
    """
    lost = np.zeros(len(windows.ends))
    if not isinstance(indicator, CounterEvents) or indicator.polarity is not Polarity.BAD:
        return lost
    begun = _begun(capture.matching(indicator.valid))
    for series in capture.matching(indicator.selected):
        times, values = present(series)
        if len(times) and times[0] > begun:
            inside = (windows.starts < times[0]) & (times[0] <= windows.ends)
            lost += np.where(inside, max(values[0], 0.0), 0.0)
    return lost


def _begun(valid: Sequence[SampleSeries]) -> float:
    """The moment after which a first sample tells of a birth."""
    oldest = min(valid, key=_first, default=None)
    if oldest is None:
        return np.inf
    scrape = float(np.median(np.diff(oldest.times))) if len(oldest.times) > 1 else 0.0
    return _first(oldest) + scrape


def _first(series: SampleSeries) -> float:
    return float(series.times[0])
