"""What holds around an objective: period, budgeting, alerting, absence, corrections, and the budget policy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from midwatch.domain.slo.correction import Correction, CorrectionKind
from midwatch.domain.slo.freeze import FreezePolicy, NoDataPolicy, Override
from midwatch.domain.slo.objective import AlertPolicy, Budgeting, ByEvents, BySlices
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, Period, RollingPeriod
from midwatch.domain.units import TimeRange
from midwatch.formats import durations
from midwatch.formats.marked_yaml import Fields
from midwatch.formats.service_file import quantities, values
from midwatch.formats.service_file.cursor import Cursor, shown

T = TypeVar("T")

_SHORTEST: Final = timedelta(days=1)
_LONGEST: Final = timedelta(days=400)
"""A year and a month: longer promises are nobody's."""

_PERIOD: Final = quantities.Usual(example="30d", shortest=_SHORTEST, longest=_LONGEST)
_CALENDAR = {"calendar": "calendar: month", "time_zone": "time_zone: Europe/Berlin"}
SHORTEST_SLICE = timedelta(minutes=1)
LONGEST_SLICE = timedelta(days=1)
_SLICE: Final = quantities.Usual(example="1m", shortest=SHORTEST_SLICE, longest=LONGEST_SLICE)
_SLICES = {"slices": "slices: 1m", "good_when": "good_when: 99%"}
_ALERTING = {
    "page": "page: on",
    "ticket": "ticket: on",
    "minimum_bad_events": "minimum_bad_events: 3",
    "absolute_page": "absolute_page: on",
}
_CORRECTION = {
    "start": "start: 2026-03-01T14:00:00Z",
    "end": "end: 2026-03-01T15:00:00Z",
    "kind": "kind: maintenance",
    "reason": "reason: database upgrade",
    "objectives": "objectives: [availability]",
}
_POLICY = {
    "slow_below": "slow_below: 25%",
    "no_data": "no_data: fail",
    "exempt": "exempt: [rollback, security, reliability]",
    "overrides": "overrides: []",
}
_OVERRIDE = {
    "reason": "reason: the fix itself",
    "start": "start: 2026-03-01T14:00:00Z",
    "expires": "expires: 2026-03-02T00:00:00Z",
    "by": "by: release-managers",
}

KEYS: Final = {**_CALENDAR, **_SLICES, **_ALERTING, **_CORRECTION, **_POLICY, **_OVERRIDE}
"""Every key of this module, with an example."""


def period(cursor: Cursor) -> Period | None:
    """A rolling span such as `30d`, or a calendar unit in a time zone."""
    if isinstance(cursor.node, Fields):
        return _calendar(cursor)
    length = quantities.positive_span(cursor, _PERIOD)
    if length is None or _SHORTEST <= length <= _LONGEST:
        return None if length is None else RollingPeriod(length)
    cursor.refuse(
        values.bad_value(
            f"a period of {shown(cursor.text() or '')} cannot be promised",
            "a period lasts from a day to 400 days; alerts look back up to three days",
            "write 30d, 28d, 7d or 90d",
        )
    )
    return None


def _calendar(cursor: Cursor) -> CalendarPeriod | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_CALENDAR)
    unit = fields.require("calendar", _CALENDAR["calendar"])
    found = None if unit is None else values.choice(CalendarUnit)(unit)
    zone = fields.read("time_zone", values.zone, ZoneInfo("UTC"))
    return None if found is None else CalendarPeriod(found, zone)


def budgeting(cursor: Cursor) -> Budgeting | None:
    """By events, or by slices of time."""
    if not isinstance(cursor.node, Fields):
        if cursor.text() in {None, "events"}:
            return ByEvents()
        what = f"{shown(cursor.text() or '')} is not known here"
        why = "budgets count events, or slices of time"
        cursor.refuse(values.bad_value(what, why, "write events, or {slices: 1m, good_when: 99%}"))
        return None
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_SLICES)
    length = _required(
        fields.require("slices", "slices: 1m"), partial(quantities.positive_span, usual=_SLICE)
    )
    target = _required(fields.require("good_when", "good_when: 99%"), quantities.target)
    if length is None or target is None:
        return None
    if not SHORTEST_SLICE <= length <= LONGEST_SLICE:
        what = f"slices of {durations.render(length)} are out of measure"
        why = (
            "a shorter one holds too few samples to be judged, a longer one is a period of its own"
        )
        fields["slices"].refuse(values.bad_value(what, why, "write a length from 1m to 1d"))
        return None
    return BySlices(length=length, slice_target=target.ratio)


