"""Steps pooled into buckets, so that a usual level rests on many events and month-long ranges stay small."""

import numpy as np

from midwatch.domain.signals.anomalies.robust import median
from midwatch.domain.signals.anomalies.track import Kind
from midwatch.domain.signals.counts import Floats

BUCKET_S = 900.0
"""A quarter of an hour, in which traffic that swings by 40% over the day changes by under 3%."""


def steps_of_a_bucket(step_s: float) -> int:
    """How many steps are pooled."""
    return max(round(BUCKET_S / step_s), 1)


def pooled(kind: Kind, values: Floats, weights: Floats, steps: int) -> tuple[Floats, Floats]:
    """Level and weight of each bucket: float64[..., b] twice, of float64[..., n]; the last bucket may be shorter.

    A level is a mean of what is present (of ratios by weight; of gauges the middle one), NaN where nothing is. Its
    weight is the number of steps, of ratios the number of events.
    """
    parts, sizes = cut(values, steps), cut(weights, steps)
    present = ~np.isnan(parts)
    if kind is Kind.GAUGE:
        return median(parts), present.sum(axis=-1).astype(np.float64)
    told = np.where(present, np.nan_to_num(sizes), 0.0)
    weight: Floats = told.sum(axis=-1)
    total = (np.nan_to_num(parts) * told).sum(axis=-1)
    return np.where(weight > 0, total / np.where(weight > 0, weight, 1.0), np.nan), weight


def spread_out(levels: Floats, steps: int, count: int) -> Floats:
    """A bucket's level for each of its steps: float64[..., count]."""
    return np.repeat(levels, steps, axis=-1)[..., :count]


def cut(values: Floats, steps: int) -> Floats:
    """Values a bucket a row, the last filled up with NaN: float64[..., b, steps] of float64[..., n]."""
    count = values.shape[-1]
    lacking = -count % steps
    padding = [(0, 0)] * (values.ndim - 1) + [(0, lacking)]
    padded = np.pad(values, padding, constant_values=np.nan)
    return padded.reshape(*values.shape[:-1], (count + lacking) // steps, steps)
