"""Writes what the reference repeats of the code: helps, payloads and exit statuses. Pages call it from cog blocks."""

import textwrap
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click

from midwatch.bootstrap.verbs import VERBS, Verb, verb
from midwatch.domain import errors
from midwatch.entrypoints.cli.main import midwatch

WIDTH = 100
MEASURED = "MeasuredPayload"
ABSENT = "NoDataPayload"
"""Values with their origin, and absence: the index of verbs explains them once."""


def usage(name: str = "") -> str:
    """The help of a verb, or of the whole program, as the terminal shows it."""
    context = _context(midwatch, "midwatch", None)
    command: click.Command = midwatch
    for word in name.split():
        command = _below(command, context, word)
        context = _context(command, word, context)
    return f"```\n{command.get_help(context).rstrip()}\n```\n"


def answer(name: str) -> str:
    """The fields of a verb's answer as data, as a table."""
    row = verb(name)
    module, _, model = row.payload.partition(":")
    schema = getattr(import_module(module), model).model_json_schema(mode="serialization")
    rows = ["| field | is | meaning |", "|---|---|---|"]
    rows += [f"| `{path}` | {kind} | {text} |" for path, kind, text in _rows(schema, schema, "")]
    return "\n".join(rows) + "\n"


def index() -> str:
    """Every verb with its summary."""
    rows = ["| verb | does | changes |", "|---|---|---|"]
    rows += [f"| [`{row.name}`]({row.key}.md) | {row.summary} | {_effect(row)} |" for row in VERBS]
    return "\n".join(rows) + "\n"


def error_tree() -> str:
    """Every kind of error with its exit status."""
    rows = ["| `code` | status | meaning |", "|---|---|---|"]
    rows += [
        f"| `{'  ' * depth}{kind.__name__}` | {kind.exit_code} | {_first_line(kind)} |"
        for kind, depth in _tree(errors.MidwatchError, 0)
    ]
    return "\n".join(rows) + "\n"


def _context(command: click.Command, word: str, parent: click.Context | None) -> click.Context:
    settings: dict[str, Any] = {**command.context_settings, "terminal_width": WIDTH}
    return click.Context(command, info_name=word, parent=parent, **settings)


def _below(command: click.Command, context: click.Context, word: str) -> click.Command:
    found = command.get_command(context, word) if isinstance(command, click.Group) else None
    if found is None:
        raise LookupError(word)
    return found


def _effect(row: Verb) -> str:
    return {"read": "nothing", "propose": "proposes", "act": "files"}[row.effect.value]


def _tree(
    kind: type[errors.MidwatchError], depth: int
) -> Iterator[tuple[type[errors.MidwatchError], int]]:
    yield kind, depth
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from _tree(below, depth + 1)


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


def _rows(
    schema: dict[str, Any], root: dict[str, Any], prefix: str
) -> Iterator[tuple[str, str, str]]:
    for name, field in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        choices = field.get("anyOf") or field.get("oneOf") or [field]
        kinds = [_resolved(kind, root) for kind in choices]
        measured = [kind for kind in kinds if kind.get("title", "").startswith(MEASURED)]
        if measured:
            value = _resolved(measured[0]["properties"]["value"], root)
            yield path, f"measured {_kind(value)}", _meaning(field, [value])
            yield from _inside(value, root, f"{path}.value")
            continue
        yield path, " or ".join(dict.fromkeys(map(_kind, kinds))), _meaning(field, kinds)
        for kind in kinds:
            if kind.get("title") != ABSENT:
                yield from _inside(kind, root, path)


def _inside(
    kind: dict[str, Any], root: dict[str, Any], path: str
) -> Iterator[tuple[str, str, str]]:
    if kind.get("type") == "array":
        item = _resolved(kind.get("items", {}), root)
        yield from _rows(item, root, f"{path}[].")
    elif "properties" in kind:
        yield from _rows(kind, root, f"{path}.")


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return found


def _kind(schema: dict[str, Any]) -> str:
    if schema.get("title") == ABSENT:
        return "no data"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("format") == "date-time":
        return "time"
    names = {
        "array": "list",
        "string": "text",
        "boolean": "true or false",
        "integer": "whole number",
    }
    kind = str(schema.get("type", "anything"))
    return names.get(kind, kind)


def _meaning(field: dict[str, Any], kinds: list[dict[str, Any]]) -> str:
    told = field.get("description") or " ".join(
        kind["description"] for kind in kinds if "description" in kind and "properties" in kind
    )
    return textwrap.shorten(" ".join(str(told).split()), 160, placeholder=" …").replace("|", "\\|")
