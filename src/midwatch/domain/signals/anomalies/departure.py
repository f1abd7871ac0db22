"""When one series left its normal period's level, and how far: for those who compare many series."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.evidence import bounded, of_levels
from midwatch.domain.signals.anomalies.robust import median, noise, spread
from midwatch.domain.signals.anomalies.spans import best_start, clear_spans
from midwatch.domain.signals.anomalies.track import Direction, Track
from midwatch.domain.signals.counts import Floats

CLEAR_SPREADS: Final = 4.0
"""A level matters that is so many spreads away: control charts take 3 of one series, we look at many at once."""
FEWEST: Final = 5
"""Fewer values tell no spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A level left: `began` in Unix seconds (the left end of a step), `before` and `after` in the signal's unit.

    `deviation`: after − before in robust spreads of the normal period, signed.
    """

    began: float
    before: float
    after: float
    deviation: float
    direction: Direction


def robust_deviation(values: Floats, normal: Floats) -> Floats:
    """How many spreads of the normal period the middle of the values lies away from its middle, signed.

    `values` and `normal`: float64[..., n] and float64[..., k], NaN passed over. The spread is at least the noise from
    step to step, and a millionth of the level, so that the answer is finite. NaN where either has no value.
    """
    return (median(values) - median(normal)) / scale_of(normal)


def scale_of(normal: Floats) -> Floats:
    """The spread of a normal period, never zero: float64[...] of float64[..., k]; NaN without values."""
    least = np.maximum(np.abs(median(normal)) * 1e-6, 1e-12)
    return np.fmax(np.fmax(spread(normal), noise(normal)), least)


def departure(
    track: Track, normal: Floats, direction: Direction | None = None
) -> Departure | NoData:
    """The first clear departure from the normal period; NoData where there is none, or nothing to tell it from.

    `normal`: float64[k], values of a period without trouble, NaN passed over. `direction`: only there; None: either.
    """
    if np.count_nonzero(~np.isnan(normal)) < FEWEST:
        return NoData(reason=f"the normal period has fewer than {FEWEST} values")
    sides = (direction,) if direction else tuple(Direction)
    found = [each for side in sides if (each := _on_side(track, normal, side)) is not None]
    if not found:
        return NoData(reason="it kept the level of its normal period")
    return min(found, key=lambda each: each.began)


def _on_side(track: Track, normal: Floats, side: Direction) -> Departure | None:
    sign = 1.0 if side is Direction.UP else -1.0
    before, scale = float(median(normal)), scale_of(normal)
    scores = _scores(track.values, before, sign * CLEAR_SPREADS * 1.5, scale)
    for span in clear_spans(scores):
        part = slice(span.first, span.last + 1)
        after = float(median(track.values[part]))
        away = (after - before) / float(scale)
        if sign * away < CLEAR_SPREADS:
            continue
        first = span.first + best_start(_scores(track.values[part], before, away, scale))
        return Departure(
            began=float(track.times[first]) - track.step_s,
            before=before,
            after=after,
            deviation=away,
            direction=side,
        )
    return None


def _scores(values: Floats, before: float, away: float, scale: Floats) -> Floats:
    usual = np.full_like(values, before)
    return bounded(of_levels(values, usual, usual + away * scale, scale))
