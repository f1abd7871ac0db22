"""A signal as evenly spaced numbers, and what kind of numbers they are."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries

EVENNESS = 1e-3
"""Share of a step by which a time may miss its place: sources write milliseconds."""


class Kind(Enum):
    """What the numbers are, and so what their noise is."""

    RATE = "rate"
    """Events a second; counts of events scatter as Poisson does."""
    RATIO = "ratio"
    """A share of events, 0 to 1; it scatters as a binomial share of its weight does."""
    GAUGE = "gauge"
    """Anything else; its noise is measured."""


class Direction(Enum):
    """Where a level went."""

    UP = "up"
    DOWN = "down"


BOTH = (Direction.UP, Direction.DOWN)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Track:
    """Values of one signal, a step apart.

    `times`: float64[n], Unix seconds, the right end of each step, evenly `step` apart, oldest first. `values`:
    float64[n], NaN where there is none. `weights`: float64[n], valid events of each step, behind a ratio; NaN as zero.
    Raises ValueError where columns differ in length, or times are not a step apart.
    """

    step: timedelta
    times: Floats
    values: Floats
    weights: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse what is no track, and freeze the columns."""
        columns = [self.times, self.values, *([] if self.weights is None else [self.weights])]
        if len({column.shape for column in columns}) > 1 or self.times.ndim != 1:
            msg = f"columns of a track are of one length: {[column.shape for column in columns]}"
            raise ValueError(msg)
        if self.step <= timedelta(0):
            msg = f"a step is longer than nothing: {self.step}"
            raise ValueError(msg)
        apart = np.diff(self.times) / self.step_s
        if apart.size and np.abs(apart - 1).max() > EVENNESS:
            msg = f"times of a track are {self.step} apart"
            raise ValueError(msg)
        for column in columns:
            column.setflags(write=False)

    @property
    def step_s(self) -> float:
        """The step in seconds."""
        return self.step / timedelta(seconds=1)


MOST_MISSING = 0.25
"""Share of steps that may be absent from a mean: without a night, a day looks busier than it was."""


def overall(track: Track) -> float | NoData:
    """The mean of all steps, each by its weight where there are weights; NoData where too many steps are absent.

    A share of no events is not absent: it weighs nothing. One of events that was not told is.
    """
    known = ~np.isnan(track.values)
    if track.weights is not None:
        known |= track.weights == 0
    missing = 1 - float(known.mean()) if known.size else 1.0
    if missing > MOST_MISSING:
        return NoData(reason=f"{missing:.0%} of its steps have no telemetry")
    if track.weights is None:
        return float(track.values[known].mean())
    weights = np.where(np.isnan(track.values), 0.0, np.nan_to_num(track.weights))
    if weights.sum() <= 0:
        return NoData(reason="nothing was counted in it")
    return float((np.nan_to_num(track.values) * weights).sum() / weights.sum())


LONG_ENOUGH: Final = timedelta(minutes=5)
"""Silence of so long is told of: a source itself takes a series for gone after that.

Source: https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
"""
USUAL_SILENCES: Final = 3
"""And of so many times the usual distance of what is told: samples that come less often than steps leave holes."""

FEWEST_TOLD: Final = 3
"""Samples that lie nearly a step apart leave one or two steps of an hour with two of them, side by side at times; no
source is scraped so seldom that longer steps would have holes."""


def quiet_ends(track: Track) -> tuple[int, int]:
    """How many steps at the beginning and at the end tell nothing, each 0 where that is no longer than usual.

    Fewer than `FEWEST_TOLD` short steps that tell something do not tell what is usual.
    """
    told = np.flatnonzero(~np.isnan(track.values))
    short = track.step < 2 * LONG_ENOUGH
    if not told.size or (short and told.size < FEWEST_TOLD):
        return 0, 0
    usual = float(np.median(np.diff(told))) if told.size > 1 else 1.0
    least = max(LONG_ENOUGH / track.step, USUAL_SILENCES * usual)
    leading, trailing = int(told[0]), len(track.values) - 1 - int(told[-1])
    return leading if leading >= least else 0, trailing if trailing >= least else 0


MOST_STEPS = 1_000_000
"""A year at half a minute; more is a mistaken time, such as one of 1970."""


def gauge_track(series: SampleSeries, step: timedelta | None = None) -> Track | NoData:
    """The samples of a gauge on a grid that ends with the last of them; the last sample of a step stands for it.

    `step` None: the middle distance between samples. A sample that is not finite is none. NoData where there are fewer
    than two samples, or they lie too far apart for the step.
    """
    finite = np.isfinite(series.values)
    times, values = series.times[finite], series.values[finite]
    if times.size < 2:  # noqa: PLR2004 - one sample tells no step
        return NoData(reason=f"{times.size} samples make no series")
    step_s = float(np.median(np.diff(times))) if step is None else step / timedelta(seconds=1)
    count = int((times[-1] - times[0]) // step_s) + 1
    if count > MOST_STEPS:
        return NoData(reason=f"its samples span {count:,} steps of {timedelta(seconds=step_s)}")
    back = np.floor((times[-1] - times) / step_s + EVENNESS).astype(np.int64)
    placed = np.full(count, np.nan)
    inside = back < count
    placed[count - 1 - back[inside]] = values[inside]  # of several the last remains
    grid = times[-1] - step_s * np.arange(count - 1, -1, -1.0)
    return Track(step=timedelta(seconds=step_s), times=grid, values=placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Whose numbers they are, what of it they tell, and which departures matter.

    `floor`: the least difference from the baseline that matters, in the signal's unit.
    """

    service: str
    name: str
    kind: Kind
    directions: tuple[Direction, ...] = BOTH
    floor: float = 0.0


ERROR_FLOOR = 0.001
"""The error budget of 99.9%, the commonest target: fewer failures can go on for ever. Hand in the objective's own."""
SLOW_FLOOR = 0.01
"""The budget of a P99, the strictest percentile in use."""


def traffic(service: str) -> Signal:
    """Requests a second; both directions matter."""
    return Signal(service=service, name="traffic", kind=Kind.RATE)


def errors(service: str, floor: float = ERROR_FLOOR) -> Signal:
    """Bad ÷ valid events; `floor` is the error budget where there is an objective."""
    up = (Direction.UP,)
    return Signal(service=service, name="errors", kind=Kind.RATIO, directions=up, floor=floor)


def slowness(service: str, floor: float = SLOW_FLOOR) -> Signal:
    """The share of requests that are slower than a bound."""
    up = (Direction.UP,)
    return Signal(service=service, name="latency", kind=Kind.RATIO, directions=up, floor=floor)


def gauge(
    service: str, name: str, directions: tuple[Direction, ...] = BOTH, floor: float = 0.0
) -> Signal:
    """A level: a latency quantile, memory, a queue."""
    return Signal(service=service, name=name, kind=Kind.GAUGE, directions=directions, floor=floor)


def centred(track: Track) -> Track:
    """Means of steps, each at the middle of its step: what rises is that high then, and higher at the step's end."""
    times = track.times - track.step_s / 2
    return Track(step=track.step, times=times, values=track.values, weights=track.weights)
