"""Change records: one flat YAML mapping of texts a file, written by machines and read by people too."""

from datetime import UTC, datetime

from midwatch.domain.errors import InputError
from midwatch.domain.signals.change import Change
from midwatch.domain.units import in_utc
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.marked_yaml import Fields, Scalar, read
from midwatch.formats.yaml_dump import Value, dump

_REQUIRED = ("at", "service", "kind", "summary")
_KEYS = (*_REQUIRED, "version", "actor", "link")
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
    values = _texts(text, path)
    missing = [key for key in _REQUIRED if key not in values]
    if missing:
        raise _error(path, 1, f"{' and '.join(missing)} must be there")
    return Change(
        at=_moment(values["at"], path),
        service=values["service"],
        kind=values["kind"],
        summary=values["summary"],
        version=values.get("version"),
        actor=values.get("actor"),
        link=values.get("link"),
    )


def _texts(text: str, path: str) -> dict[str, str]:
    document = read(text)
    for problem in document.problems:
        raise _error(path, problem.span.line, f"{problem.what}: {problem.why}")
    if not isinstance(document.root, Fields):
        raise _error(path, 1, "a record is one mapping of texts")
    values = {}
    for key, value in document.root.entries:
        if not isinstance(value, Scalar):
            raise _error(path, value.span.line, f"“{for_terminal(key.text)}” holds no text")
        if not value.is_null and value.text:
            values[key.text] = value.text
    return values


def _moment(text: str, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        at = in_utc(moment)
    except ValueError as error:
        raise _error(path, 1, f"“at: {for_terminal(text)}” is no time (ISO 8601)") from error
    if moment.tzinfo is None:
        raise _error(path, 1, f"“at: {for_terminal(text)}” has no time zone")
    return at


def _error(path: str, line: int, why: str) -> InputError:
    return InputError(f"read {for_terminal(path)}, line {line}", why=why, fix=_FIX)
