"""Arithmetic over stretches of samples: means, spreads, and how far two neighbouring stretches usually lie apart."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats

MAD_TO_SIGMA = 1.4826
"""The median absolute deviation of a normal distribution is its standard deviation over this."""
_TAIL, _TAIL_SIGMAS = 0.99, 2.576
"""99% of a normal distribution lie within this many standard deviations: heavier tails widen the spread."""
FEWEST_NORMAL = 8
"""A spread from fewer samples is no measure: the MAD of eight is uncertain by a third already."""
_FEWEST_PAIRS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Samples `start` to `stop`, without `stop`."""

    start: int
    stop: int

    def __len__(self) -> int:
        """How many samples."""
        return self.stop - self.start

    @property
    def slice(self) -> slice:
        """For indexing."""
        return slice(self.start, self.stop)


class Sums:
    """Means of any stretch of one column in constant time; what was not measured does not count."""

    __slots__ = ("_counts", "_sums")

    def __init__(self, values: Floats) -> None:
        finite = np.isfinite(values)
        zero = np.zeros(1)
        self._sums = np.concatenate([zero, np.cumsum(np.where(finite, values, 0.0))])
        self._counts = np.concatenate([zero, np.cumsum(finite)])

    def count(self, starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]) -> Floats:
        """How many samples of each stretch were measured."""
        counts: Floats = self._counts[stops] - self._counts[starts]
        return counts

    def mean(self, starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]) -> Floats:
        """The mean of each stretch; NaN where nothing was measured."""
        counts = self.count(starts, stops)
        sums = self._sums[stops] - self._sums[starts]
        means: Floats = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
        return means


def finite(values: Floats) -> Floats:
    """What was measured."""
    kept: Floats = values[np.isfinite(values)]
    return kept


def robust_spread(values: Floats, floor: float) -> float:
    """The standard deviation, were it normal: from the MAD, wider where tails are heavier, never below `floor`."""
    middle, tail = np.quantile(np.abs(values - np.median(values)), (0.5, _TAIL))
    return max(MAD_TO_SIGMA * float(middle), float(tail) / _TAIL_SIGMAS, floor)


def usual_difference(normal: Floats, before: int, after: int, floor: float) -> float:
    """How far the mean of `after` samples usually lies from that of the `before` samples ahead of it.

    It is asked of the normal period itself, whose seasons, waves and outliers are thereby allowed for; but the
    wildest hundredth of its samples counts as no wilder than the rest. With `before`
    0 it is the distance from the median of the whole period. `normal`: float64[m], at least `FEWEST_NORMAL` measured.
    """
    at = np.arange(before, len(normal) - after + 1)
    if len(at) >= _FEWEST_PAIRS:
        sums = Sums(_tamed(normal))
        later = sums.mean(at, at + after)
        earlier = sums.mean(at - before, at) if before else np.full(len(at), _middle(normal))
        known = finite(later - earlier)
        if len(known) >= _FEWEST_PAIRS:
            return robust_spread(known, floor)
    share = 1 / after + (1 / before if before else 0.0)
    return max(robust_spread(finite(normal), 0.0) * float(np.sqrt(share)), floor)


def _tamed(normal: Floats) -> Floats:
    """The same with the wildest samples drawn in to where the others end, unless the signal hardly ever moves.

    Of failures that are rare, the wildest samples are all that is known.
    """
    middle = _middle(normal)
    usual, reach = np.quantile(np.abs(finite(normal) - middle), (0.5, _TAIL))
    return np.clip(normal, middle - reach, middle + reach) if usual > 0 else normal


def _middle(values: Floats) -> float:
    return float(np.median(finite(values)))
