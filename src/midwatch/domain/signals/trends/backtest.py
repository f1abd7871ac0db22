"""Which trend would have foretold a series best, and how far off it was."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats

Whole = npt.NDArray[np.int64]

SHARES = (1 / 24, 1 / 12, 1 / 6, 1 / 3, 2 / 3)
"""Shares of a history from which a line is drawn: a leak may be hours old, growth is weeks old."""
FEWEST = 3
ORIGINS = 60
"""Moments of the past from which is foretold."""
NORMAL_90 = 1.645
"""Standard deviations on either side that hold nine tenths of a normal distribution."""
FEW_ORIGINS = 1.3
"""… wider by a factor of 1 + 1.3 ÷ independent past forecasts: Student's t for few of them."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Trend:
    """The best trend: level now, slope a step, and for each of k steps ahead what is expected and half the interval."""

    level: float
    slope: float
    expected: Floats
    half_width: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Way:
    """A way to go on: lines (level and slope) drawn at each of the origins, and their errors [origins, k]."""

    window: int
    sloped: bool
    errors: Floats

    @property
    def cost(self) -> float:
        """How far off it was in all."""
        return float(np.sqrt(np.mean(self.errors**2)))


def best_trend(values: Floats, count: int, fitted: int) -> Trend:
    """Try lines over long and short parts of the past, rising and flat, and go on with the best for `count` steps.

    `values`: float64[n], no NaN, without season; `fitted`: how many numbers the season took.
    """
    origins = _origins(values.size, count)
    ways = [
        _Way(window=window, sloped=sloped, errors=_errors(values, origins, window, count, sloped))
        for window in sorted({max(round(values.size * share), FEWEST) for share in SHARES})
        for sloped in (True, False)
    ]
    best = min(ways, key=lambda way: way.cost)
    level, slope = _lines(values, np.array([values.size]), best.window, best.sloped)
    steps = np.arange(1.0, count + 1)
    wider = np.sqrt((values.size + fitted) / max(values.size - fitted, 1))
    return Trend(
        level=float(level[0]),
        slope=float(slope[0]),
        expected=level[0] + slope[0] * steps,
        half_width=_half_width(best.errors, values.size, count) * wider,
    )


def _origins(size: int, count: int) -> Whole:
    """How many values each past forecast may see."""
    first = max(size // 3, FEWEST)
    last = size - count
    return np.unique(np.linspace(first, last, ORIGINS).astype(np.int64))


def _errors(
    values: Floats,
    origins: Whole,
    window: int,
    count: int,
    sloped: bool,  # noqa: FBT001 - one of two ways
) -> Floats:
    level, slope = _lines(values, origins, window, sloped)
    ahead = np.arange(1, count + 1)
    truth = values[origins[:, None] + ahead - 1]
    errors: Floats = truth - (level[:, None] + slope[:, None] * ahead)
    return errors


def _lines(
    values: Floats,
    origins: Whole,
    window: int,
    sloped: bool,  # noqa: FBT001 - one of two ways
) -> tuple[Floats, Floats]:
    """Level and slope, at the last value that each origin sees, of lines over at most `window` values before it."""
    first = np.maximum(origins - window, 0)
    count = (origins - first).astype(np.float64)
    places = np.arange(float(values.size))
    mean = _sums(values, first, origins) / count
    if not sloped:
        return mean, np.zeros(origins.size)
    middle = (first + origins - 1) / 2
    together = _sums(values * places, first, origins) - count * middle * mean
    slope = together / (count * (count**2 - 1) / 12)
    return mean + slope * (count - 1) / 2, slope


def _sums(values: Floats, first: Whole, last: Whole) -> Floats:
    """Sums of the values from `first` up to `last`."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    found: Floats = total[last] - total[first]
    return found


def _half_width(errors: Floats, size: int, count: int) -> Floats:
    """Half of the interval at each step ahead: it never gets narrower."""
    squares = np.maximum.accumulate(np.mean(errors**2, axis=0))
    independent = np.maximum((size * 2 / 3) / np.arange(1.0, count + 1), 1.0)
    half: Floats = NORMAL_90 * np.sqrt(squares) * (1 + FEW_ORIGINS / independent)
    return half
