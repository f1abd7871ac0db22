"""Reading TOML tables key by key: what is unknown, missing or of another kind is refused, with its place."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar

from midwatch.domain.errors import InputError, nearest
from midwatch.domain.untrusted import for_terminal
from midwatch.formats import durations

E = TypeVar("E", bound=Enum)
_SHOWN_KEYS = 12
_HEADER = re.compile(r"\s*\[+([^\]]+)\]")
_PAIR = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*[.=]""")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its values, its name in messages (`sources.main`), and the file and text it comes from."""

    values: Mapping[str, Any]
    name: str
    path: str
    text: str

    @classmethod
    def parse(cls, text: str, path: str) -> "Table":
        """The file's outermost table. Raises InputError for text that is no TOML."""
        try:
            return cls(tomllib.loads(text), "", path, text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(
                f"read {path}",
                why=f"it is no TOML: {for_terminal(str(error))}",
                fix="correct the line; texts stand in double quotes",
            ) from error

    def only(self, *known: str) -> None:
        """Refuse keys that are not known, with the nearest that is."""
        for key in self.values:
            if key not in known:
                near = nearest(key, known)
                listed = ", ".join(known[:_SHOWN_KEYS])
                raise self.wrong(
                    key,
                    "is not known",
                    why=f"known here are: {listed}",
                    fix=f"did you mean “{near}”?" if near else "remove it",
                )

    def table(self, key: str) -> "Table":
        """The table below a key; an empty one where there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "is no table", fix=f"write [{self._full(key)}] and keys below it")
        return Table(value, self._full(key), self.path, self.text)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """The tables of this table by name."""
        for key in self.values:
            yield key, self.table(key)

    def word(self, key: str) -> str | None:
        """A text that is not empty, or None where the key is absent."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(
                key, "is no text", fix=f'write {key} = "…", in double quotes and not empty'
            )
        return value

    def require_word(self, key: str, example: str) -> str:
        """A text that must be there."""
        value = self.word(key)
        if value is None:
            raise self.wrong(key, "is missing", fix=f'add {key} = "{example}"')
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent; one text stands for a list of one."""
        value = self.values.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) and i for i in items):
            raise self.wrong(key, "is no list of texts", fix=f'write {key} = ["one", "two"]')
        return tuple(items)

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "is neither true nor false", fix=f"write {key} = true")
        return value

    def whole(self, key: str, default: int, bounds: range) -> int:
        """A whole number within bounds."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value not in bounds:
            least, most = bounds[0], bounds[-1]
            raise self.wrong(
                key, f"is no whole number from {least} to {most}", fix=f"write {key} = {default}"
            )
        return value

    def span(self, key: str, default: timedelta) -> timedelta:
        """A span of time such as "30s"."""
        value = self.values.get(key)
        if value is None:
            return default
        try:
            span = durations.parse(value) if isinstance(value, str) else timedelta(0)
        except ValueError:
            span = timedelta(0)
        if span <= timedelta(0):
            raise self.wrong(
                key,
                "is no span of time",
                why="a span has a number and a unit: ms, s, m, h, d, w",
                fix=f'write {key} = "{durations.render(default)}"',
            )
        return span

    def choice(self, key: str, kinds: type[E], default: E | None = None) -> E:
        """One of an enumeration's values; required where there is no default."""
        named = [str(kind.value) for kind in kinds]
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if value not in named:
            near = nearest(value, named) if isinstance(value, str) else None
            raise self.wrong(
                key,
                "is missing" if value is None else "is not known",
                why=f"known are: {', '.join(named)}",
                fix=f'write {key} = "{near or named[0]}"',
            )
        return kinds(value)

    def wrong(self, key: str, what: str, *, why: str = "", fix: str) -> InputError:
        """An error about one key, with its line where that can be told."""
        line = _line_of(self.text, self.name, key)
        place = f"{self.path}:{line}" if line else self.path
        return InputError(
            f"{place}: {for_terminal(self._full(key))} {what}",
            why=why or "midwatch.toml says where telemetry is and whom alerts reach",
            fix=fix,
        )

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def _line_of(text: str, table: str, key: str) -> int | None:
    """The line where a key of a table stands, else its table's, else its table's own key; TOML's reader keeps none."""
    here, header = "", None
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _HEADER.match(line):
            here = _bare(found[1])
            if f"{here}.".startswith(f"{table}.{key}." if table else f"{key}."):
                return number
            header = number if here == table else header
        elif here == table and (found := _PAIR.match(line)) and _bare(found[1]) == key:
            return number
    if header is not None or not table:
        return header
    above, _, last = table.rpartition(".")
    return _line_of(text, above, last)


def _bare(name: str) -> str:
    """A dotted name without its quotes and spaces."""
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
