"""Ranges and steps: how finely a range is looked at, and which ranges of the past it is compared with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.signals.measure import PEAK_EVERY
from midwatch.domain.units import TimeRange

MINUTE, HOUR, DAY, WEEK = (
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=7),
)
SHORTEST, LONGEST = 5 * MINUTE, 30 * DAY
"""Ranges that can be looked at."""
MOST_STEPS: Final = 120
"""Steps of a range at most: a picture on a phone is about as many points wide, and no source splits the range."""
USUAL_PAST: Final = 4
"""Ranges of the past that the present is compared with where nothing else is asked: a month of weeks."""
STEPS: Final = (
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
)
"""Two minutes hold two scrapes of one minute, the longest interval in common use."""
TREND_LENGTH, TREND_STEP = 7 * DAY, HOUR
"""What is filling up is followed over a week: it has every weekday in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The range, its step, and the same hours before, newest first.

    `range` ends at the moment that was asked for; `steps` is its last part that is a whole number of them.
    """

    range: TimeRange
    steps: TimeRange
    step: timedelta
    past: tuple[TimeRange, ...]

    @property
    def at(self) -> datetime:
        """The moment that is looked at."""
        return self.range.end

    @property
    def hides_incidents(self) -> bool:
        """Whether a step is so long that a short incident is lost in its mean."""
        return self.step > PEAK_EVERY

    @property
    def trend(self) -> TimeRange:
        """What is filling up is followed over this range."""
        return TimeRange.ending(self.at, TREND_LENGTH)


def frame(at: datetime, length: timedelta, baseline: timedelta | None) -> Frame:
    """The frame of a range of `length` that ends at `at`.

    `baseline` None: the same hours of the four weeks before. Else those of each day before, as far back as it reaches;
    from a week on, those of the same weekday. Ranges of the past never overlap the range itself.
    """
    step = next((s for s in STEPS if length <= s * MOST_STEPS), STEPS[-1])
    whole = length // step * step
    return Frame(
        range=TimeRange.ending(at, length),
        steps=TimeRange.ending(at, whole),
        step=step,
        past=tuple(TimeRange.ending(at - ago, whole) for ago in _past(whole, baseline)),
    )


def _past(length: timedelta, baseline: timedelta | None) -> list[timedelta]:
    weekly = baseline is None or baseline >= WEEK
    unit = WEEK if weekly else DAY
    apart = -(-length // unit) * unit
    count = USUAL_PAST if baseline is None else max(baseline // apart, 1)
    return [apart * number for number in range(1, count + 1)]
