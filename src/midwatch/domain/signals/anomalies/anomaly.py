"""What is asked about a signal, and what is answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.track import Direction, Signal, Track


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Watched:
    """A signal over the current range, and what is known of its past.

    `weeks`: the same steps one, two, … weeks before, None where a week is not there; its own times do not matter.
    `history`: a longer continuous past that ends where the current range begins, or earlier. Either may be missing.
    """

    signal: Signal
    current: Track
    weeks: tuple[Track | None, ...] = ()
    history: Track | None = None

    def __post_init__(self) -> None:
        """Refuse a past of another step, or weeks of another length."""
        weeks = [week for week in self.weeks if week is not None]
        past = [*weeks, *([] if self.history is None else [self.history])]
        if any(each.step != self.current.step for each in past):
            msg = f"{self.signal.service} {self.signal.name}: the past has another step"
            raise ValueError(msg)
        if any(each.times.shape != self.current.times.shape for each in weeks):
            msg = f"{self.signal.service} {self.signal.name}: a week has another length"
            raise ValueError(msg)


class Basis(Enum):
    """What a signal was judged against; best first."""

    WEEKS = "the same hours of other weeks or days"
    DAYS = "the same hours of the days around"
    SURROUNDINGS = "the hours around"
    FIRST_PART = "the first part of the range itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A signal's usual level in the range (the median), and its spread as a standard deviation, in its own unit.

    `weeks`: how many weeks were there. `caveat`: why the basis is not the weeks before; None where it is.
    """

    level: float
    spread: float
    basis: Basis
    weeks: int
    caveat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A clear departure of a signal from its baseline.

    `began`, `ended`: UTC; None: still on at the end of the range. `before`: the baseline's level in that span; `after`:
    the level then, both in the signal's unit. `multiple`: after ÷ before; None where nothing was usual. `deviation`:
    after − before in robust standard deviations of one step, signed. `began_earlier`: it was on when the range began.
    """

    signal: Signal
    began: datetime
    ended: datetime | None
    before: float
    after: float
    multiple: float | None
    deviation: float
    direction: Direction
    began_earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one signal did in the range: its baseline, and its anomalies, oldest first."""

    signal: Signal
    baseline: Baseline | NoData
    anomalies: tuple[Anomaly, ...]
