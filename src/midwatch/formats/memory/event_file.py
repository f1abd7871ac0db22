"""One event as one file of JSON: the same event is the same bytes, whoever writes it."""

import json
import re
from datetime import UTC, datetime
from math import isfinite
from typing import Final

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Event
from midwatch.domain.units import in_utc
from midwatch.domain.untrusted import for_terminal, in_quotes

LARGEST: Final = 256 * 1024
"""Bytes of an event's file at most: what a person or an alert says is cut long before."""
INCIDENT_ID: Final = re.compile(r"\d{4}-\d\d-\d\d-[a-z0-9][a-z0-9-]{0,79}", re.ASCII)
EVENT_ID: Final = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{8}", re.ASCII)
"""When it was recorded, to the microsecond, and by which clone."""
_YEARS: Final = range(1970, 9000)
"""Of events: what is due some days after them has a place in the calendar too."""
_TEXTS: Final = ("id", "incident", "kind", "actor", "writer")
_NAMES: Final = frozenset(
    {
        *_TEXTS,
        "schema",
        "occurred_at",
        "recorded_at",
        "actor_verified",
        "parents",
        "data",
        "confidential",
    }
)
_FIX: Final = "run `midwatch sync` to fetch it again; what git remembers of it is not touched"


def _no_number(word: str) -> float:
    """NaN and its kin, which no JSON has."""
    raise ValueError(word)


def _finite(text: str) -> float:
    """A number with a fraction or an exponent; one without end has no JSON to be written in again."""
    number = float(text)
    return number if isfinite(number) else _no_number(text)


_JSON: Final = json.JSONDecoder(parse_constant=_no_number, parse_float=_finite)
"""One for all: making one takes as long as reading an event with it."""


def render(event: Event) -> str:
    """The file's text."""
    return in_quotes(json.dumps(_fields(event), ensure_ascii=False, indent=1)) + "\n"


def as_line(event: Event) -> str:
    """The same as one line."""
    return in_quotes(json.dumps(_fields(event), ensure_ascii=False))


def parse_lines(text: str, path: str) -> tuple[Event, ...]:
    """Events, one a line; empty lines are none. Raises InputError, with the line, for one that is no event."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise _error(path, "it is empty")
    return tuple(parse(line, f"{path}, line {number}") for number, line in lines)


def _fields(event: Event) -> dict[str, object]:
    fields: dict[str, object] = {
        "schema": event.schema,
        "id": event.id,
        "incident": event.incident,
        "kind": event.kind,
        "occurred_at": _stamp(event.occurred_at),
        "recorded_at": _stamp(event.recorded_at),
        "actor": event.actor,
        "actor_verified": event.actor_verified,
        "writer": event.writer,
        "parents": list(event.parents),
        "data": event.data,
    }
    if event.confidential:
        fields["confidential"] = True
    return {**event.more, **fields}


def parse(text: str, path: str) -> Event:
    """Read an event; what a later version added is kept. Raises InputError for what is none."""
    try:
        fields = _JSON.decode(text)
    except (ValueError, RecursionError) as error:
        raise _error(path, "it is not JSON, or torn") from error
    if not isinstance(fields, dict):
        raise _error(path, "an event is one JSON object")
    missing = [name for name in _TEXTS if not isinstance(fields.get(name), str)]
    if missing:
        raise _error(path, f"it has no {' and no '.join(missing)}")
    if not EVENT_ID.fullmatch(fields["id"]) or not INCIDENT_ID.fullmatch(fields["incident"]):
        raise _error(path, "its id, or its incident's, is none that Midwatch gives")
    data, schema = fields.get("data", {}), fields.get("schema")
    if not isinstance(data, dict) or type(schema) is not int:
        raise _error(path, "its schema is no number, or its data no object")
    parents = fields.get("parents", [])
    return Event(
        id=fields["id"],
        incident=fields["incident"],
        kind=fields["kind"],
        occurred_at=_moment(fields, "occurred_at", path),
        recorded_at=_moment(fields, "recorded_at", path),
        actor=fields["actor"],
        writer=fields["writer"],
        data=data,
        parents=tuple(each for each in parents if isinstance(each, str))
        if isinstance(parents, list)
        else (),
        actor_verified=fields.get("actor_verified") is True,
        confidential=fields.get("confidential") is True,
        schema=schema,
        more={name: value for name, value in fields.items() if name not in _NAMES},
    )


def event_id(recorded_at: datetime, writer: str) -> str:
    """The id of what a clone records at a moment; it records one event a microsecond at most."""
    return f"{recorded_at.astimezone(UTC):%Y%m%dT%H%M%S%f}Z-{writer}"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _moment(fields: dict[str, object], name: str, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(fields.get(name)))
        at = in_utc(moment)
    except ValueError as error:
        raise _error(path, f"its {name} is no time (ISO 8601)") from error
    if moment.tzinfo is None:
        raise _error(path, f"its {name} has no time zone")
    if at.year not in _YEARS:
        raise _error(path, f"its {name} lies in the year {at.year}")
    return at


def _error(path: str, why: str) -> InputError:
    return InputError(f"read {for_terminal(path, 200)}", why=why, fix=_FIX)
