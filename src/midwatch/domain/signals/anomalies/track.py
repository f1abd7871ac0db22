"""A signal as evenly spaced numbers, and what kind of numbers they are."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import numpy as np

from midwatch.domain.signals.counts import Floats

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
