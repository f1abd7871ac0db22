"""One signal of one service over a range: what it was, what it should be, what it usually is."""

from dataclasses import dataclass
from enum import Enum

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.anomaly import Judgement
from midwatch.domain.signals.anomalies.track import Track


class Unit(Enum):
    """What a signal's numbers are."""

    PER_SECOND = "per second"
    RATIO = "ratio"
    SECONDS = "seconds"
    CORES = "cores"
    BYTES = "bytes"
    COUNT = "count"
    UP = "up"
    """1 is up, 0 is down."""
    NONE = "none"


class SignalName(Enum):
    """The golden signals, as they are named everywhere; the rest of a service's signals say how full it is."""

    TRAFFIC = "traffic"
    ERRORS = "errors"
    SLOW = "slow requests"
    P50 = "latency p50"
    P95 = "latency p95"
    P99 = "latency p99"
    CPU = "cpu"
    CPU_SHARE = "cpu share"
    MEMORY = "memory"
    MEMORY_SHARE = "memory share"
    FILESYSTEM_SHARE = "filesystem share"
    IN_FLIGHT = "in flight"
    IN_FLIGHT_SHARE = "in flight share"
    QUEUE = "queue"
    QUEUE_SHARE = "queue share"
    PROBE = "probe"


class GoalSource(Enum):
    """Who set a goal."""

    OBJECTIVE = "objective"
    OPTION = "option"
    SATURATION = "saturation"


@dataclass(frozen=True, slots=True)
class Goal:
    """The value that a signal should stay at or below, in its unit; `name` is that of the objective or option."""

    limit: float
    source: GoalSource
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One signal over the range. `current`: the value over the whole of it. `track`: step by step, for its picture.

    `judgement`: baseline and anomalies; None where the signal is not judged (it is shown beside one that is).
    `before`: the value over each range of the past, newest first, of rates and shares. `past_failed`: why the source
    did not tell of its past, where it failed. `borrowed`: it is of what the service runs on, by a convention beside the
    service's own. `lies_above`: the value is where its histogram ends, and the true one lies above it.
    """

    service: str
    name: str
    unit: Unit
    current: Measured[float] | NoData
    track: Measured[Track] | NoData
    goal: Goal | None = None
    judgement: Judgement | None = None
    past_failed: NoData | None = None
    borrowed: bool = False
    lies_above: bool = False
    before: tuple[float | NoData, ...] = ()

    @property
    def mean_before(self) -> float | None:
        """The mean of the ranges of the past that are known; None where none is."""
        known = [one for one in self.before if not isinstance(one, NoData)]
        return sum(known) / len(known) if known else None

    @property
    def headroom(self) -> float | None:
        """The share of the goal that is not used: 0.1 is 10% below it, negative is beyond it.

        None without a goal or a value, or where the value is not known exactly.
        """
        if self.goal is None or isinstance(self.current, NoData) or self.goal.limit <= 0:
            return None
        if self.lies_above:
            return None
        return 1 - self.current.value / self.goal.limit

    @property
    def beyond_goal(self) -> bool:
        """Whether the value over the range is beyond its goal, on unrounded numbers."""
        if self.goal is None or isinstance(self.current, NoData):
            return False
        value, limit = self.current.value, self.goal.limit
        return value >= limit if self.lies_above else value > limit

    @property
    def goal_out_of_sight(self) -> bool:
        """Whether nobody can tell if the goal is kept: it lies beyond where the histogram ends, as the value does."""
        if self.goal is None or isinstance(self.current, NoData):
            return False
        given = self.goal.source is GoalSource.OPTION
        return given and self.lies_above and self.current.value < self.goal.limit
