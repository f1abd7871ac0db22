"""The evidence of every step for a departure in one direction, for levels worth telling and far larger ones."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from midwatch.domain.signals.anomalies.batch import Batch
from midwatch.domain.signals.anomalies.evidence import (
    CLEAR,
    MOST_OF_A_STEP,
    MOST_RATIO,
    bounded,
    of_events,
    of_levels,
    of_shares,
)
from midwatch.domain.signals.anomalies.robust import NORMAL_SPREAD, median, noise
from midwatch.domain.signals.anomalies.track import Direction, Kind
from midwatch.domain.signals.anomalies.usual import Usual
from midwatch.domain.signals.counts import Floats

SPREADS = 4.0
"""A level is told that is so many spreads from usual: control charts take 3 of one series, we look at many at once."""
REFERENCE = 1.5
"""Evidence is weighed for a level of so many times that, so that it begins to speak at three spreads (half way)."""
FAR_RATES = {Direction.UP: 5.0, Direction.DOWN: 0.1}
FAR_RATIOS = (0.1, 0.5)
"""Large departures are weighed for themselves: with little traffic a total outage is then clear many times sooner."""
LARGE_RATIO = 0.1
"""From a tenth of the events on, one step may be clear by itself: what operators call a major incident."""
FLOOR_SHARE = 1 / 20
"""A ratio is not taken to be usually below a twentieth of the floor, so that no single stray event counts for much."""
HALF = 0.5
"""Events that are added where none was seen (Jeffreys): a ratio of 0 in 40 events is no ratio of 0 in 40,000."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scoring:
    """How steps of a batch are weighed.

    `noise`: float64[m], of gauges the standard deviation of a step, of counts how many times wider than Poisson they
    scatter (a variance, at least 1). `scale`: float64[m], the standard deviation of one step in the signal's unit.
    """

    batch: Batch
    usual: Usual
    floors: Floats
    noise: Floats
    scale: Floats

    @classmethod
    def of(cls, batch: Batch, usual: Usual) -> "Scoring":
        """Measure the noise of the current range."""
        floors = np.array([each.signal.floor for each in batch.watched])
        values, level = batch.current.values, usual.level
        if batch.kind is Kind.GAUGE:
            steps = np.fmax(noise(values), np.fmax(1e-6 * np.abs(median(level)), 1e-12))
            own = np.fmax(usual.spread, steps)
            return cls(batch=batch, usual=usual, floors=floors, noise=steps, scale=own)
        counts, variance = _counts(batch, level)
        wider = _overdispersion(counts, variance)
        scatter = median(variance / _exposure(batch) ** 2)
        beyond = usual.spread * (median(level) if batch.kind is Kind.RATE else 1.0)
        scale = np.sqrt(wider * np.nan_to_num(scatter) + beyond**2)
        return cls(
            batch=batch, usual=usual, floors=floors, noise=wider, scale=np.fmax(scale, 1e-12)
        )

    def baseline(self, direction: Direction) -> Floats:
        """What evidence is weighed against: the usual level that is nearest to a departure, never impossible."""
        level = self.usual.high if direction is Direction.UP else self.usual.low
        if self.batch.kind is Kind.RATE:
            return np.fmax(level, HALF / np.fmax(self.usual.weight, self.batch.step_s)[:, None])
        if self.batch.kind is Kind.RATIO:
            seen = HALF / (self.usual.weight + 1)
            least = np.fmax(self.floors * FLOOR_SHARE, np.fmax(seen, 1 - MOST_RATIO))
            return np.clip(level, least[:, None], MOST_RATIO)
        return level

    def departed(self, direction: Direction, factor: float) -> Floats:
        """The least level worth telling: float64[m, n]."""
        base = self.baseline(direction)
        shift = np.fmax(self.floors, REFERENCE * SPREADS * self.usual.spread)[:, None]
        if self.batch.kind is Kind.RATE:
            shift = base * REFERENCE * SPREADS * self.usual.spread[:, None]
        if direction is Direction.UP:
            return base + np.fmax(np.abs(base) * (factor - 1), shift)
        if self.batch.kind is Kind.RATE:
            return base / np.fmax(factor, 1 + shift / base)
        return base - np.fmax(np.abs(base) * (1 - 1 / factor), shift)

    def alternatives(self, direction: Direction, factor: float) -> Iterator[Floats]:
        """Bounded evidence of every step, float64[m, n], for the least level worth telling, and for larger ones."""
        base, least = self.baseline(direction), self.departed(direction, factor)
        yield self.evidence(direction, least)
        if self.batch.kind is Kind.RATE:
            further = np.fmax if direction is Direction.UP else np.fmin
            yield self.evidence(direction, further(least, FAR_RATES[direction] * base))
        if self.batch.kind is Kind.RATIO and direction is Direction.UP:
            for ratio in FAR_RATIOS:
                yield self.evidence(direction, np.fmax(least, ratio))

    def evidence(
        self, direction: Direction, departed: Floats, rows: slice | int = slice(None)
    ) -> Floats:
        """Bounded evidence of every step for one level, of all signals or of some."""
        base, wider = self.baseline(direction)[rows], np.asarray(self.noise[rows])[..., None]
        values, weights = self.batch.current.values[rows], self.batch.current.weights[rows]
        match self.batch.kind:
            case Kind.RATE:
                expected = base * self.batch.step_s
                times = np.fmax(departed / base, 1 - MOST_RATIO)
                found = of_events(values * self.batch.step_s, expected, times) / wider
                return bounded(found)
            case Kind.RATIO:
                to = np.clip(departed, 1 - MOST_RATIO, MOST_RATIO)
                found = of_shares(values * weights, weights, base, to) / wider
                return bounded(found, np.where(values >= LARGE_RATIO, CLEAR, MOST_OF_A_STEP))
            case Kind.GAUGE:
                return bounded(of_levels(values, base, departed, wider))


def _exposure(batch: Batch) -> Floats:
    """What counts are divided by to give values: float64[m, n]."""
    if batch.kind is Kind.RATE:
        return np.full_like(batch.current.values, batch.step_s)
    return np.where(batch.current.weights > 0, batch.current.weights, np.nan)


def _counts(batch: Batch, level: Floats) -> tuple[Floats, Floats]:
    """Events of each step less those that are usual, and the variance that counting gives them."""
    exposure = _exposure(batch)
    left = level if batch.kind is Kind.RATE else level * (1 - np.clip(level, 0.0, 1.0))
    return (batch.current.values - level) * exposure, np.fmax(left, 0.0) * exposure


def _overdispersion(counts: Floats, variance: Floats) -> Floats:
    """How many times wider than counting alone neighbours scatter; 1 where too few events are expected to tell."""
    both = variance[:, 1:] + variance[:, :-1]
    apart = np.abs(np.diff(counts, axis=-1)) / np.sqrt(np.fmax(both, 2.0))
    return np.fmax((NORMAL_SPREAD * median(apart)) ** 2, 1.0)
