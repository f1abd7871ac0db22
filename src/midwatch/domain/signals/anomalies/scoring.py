"""The evidence of every step for a departure in one direction, for levels worth telling and far larger ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from midwatch.domain.signals.anomalies.baseline.batch import Batch
from midwatch.domain.signals.anomalies.baseline.usual import Usual
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
TINY = 1e-6
"""A gauge that never moved has this share of its level as its noise, so that deviations stay finite."""
HALF = 0.5
"""Events that are added where none was seen (Jeffreys): a ratio of 0 in 40 events is no ratio of 0 in 40,000."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scoring:
    """How steps of a batch are weighed.

    `bases`: float64[m, n], what evidence is weighed against: the usual level that is nearest to a departure, and never
    impossible. `noise`: float64[m], of gauges the standard deviation of a step, of counts how many times wider than
    Poisson they scatter (a variance, at least 1). `scale`: float64[m], the standard deviation of one step in the
    signal's unit.
    """

    batch: Batch
    usual: Usual
    floors: Floats
    bases: Mapping[Direction, Floats]
    noise: Floats
    scale: Floats

    @classmethod
    def of(cls, batch: Batch, usual: Usual) -> "Scoring":
        """Measure the noise of the current range."""
        floors = np.array([each.signal.floor for each in batch.watched])
        least = _least(batch, usual, floors)
        sides = {Direction.UP: usual.high, Direction.DOWN: usual.low}
        most = MOST_RATIO if batch.kind is Kind.RATIO else np.inf
        bases = {side: np.clip(level, least[:, None], most) for side, level in sides.items()}
        noise, scale = _noise(batch, usual, least)
        return cls(batch=batch, usual=usual, floors=floors, bases=bases, noise=noise, scale=scale)

    def departed(self, direction: Direction, factor: float) -> Floats:
        """The least level worth telling: float64[m, n]."""
        base = self.bases[direction]
        scatter = self.scale if self.batch.kind is Kind.GAUGE else self.usual.spread
        shift = np.fmax(self.floors, REFERENCE * SPREADS * scatter)[:, None]
        if self.batch.kind is Kind.RATE:
            shift = base * REFERENCE * SPREADS * self.usual.spread[:, None]
        if direction is Direction.UP:
            return base + np.fmax(np.abs(base) * (factor - 1), shift)
        if self.batch.kind is Kind.RATE:
            return base / np.fmax(factor, 1 + shift / base)
        return base - np.fmax(np.abs(base) * (1 - 1 / factor), shift)

    def alternatives(self, direction: Direction, factor: float) -> Iterator[Floats]:
        """Bounded evidence of every step, float64[m, n], for the least level worth telling, and for larger ones."""
        base, least = self.bases[direction], self.departed(direction, factor)
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
        base, wider = self.bases[direction][rows], np.asarray(self.noise[rows])[..., None]
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


def _least(batch: Batch, usual: Usual, floors: Floats) -> Floats:
    """The least level that can be usual, seen how little was looked at: float64[m]."""
    match batch.kind:
        case Kind.RATE:
            return HALF / np.fmax(usual.weight, batch.step_s)
        case Kind.RATIO:
            seen = np.fmax(HALF / (usual.weight + 1), 1 - MOST_RATIO)
            return np.fmax(floors * FLOOR_SHARE, seen)
        case Kind.GAUGE:
            return np.full(len(floors), -np.inf)


def _noise(batch: Batch, usual: Usual, least: Floats) -> tuple[Floats, Floats]:
    """`noise` and `scale` of a scoring."""
    if batch.kind is Kind.GAUGE:
        tiny = np.fmax(TINY * np.abs(usual.typical), TINY**2)
        steps = np.fmax(noise(batch.current.values), tiny)
        return steps, np.fmax(usual.spread, steps)
    level = np.fmax(usual.level, least[:, None])
    exposure = _exposure(batch)
    variance = (level if batch.kind is Kind.RATE else level * (1 - np.fmin(level, 1.0))) * exposure
    wider = _overdispersion((batch.current.values - level) * exposure, variance)
    typical = np.fmax(usual.typical, least)
    if batch.kind is Kind.RATE:
        counting, beyond = typical / batch.step_s, usual.spread * typical
    else:
        counting, beyond = typical * (1 - typical) / median(exposure), usual.spread
    return wider, np.sqrt(wider * np.nan_to_num(counting) + beyond**2)


def _exposure(batch: Batch) -> Floats:
    """What counts are divided by to give values: float64[m, n]."""
    if batch.kind is Kind.RATE:
        return np.full_like(batch.current.values, batch.step_s)
    return np.where(batch.current.weights > 0, batch.current.weights, np.nan)


def _overdispersion(counts: Floats, variance: Floats) -> Floats:
    """How many times wider than counting alone neighbours scatter; 1 where too few events are expected to tell."""
    both = variance[:, 1:] + variance[:, :-1]
    apart = np.abs(np.diff(counts, axis=-1)) / np.sqrt(np.fmax(both, 2.0))
    return np.fmax((NORMAL_SPREAD * median(apart)) ** 2, 1.0)
