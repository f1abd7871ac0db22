"""From when to when a signal was worse than just before."""

import math

import numpy as np

from midwatch.domain.signals.causes.situation import Observed
from midwatch.domain.signals.causes.windows import FEWEST_NORMAL, Span, Sums, finite, robust_spread

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

    Where none stands out clearly but the signal is worse than in its normal period from the first sample on, it is
    the whole: then it began before the range. `floor`: the least spread of one sample.
    """
    length = len(observed.current)
    normal = finite(observed.normal)
    known = normal if len(normal) >= FEWEST_NORMAL else finite(observed.current)
    if len(known) == 0:
        return within
    spread = robust_spread(known, floor)
    starts, stops = _stretches(length, within)
    sums = Sums(observed.current)
    lengths = stops - starts
    ahead = np.minimum(starts, np.maximum(lengths, BEFORE))
    rise = sums.mean(starts, stops) - sums.mean(starts - ahead, starts)
    counts = np.maximum(sums.count(starts, stops), 1)
    noise = spread * np.sqrt(1 / counts + 1 / np.maximum(sums.count(starts - ahead, starts), 1))
    clearness = np.where(np.isfinite(rise), rise / noise, -np.inf)
    best = int(np.argmax(clearness)) if len(clearness) else -1
    if best >= 0 and clearness[best] >= CLEAR:
        return Span(start=int(starts[best]), stop=int(stops[best]))
    if len(normal) >= FEWEST_NORMAL and _risen_throughout(observed, within, spread):
        return Span(start=int(np.argmax(np.isfinite(observed.current))), stop=length)
    return Span(start=int(starts[best]), stop=int(stops[best])) if best >= 0 else within


def _stretches(length: int, within: Span) -> tuple[np.ndarray, np.ndarray]:
    """All stretches with a sample ahead of them that share one with `within`."""
    starts, stops = np.meshgrid(
        np.arange(1, min(within.stop, length)), np.arange(within.start + 1, length + 1)
    )
    kept = stops > starts
    return starts[kept], stops[kept]


def _risen_throughout(observed: Observed, within: Span, spread: float) -> bool:
    values = finite(observed.current[: within.stop])
    if len(values) == 0:
        return False
    rise = float(np.median(values) - np.median(finite(observed.normal)))
    return rise / spread >= CLEAR
