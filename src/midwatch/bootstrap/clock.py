"""The clock, and the moments that people name: `now-1h`, `02:14`, `2026-03-01 02:14 Europe/Berlin`."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.formats import durations

Clock = Callable[[], datetime]

_BACK = re.compile(r"now(?:\s*-\s*(?P<back>.+))?", re.IGNORECASE)
_MOMENT = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)(?:[T ]|$))?"
    r"(?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d|[A-Za-z][A-Za-z0-9_+/-]*)?"
)
_FIX = "write 2026-03-01T02:14Z, 02:14, “2026-03-01 02:14 Europe/Berlin” or now-1h"


TOLERANCE = timedelta(minutes=1)
"""A moment may be so far ahead: a person's clock, a pipeline's and this machine's differ a little."""


def system_clock() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def moment(text: str, *, now: Clock, zone: tzinfo | None = None) -> datetime:
    """The moment that a person names, in UTC.

    `now` is asked only where the text is relative to it: `now-1h`, and a time without a day, which is the last one
    before it. Without a zone the machine's own holds, or `zone`. Raises InputError for what is no moment, and for a
    time that the change to or from daylight saving skips or repeats.
    """
    if back := _BACK.fullmatch(text.strip()):
        return now() - _span(back["back"], text)
    found = _MOMENT.fullmatch(text.strip())
    if found is None or not (found["day"] or found["time"]):
        raise _no_moment(text)
    named = _zone(found["zone"], text) if found["zone"] else zone
    try:
        clock_time = time.fromisoformat(found["time"] or "00:00")
        if found["day"]:
            day = date.fromisoformat(found["day"])
            return _located(datetime.combine(day, clock_time), named, text)
    except ValueError as error:
        raise _no_moment(text, why=str(error)) from error
    return _last(clock_time, named, now(), text)


def still_to_come(text: str, moment: datetime, now: datetime) -> InputError:
    """The refusal of a moment of which no telemetry can be."""
    return InputError(
        f"--at {for_terminal(text, 60)} is still to come",
        why=f"it is {moment:%Y-%m-%d %H:%M} UTC, and by this machine's clock it is {now:%Y-%m-%d %H:%M} UTC now",
        fix="name a moment that has passed; where that is one, set this machine's clock",
    )


def _span(text: str | None, whole: str) -> timedelta:
    if text is None:
        return timedelta(0)
    try:
        return durations.parse(text)
    except ValueError as error:
        raise _no_moment(whole, why="a span has a number and a unit: s, m, h, d, w") from error


def _zone(name: str, text: str) -> tzinfo:
    if name.upper() in {"Z", "UTC"}:
        return UTC
    if name[0] in "+-":
        try:
            offset = datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
        except ValueError as error:
            raise _no_moment(text, why=f"{name} is no offset") from error
        return offset or UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        why = f"there is no time zone “{for_terminal(name, 60)}”"
        raise _no_moment(text, why=why) from error


def _last(clock_time: time, zone: tzinfo | None, now: datetime, text: str) -> datetime:
    """The last time of day before now."""
    today = now.astimezone(zone).date()
    at = _located(datetime.combine(today, clock_time), zone, text)
    if at > now:
        at = _located(datetime.combine(today - timedelta(days=1), clock_time), zone, text)
    return at


def _located(local: datetime, zone: tzinfo | None, text: str) -> datetime:
    """The one moment at which clocks of the zone show this; `zone` None: this machine's."""
    try:
        first, second = (_in_zone(local.replace(fold=fold), zone) for fold in (0, 1))
    except OverflowError as error:
        raise _no_moment(text, why="the calendar ends before it") from error
    if first == second:
        return first
    if _shown(first, zone) != local:
        why = "clocks skipped that time when daylight saving began"
        raise _no_moment(text, why=why, fix="name a time before or after the change, or use UTC")
    raise _no_moment(
        text,
        why="clocks showed that time twice when daylight saving ended",
        fix=f"write {first:%Y-%m-%dT%H:%MZ} for the first, {second:%Y-%m-%dT%H:%MZ} for the second",
    )


def _in_zone(local: datetime, zone: tzinfo | None) -> datetime:
    aware = local.astimezone() if zone is None else local.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def _shown(at: datetime, zone: tzinfo | None) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _no_moment(text: str, *, why: str = "", fix: str = _FIX) -> InputError:
    return InputError(
        f"--at {for_terminal(text, 60)} is no moment",
        why=why or "it is neither a time, nor a day and a time, nor a span before now",
        fix=fix,
    )
