"""Series made up for forecasts: ramps, season and noise of several shapes, an hour a step."""

from collections.abc import Callable, Mapping

import numpy as np

from midwatch.domain.signals.counts import Floats

DAY, SATURDAY = 24, 5


def season(hours: Floats, rng: np.random.Generator) -> Floats:
    """Days, and weekends with less."""
    peak, swing = rng.uniform(0, 24), rng.uniform(2, 12)
    weekend = np.where((hours // DAY) % 7 >= SATURDAY, rng.uniform(0.3, 1.0), 1.0)
    wave = np.cos(2 * np.pi * (hours - peak) / DAY) + 0.3 * np.cos(4 * np.pi * (hours - peak) / DAY)
    found: Floats = swing * wave * weekend
    return found


def correlated(rng: np.random.Generator, count: int, memory: float, size: float) -> Floats:
    """Noise that remembers: each value keeps a share of the one before."""
    found = np.zeros(count)
    for at, shock in enumerate(rng.normal(0.0, size, count)):
        found[at] = memory * found[at - 1] + shock if at else shock
    return found


def slope(rng: np.random.Generator) -> float:
    """Percent an hour: 80% is some hours to some weeks away."""
    return float(np.exp(rng.uniform(np.log(0.02), np.log(0.5))))


def ramp(hours: Floats, rng: np.random.Generator) -> Floats:
    """A steady rise."""
    return slope(rng) * hours + rng.normal(0, rng.uniform(0.2, 3), hours.size)


def ramp_and_season(hours: Floats, rng: np.random.Generator) -> Floats:
    """A steady rise under days and weeks."""
    return ramp(hours, rng) + season(hours, rng)


def late_leak(hours: Floats, rng: np.random.Generator) -> Floats:
    """Nothing, and from some hour on a rise."""
    begins = hours[-1] * rng.uniform(0.5, 0.8)
    rise = slope(rng) * np.maximum(hours - begins, 0)
    found: Floats = rise + season(hours, rng) + rng.normal(0, 1, hours.size)
    return found


def wandering(hours: Floats, rng: np.random.Generator) -> Floats:
    """A rise whose noise wanders."""
    noise = correlated(rng, hours.size, rng.uniform(0.8, 0.98), rng.uniform(0.2, 1.0))
    found: Floats = slope(rng) * hours + season(hours, rng) + noise
    return found


def random_walk(hours: Floats, rng: np.random.Generator) -> Floats:
    """A walk that drifts."""
    return np.cumsum(rng.normal(slope(rng) / 2, rng.uniform(0.1, 0.6), hours.size))


def slowing(hours: Floats, rng: np.random.Generator) -> Floats:
    """A rise that slows down."""
    scale = rng.uniform(2, 6) * hours[-1] / 4
    rise = 60 * (1 - np.exp(-hours / scale))
    found: Floats = rise + season(hours, rng) + rng.normal(0, 1, hours.size)
    return found


def flat(hours: Floats, rng: np.random.Generator) -> Floats:
    """Season alone, with noise that has wild values."""
    return season(hours, rng) + rng.standard_t(3, hours.size)


SHAPES: Mapping[str, Callable[[Floats, np.random.Generator], Floats]] = {
    "ramp": ramp,
    "ramp and season": ramp_and_season,
    "late leak": late_leak,
    "wandering noise": wandering,
    "random walk with drift": random_walk,
    "slowing rise": slowing,
    "season alone": flat,
}
