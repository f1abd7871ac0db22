"""Middle and spread that a few wild values do not move; NaN is absence, and is passed over.

All work along the last axis, on any number of series at once.
Source of the factor: Rousseeuw & Croux, “Alternatives to the Median Absolute Deviation”, JASA 88 (1993).
"""

import numpy as np

from midwatch.domain.signals.counts import Floats

NORMAL_SPREAD = 1.4826
"""Standard deviation of a normal distribution, in median absolute deviations."""


def median(values: Floats) -> Floats:
    """The middle value, float64[...] of float64[..., n]; NaN where none is present."""
    if values.shape[-1] == 0:
        return np.full(values.shape[:-1], np.nan)
    absent = np.isnan(values)
    if not absent.any():
        return np.asarray(np.median(values, axis=-1))  # many times faster where there is much
    ordered = np.sort(values, axis=-1)  # NaN comes last
    present = np.count_nonzero(~absent, axis=-1)[..., None]
    low = np.take_along_axis(ordered, np.maximum((present - 1) // 2, 0), axis=-1)
    high = np.take_along_axis(ordered, np.minimum(present // 2, values.shape[-1] - 1), axis=-1)
    middle = np.where(present % 2 == 1, low, (low + high) / 2)
    result: Floats = np.where(present > 0, middle, np.nan)[..., 0]
    return result


def spread(values: Floats) -> Floats:
    """The standard deviation that the middle half of the values tells; NaN where none is present."""
    return NORMAL_SPREAD * median(np.abs(values - median(values)[..., None]))


def running_median(values: Floats, reach: int) -> Floats:
    """The middle of each value and `reach` neighbours on either side, as far as there are any: float64[..., n]."""
    padding = [(0, 0)] * (values.ndim - 1) + [(reach, reach)]
    padded = np.pad(values, padding, constant_values=np.nan)
    return median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=-1))


def noise(values: Floats) -> Floats:
    """The spread from one step to the next, as a standard deviation: level, season and drift do not count.

    NaN where no two neighbours are present.
    """
    apart = np.abs(np.diff(values, axis=-1))
    result: Floats = NORMAL_SPREAD * median(apart) / np.sqrt(2)
    return result