def alerting(base: AlertPolicy) -> Callable[[Cursor], AlertPolicy | None]:
    """A reader of what is said about alerts; what is not said stays as in `base`."""

    def read(cursor: Cursor) -> AlertPolicy | None:
        fields = cursor.fields()
        if fields is None:
            return None
        fields.refuse_unknown(_ALERTING)
        return replace(
            base,
            pages=fields.read("page", values.switch, base.pages),
            tickets=fields.read("ticket", values.switch, base.tickets),
            minimum_bad_events=fields.read("minimum_bad_events", _minimum, base.minimum_bad_events),
            absolute_page=fields.read("absolute_page", values.switch, base.absolute_page),
        )

    return read


def _minimum(cursor: Cursor) -> int | None:
    text = cursor.text()
    if text is None or text == "off":
        return None if text is None else 0
    if text.isascii() and text.isdigit() and len(text) <= 6:  # noqa: PLR2004 - a million failures
        return int(text)
    why = "it is the number of bad events below which nothing is alerted"
    cursor.refuse(values.bad_value(f"{shown(text)} is no such number", why, "write 3, or off"))
    return None


def corrections(cursor: Cursor) -> tuple[Correction, ...] | None:
    """Spans that do not count."""
    read = (_correction(item) for item in cursor.items())
    return tuple(correction for correction in read if correction is not None)


def _correction(cursor: Cursor) -> Correction | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_CORRECTION)
    start = _required(fields.require("start", _CORRECTION["start"]), values.moment)
    end = _required(fields.require("end", _CORRECTION["end"]), values.moment)
    kind = _required(fields.require("kind", "kind: maintenance"), values.choice(CorrectionKind))
    reason = _required(fields.require("reason", _CORRECTION["reason"]), values.text)
    if start is None or end is None or kind is None or reason is None:
        return None
    if end <= start:
        fields["end"].refuse(
            values.bad_value(
                "the correction ends before it begins",
                f"it begins at {start.isoformat()}",
                "write an end that is later than the start",
            )
        )
        return None
    return Correction(
        span=TimeRange(start, end),
        kind=kind,
        reason=reason,
        objectives=fields.read("objectives", values.texts, ()),
    )


def freeze_policy(cursor: Cursor) -> FreezePolicy | None:
    """What the budget decides about changes."""
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_POLICY)
    default = FreezePolicy()
    return FreezePolicy(
        slow_below=fields.read("slow_below", quantities.share, default.slow_below),
        no_data=fields.read("no_data", values.choice(NoDataPolicy), default.no_data),
        exempt=fields.read("exempt", values.texts, default.exempt),
        overrides=fields.read("overrides", _overrides, ()),
    )


def _overrides(cursor: Cursor) -> tuple[Override, ...] | None:
    read = (_override(item) for item in cursor.items())
    return tuple(override for override in read if override is not None)


def _override(cursor: Cursor) -> Override | None:
    fields = cursor.fields()
    if fields is None:
        return None
    fields.refuse_unknown(_OVERRIDE)
    reason = _required(fields.require("reason", _OVERRIDE["reason"]), values.text)
    expires = _required(fields.require("expires", _OVERRIDE["expires"]), values.moment)
    by = _required(fields.require("by", _OVERRIDE["by"]), values.text)
    start = fields.optional("start", values.moment)
    if reason is None or expires is None or by is None:
        return None
    if start is not None and expires <= start:
        fields["expires"].refuse(
            values.bad_value(
                "the override expires before it begins",
                f"it begins at {start.isoformat()}",
                "write a moment that is later than `start`",
            )
        )
        return None
    return Override(reason=reason, expires=expires, by=by, start=start)


def _required(cursor: Cursor | None, reader: Callable[[Cursor], T | None]) -> T | None:
    return None if cursor is None else reader(cursor)
