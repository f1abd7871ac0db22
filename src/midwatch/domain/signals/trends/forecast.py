"""Forecast a signal from its own past, with an interval that its own past forecasts would have needed.

Season is fitted and taken out, several trends are tried on the past, and the best one goes on; how far it was off at
each distance gives the interval. Source: Hyndman & Athanasopoulos, “Forecasting: Principles and Practice”, 3rd ed.,
sections 7.4 (Fourier terms) and 5.10 (rolling origins), https://otexts.com/fpp3/.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.robust import median, running_median, spread
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.trends.backtest import Trend, best_trend
from midwatch.domain.signals.trends.season import Period, periods_of, season

HOUR_S: Final = 3_600.0
LONG_S: Final = 2 * 86_400.0
POINTS: Final = 96
"""From two days on a point stands for an hour; of shorter histories there are about so many points."""
FEWEST: Final = 24
"""Points of a history: fewer tell no trend from noise."""
MOST_GAPS: Final = 0.25
"""Share of points that may be absent."""
REACH: Final = 3
"""A forecast reaches a third of its history ahead: further, too few past forecasts tell how far off it is."""
WILD: Final = 5.0
"""A point is drawn in to so many spreads from its neighbours: an incident is no trend."""
NEIGHBOURS: Final = 12


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Forecast:
    """What is to be expected, in the signal's unit.

    `times`: float64[k], Unix seconds, `step` apart, after the last of the history. `expected`, `low`, `high`:
    float64[k]; nine times of ten the value lies between the last two. `latest`: the level now, without its season.
    """

    step: timedelta
    begins: datetime
    latest: float
    slope_a_day: float
    periods: tuple[Period, ...]
    times: Floats
    expected: Floats
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for column in (self.times, self.expected, self.low, self.high):
            column.setflags(write=False)


def forecast(track: Track, ahead: timedelta) -> Forecast | NoData:
    """Go on with a track for `ahead`; NoData where its history is too short for that, or has too many gaps."""
    times, values = _points(track)
    absent = np.isnan(values)
    if values.size < FEWEST or absent.all():
        return NoData(
            reason=f"a forecast needs {FEWEST} points of history, and there are {values.size}"
        )
    if absent.mean() > MOST_GAPS:
        return NoData(reason=f"{absent.mean():.0%} of the history is missing")
    step_s = float(times[1] - times[0])
    count = int(np.ceil(ahead / timedelta(seconds=step_s)))
    if count * REACH > values.size:
        reach = timedelta(seconds=step_s * (values.size // REACH))
        return NoData(reason=f"a history of this length reaches {reach} ahead, not {ahead}")
    filled = np.interp(times, times[~absent], values[~absent])
    return _forecast(times, _tamed(filled), max(count, 1))


def _forecast(times: Floats, values: Floats, count: int) -> Forecast:
    step_s = float(times[1] - times[0])
    periods = periods_of(float(times[-1] - times[0]))
    seasonal = season(times, values, periods)
    level = values - seasonal.at(times)
    trend: Trend = best_trend(level, count, seasonal.parameters)
    future = times[-1] + step_s * np.arange(1.0, count + 1)
    expected = trend.expected + seasonal.at(future)
    return Forecast(
        step=timedelta(seconds=step_s),
        begins=datetime.fromtimestamp(float(times[-1]), UTC),
        latest=trend.level,
        slope_a_day=trend.slope * 86_400 / step_s,
        periods=periods,
        times=future,
        expected=expected,
        low=expected - trend.half_width,
        high=expected + trend.half_width,
    )


def _points(track: Track) -> tuple[Floats, Floats]:
    """Times (right ends) and middle values of the points, counted back from the end; a part of one is left out."""
    length = track.times.size * track.step_s
    wanted = HOUR_S if length >= LONG_S else length / POINTS
    steps = max(round(wanted / track.step_s), 1)
    count = track.times.size // steps
    if count == 0:
        return np.zeros(0), np.zeros(0)
    used = slice(track.times.size - count * steps, None)
    times = track.times[used].reshape(count, steps)[:, -1]
    return times, median(track.values[used].reshape(count, steps))


def _tamed(values: Floats) -> Floats:
    """Values with what is wild among its neighbours drawn in."""
    middle = running_median(values, NEIGHBOURS)
    away = values - middle
    most = WILD * float(spread(away))
    return middle + np.clip(away, -most, most) if most > 0 else values
