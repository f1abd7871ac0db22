"""Compliance periods: rolling, and calendar in a time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from midwatch.domain.units import TimeRange

THIRTY_DAYS = timedelta(days=30)


class CalendarUnit(Enum):
    """What a calendar period is one of."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class RollingPeriod:
    """The last `length` of time, whenever one looks."""

    length: timedelta = THIRTY_DAYS

    def bounds(self, at: datetime) -> TimeRange:
        """The period that ends at `at`."""
        return TimeRange.ending(at, self.length)

    @property
    def nominal_length(self) -> timedelta:
        """The length by which burn rates are named."""
        return self.length


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """The calendar unit that `at` falls into, from local midnight to local midnight; weeks begin on Monday (ISO 8601).

    Daylight saving and leap years come out by the zone's own rules: March 2026 in Europe/Berlin has 743 hours.
    """

    unit: CalendarUnit
    zone: ZoneInfo

    def bounds(self, at: datetime) -> TimeRange:
        """The whole unit around `at`; its first moment belongs to it, its last to the next."""
        day = at.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        match self.unit:
            case CalendarUnit.WEEK:
                start = day - timedelta(days=day.weekday())
                end = start + timedelta(days=7)
            case CalendarUnit.MONTH:
                start, end = _months(day, 1)
            case CalendarUnit.QUARTER:
                start, end = _months(day, 3)
            case CalendarUnit.YEAR:
                start, end = _months(day, 12)
        return TimeRange(start, end)

    @property
    def nominal_length(self) -> timedelta:
        """A common length of the unit, by which burn rates are named; `bounds` has the exact one."""
        days = {
            CalendarUnit.WEEK: 7,
            CalendarUnit.MONTH: 30,
            CalendarUnit.QUARTER: 91,
            CalendarUnit.YEAR: 365,
        }
        return timedelta(days=days[self.unit])


def _months(day: datetime, count: int) -> tuple[datetime, datetime]:
    first = (day.month - 1) // count * count + 1
    start = day.replace(month=first, day=1)
    year, month = divmod(12 * start.year + first - 1 + count, 12)
    end = start.replace(year=year, month=month + 1)
    return start, end


Period = RollingPeriod | CalendarPeriod
