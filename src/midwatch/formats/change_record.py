"""Change records: one flat YAML mapping of texts a file, written by machines and read by people too."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime

import yaml

from midwatch.domain.errors import InputError
from midwatch.domain.signals.change import Change
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.yaml_dump import Value, dump

_KEYS = tuple(field.name for field in fields(Change))
_REQUIRED = ("at", "service", "kind", "summary")
_FIX = "correct the file, or remove it and run `midwatch change record` again"


def render(change: Change) -> str:
    """The record's text; what is not known is left out, the time is UTC."""
    values: dict[str, Value] = {"at": change.at.astimezone(UTC).isoformat()}
    for key in _KEYS[1:]:
        value = getattr(change, key)
        if value is not None:
            values[key] = value
    return dump(values)


def parse(text: str, path: str) -> Change:
    """Read a record; unknown keys are ignored, since later versions may write more.

    Raises InputError, with the line, for malformed YAML, nesting, missing keys, and a time without a zone.
    """
    try:
        values = dict(_pairs(text, path))
    except yaml.YAMLError as error:
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML"
        mark = getattr(error, "problem_mark", None)
        raise _error(path, _line(mark), for_terminal(why)) from error
    missing = [key for key in _REQUIRED if not values.get(key)]
    if missing:
        raise _error(path, 1, f"{' and '.join(missing)} must be there")
    optional = {key: values[key] for key in ("version", "actor", "link") if values.get(key)}
    return Change(
        at=_moment(values["at"], path),
        service=values["service"],
        kind=values["kind"],
        summary=values["summary"],
        **optional,
    )


def _pairs(text: str, path: str) -> Iterator[tuple[str, str]]:
    """Keys and values of the one mapping, from parser events: nothing nests, so nothing can explode."""
    key: str | None = None
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        match event:
            case yaml.MappingStartEvent() if depth == 0:
                depth = 1
            case yaml.ScalarEvent(value=value) if depth == 1:
                if key is not None:
                    yield key, value
                key = value if key is None else None
            case yaml.NodeEvent():
                raise _error(path, _line(event.start_mark), "a record is one flat mapping of texts")
            case _:
                pass


def _line(mark: object) -> int:
    """The line of either parser's mark, from 1."""
    return int(getattr(mark, "line", 0)) + 1


def _moment(text: str, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _error(path, 1, f"“at: {for_terminal(text)}” is no time (ISO 8601)") from error
    if moment.tzinfo is None:
        raise _error(path, 1, f"“at: {for_terminal(text)}” has no time zone")
    return moment.astimezone(UTC)


def _error(path: str, line: int, why: str) -> InputError:
    return InputError(f"read {for_terminal(path)}, line {line}", why=why, fix=_FIX)
