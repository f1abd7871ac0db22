"""The season of a series: a day and a week as waves, fitted beside a trend that may bend."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from midwatch.domain.signals.anomalies.robust import spread
from midwatch.domain.signals.counts import Floats

DAY_S = 86_400.0


class Period(Enum):
    """What comes back, and after how many seconds."""

    DAY = DAY_S
    WEEK = 7 * DAY_S


FEWEST_PERIODS = {Period.DAY: 3, Period.WEEK: 3}
"""So many periods have to be known: of two, a season cannot be told from chance."""
WAVES: dict[Period, tuple[int, ...]] = {
    Period.DAY: (1, 2, 3, 4),
    Period.WEEK: (1, 2, 3, 6, 8, 13, 15),
}
"""Waves in a period: to a quarter of a day; of weeks also those by which a day's own waves swell on some weekdays."""
BENDS = 8
"""The trend beside the season may bend so often."""
WILD = 4.0
"""Residuals are drawn in to so many spreads before the second fit."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Season:
    """A fitted season. `weights`: float64[p], of the waves; `parameters`: how many numbers were fitted in all."""

    periods: tuple[Period, ...]
    weights: Floats
    parameters: int

    def at(self, times: Floats) -> Floats:
        """The season at these Unix seconds; its mean is zero."""
        found: Floats = _waves(times, self.periods) @ self.weights
        return found


def periods_of(length_s: float) -> tuple[Period, ...]:
    """The periods that a history of this length tells."""
    return tuple(p for p in Period if length_s >= (FEWEST_PERIODS[p] - 0.05) * p.value)


def season(times: Floats, values: Floats, periods: tuple[Period, ...]) -> Season:
    """Fit the season by least squares, twice: the second time with wild residuals drawn in."""
    if not periods:
        return Season(periods=(), weights=np.zeros(0), parameters=0)
    waves, bends = _waves(times, periods), _bends(times)
    design = np.hstack([waves, bends])
    weights = np.linalg.lstsq(design, values, rcond=None)[0]
    fitted = design @ weights
    away = values - fitted
    most = WILD * float(spread(away))
    if most > 0:
        tamed = fitted + np.clip(away, -most, most)
        weights = np.linalg.lstsq(design, tamed, rcond=None)[0]
    own: Floats = np.asarray(weights[: waves.shape[1]], dtype=np.float64)
    return Season(periods=periods, weights=own, parameters=design.shape[1])


def _waves(times: Floats, periods: tuple[Period, ...]) -> Floats:
    turns = [
        2 * np.pi * wave * times / period.value for period in periods for wave in WAVES[period]
    ]
    columns = [part for turn in turns for part in (np.sin(turn), np.cos(turn))]
    return np.stack(columns, axis=1) if columns else np.zeros((times.size, 0))


def _bends(times: Floats) -> Floats:
    """A line that may bend: its columns, each from 0 to 1."""
    along = (times - times[0]) / (times[-1] - times[0])
    bends = [np.clip(along - at, 0.0, None) for at in np.arange(BENDS) / BENDS]
    return np.stack([np.ones_like(along), *bends], axis=1)
