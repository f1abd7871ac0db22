"""From when to when a signal was worse than just before."""

import math

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.causes.situation import Observed
from midwatch.domain.signals.causes.windows import FEWEST_NORMAL, Span, Sums, finite, robust_spread
from midwatch.domain.signals.counts import Floats

CLEAR = 3.0
"""What lies this many spreads away deviates: by chance, one in 740 of a normal distribution does."""
BEFORE = 30
"""So many samples, or as many as the episode has, ahead of it tell what was just before; fewer where there are none."""


def bar(tries: float) -> float:
    """The spreads that are clear where the best of several independent tries is taken: together they have one's odds.

    The tail of a normal distribution falls like exp(−z²/2), so that z² grows by twice the logarithm of the tries.
    """
    return math.sqrt(CLEAR**2 + 2 * math.log(max(tries, 1.0)))


def before(start: int, length: int) -> int:
    """How many samples ahead of an episode that begins at `start` say what was just before."""
    return min(start, max(length, BEFORE))


def episode(observed: Observed, within: Span, floor: float) -> Span:
    """The stretch that stands out most over what was before it, of those that share a sample with `within`.

    Where none does clearly, or what was before it is farther above the normal period than the stretch above that, but
    the signal is clearly worse than in its normal period, it is the whole: then it began before the range.
    `floor`: the least spread of one sample.
    """
    normal = finite(observed.normal)
    known = normal if len(normal) >= FEWEST_NORMAL else finite(observed.current)
    if len(known) == 0:
        return within
    spread = robust_spread(known, floor)
    best, rise, clear = _most_clear(observed.current, within, spread)
    if len(normal) >= FEWEST_NORMAL:
        earlier = finite(observed.current[: best.start if clear else within.stop])
        above = float(np.median(earlier) - np.median(normal)) if len(earlier) else 0.0
        if above / spread >= CLEAR and not (clear and above <= rise):
            first = int(np.argmax(np.isfinite(observed.current)))
            return Span(start=first, stop=len(observed.current))
    return best


def _most_clear(current: Floats, within: Span, spread: float) -> tuple[Span, float, bool]:
    """The stretch, how far its mean lies above that of the samples ahead of it, and whether that is clear."""
    starts, stops = _stretches(len(current), within)
    if len(starts) == 0:
        return within, 0.0, False
    sums = Sums(current)
    ahead = starts - np.minimum(starts, np.maximum(stops - starts, BEFORE))
    rises = sums.mean(starts, stops) - sums.mean(ahead, starts)
    counts = np.maximum(sums.count(starts, stops), 1), np.maximum(sums.count(ahead, starts), 1)
    noise = spread * np.sqrt(1 / counts[0] + 1 / counts[1])
    clearness = np.where(np.isfinite(rises), rises / noise, -np.inf)
    best = int(np.argmax(clearness))
    span = Span(start=int(starts[best]), stop=int(stops[best]))
    return span, float(rises[best]), bool(clearness[best] >= CLEAR)


def _stretches(length: int, within: Span) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """All stretches with a sample ahead of them that share one with `within`."""
    starts, stops = np.meshgrid(
        np.arange(1, min(within.stop, length)), np.arange(within.start + 1, length + 1)
    )
    kept = stops > starts
    return starts[kept], stops[kept]
