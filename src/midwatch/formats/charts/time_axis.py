"""Axes of time, in UTC: as many round moments as there is room for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.units import TimeRange

_STEPS = (
    *(timedelta(seconds=s) for s in (10, 30)),
    *(timedelta(minutes=m) for m in (1, 2, 5, 10, 15, 30)),
    *(timedelta(hours=h) for h in (1, 2, 3, 6, 12)),
    *(timedelta(days=d) for d in (1, 2, 3, 5, 7, 10, 14, 28, 91, 182, 365)),
)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment and its label; `strong` where a day begins among hours."""

    at: datetime
    label: str
    strong: bool = False


def ticks(span: TimeRange, most: float) -> tuple[Tick, ...]:
    """Round moments inside the span, at most so many."""
    step = next((s for s in _STEPS if span.length / s <= most), span.length)
    return tuple(_tick(at, step) for at in _moments(span, step))


def _moments(span: TimeRange, step: timedelta) -> Iterator[datetime]:
    midnight = span.start.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = -((midnight - span.start) // step)
    at = midnight + passed * step
    while at <= span.end:
        yield at
        at += step


def _tick(at: datetime, step: timedelta) -> Tick:
    day = f"{at.day} {_MONTHS[at.month - 1]}"
    if step >= _DAY:
        return Tick(at, day)
    if at.hour == at.minute == at.second == 0:
        return Tick(at, day, strong=True)
    return Tick(at, f"{at:%H:%M:%S}" if step < _MINUTE else f"{at:%H:%M}")
