"""Units as types: ratios are exact decimals, spans are `timedelta`, moments are aware `datetime`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import total_ordering
from typing import Self

HUNDRED = Decimal(100)


@total_ordering
@dataclass(frozen=True, slots=True)
class Ratio:
    """A declared share of a whole, exact: `Ratio.from_percent("99.9").complement` is 0.001, not 0.0010000000000000009.

    `value` is dimensionless, 1 is the whole. Measured shares are floats inside `Counts`, never this.
    """

    value: Decimal

    @classmethod
    def from_percent(cls, percent: Decimal | float | str) -> Self:
        """Read a percentage; a float is read as it is written, so 99.9 means 99.9."""
        return cls(Decimal(str(percent)) / HUNDRED)

    @property
    def percent(self) -> Decimal:
        """The same share in percent, exact."""
        return self.value * HUNDRED

    @property
    def complement(self) -> "Ratio":
        """What is missing to the whole."""
        return Ratio(1 - self.value)

    def __float__(self) -> float:
        """Return the nearest float, for arithmetic with measured values."""
        return float(self.value)

    def __lt__(self, other: "Ratio") -> bool:
        """Order by value."""
        return self.value < other.value


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A half-open span of time `(start, end]`; bounds come in any zone and are kept in UTC: arithmetic is elapsed time.

    Raises ValueError where a bound has no zone or no place in UTC's calendar, or the end is not after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse what is no span."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            msg = "a time range needs bounds with a time zone"
            raise ValueError(msg)
        object.__setattr__(self, "start", in_utc(self.start))
        object.__setattr__(self, "end", in_utc(self.end))
        if self.end <= self.start:
            msg = f"a time range must end after it starts: {self.start} to {self.end}"
            raise ValueError(msg)

    @classmethod
    def ending(cls, end: datetime, length: timedelta) -> Self:
        """The span of `length` (elapsed, whatever clocks did) up to `end`."""
        try:
            return cls(in_utc(end) - length, end)
        except OverflowError as error:
            msg = f"{length} before {end} lies outside of the calendar"
            raise ValueError(msg) from error

    @property
    def length(self) -> timedelta:
        """Elapsed time between the bounds (not wall-clock difference: daylight saving counts)."""
        return self.end - self.start

    def overlap(self, other: "TimeRange") -> "TimeRange | None":
        """The span both share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeRange(start, end) if start < end else None


def whole_milliseconds(span: TimeRange) -> timedelta:
    """The length of a range in whole milliseconds, at least one: what a query can name."""
    millisecond = timedelta(milliseconds=1)
    return max(round(span.length / millisecond), 1) * millisecond


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError where it lies outside of the years 1 to 9999 there."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        msg = f"{moment} lies outside of the calendar"
        raise ValueError(msg) from error


def seconds(span: timedelta) -> float:
    """A span in seconds."""
    return span / timedelta(seconds=1)
