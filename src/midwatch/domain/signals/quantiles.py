"""Quantiles of classic histograms, as Prometheus' `histogram_quantile()` tells them.

Source: https://prometheus.io/docs/prometheus/2.42/querying/functions/#histogram_quantile
"""

import numpy as np

from midwatch.domain.signals.counts import Floats


def quantile(q: float, bounds: Floats, counts: Floats) -> Floats:
    """The value below which a share `q` of the events of each step lies: float64[m], NaN where there were none.

    `bounds`: float64[k], ascending upper bounds, the last infinite. `counts`: float64[k, m], events at or below each
    bound (cumulative), NaN where a bucket said nothing. Interpolated within its bucket; above the highest finite bound
    it is that bound. NaN everywhere without an infinite bound, or with no other.
    """
    steps = counts.shape[1]
    if len(bounds) < 2 or not np.isposinf(bounds[-1]):  # noqa: PLR2004 - a finite and the infinite one
        return np.full(steps, np.nan)
    rising = np.maximum.accumulate(np.nan_to_num(counts), axis=0)
    total = rising[-1]
    rank = q * total
    index = np.argmax(rising >= rank, axis=0)
    at = np.arange(steps)
    upper = bounds[index]
    lower = np.where(index > 0, bounds[np.maximum(index - 1, 0)], 0.0)
    below = np.where(index > 0, rising[np.maximum(index - 1, 0), at], 0.0)
    inside = rising[index, at] - below
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(inside > 0, (rank - below) / inside, 0.0)
        within = lower + (np.where(np.isfinite(upper), upper, lower) - lower) * share
    found = np.where(np.isposinf(upper), bounds[-2], within)
    found = np.where((index == 0) & (upper <= 0), upper, found)
    return np.where(total > 0, found, np.nan)
