"""YAML that people write, as plain frozen nodes that know their line and column.

Read from libyaml's events, one by one, so that a hostile text is refused before it grows: aliases count with all that
they stand for. No value is converted (`no`, `1_000` and `2026-01-01` stay text); tags build nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from midwatch.domain.untrusted import for_terminal

MAX_CHARACTERS: Final = 5 * 1024 * 1024
MAX_NODES: Final = 50_000
"""Nodes of one document, those that aliases repeat included; the largest sensible file has some hundreds."""
MAX_DEPTH: Final = 32

# YAML 1.2, production 1 (c-printable), https://yaml.org/spec/1.2.2/#51-character-set
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STANDARD_TAG = re.compile(r"tag:yaml\.org,2002:(str|int|float|bool|null|map|seq|timestamp)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

# What libyaml says → what to do about it.
_ADVICE = (
    ("mapping values are not allowed", "put the value in quotes, or begin a new line for the key"),
    ("tab character", "indent with spaces"),
    ("cannot start any token", "put the value in quotes"),
    ("could not find expected ':'", "write `key: value`, with a space after the colon"),
    ("unexpected end of stream", "close the quote that is open"),
    ("unknown escape character", "use single quotes, in which a backslash is a backslash"),
    ("did not find expected ',' or", "close the bracket that is open, or add the comma"),
    ("did not find expected key", "begin keys of one level in one column"),
    ("did not find expected '-'", "begin items of one list in one column, each with `- `"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """From line and column to line and column, counted from 1; the end is the first place after."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `plain` tells that it stood without quotes."""

    text: str
    span: Span
    plain: bool = True

    @property
    def is_null(self) -> bool:
        """Whether nothing was written."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys and values in the order written; no key twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    span: Span


Node = Scalar | Items | Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlProblem:
    """Something that is no YAML as we read it. `duplicate_key` tells a key written twice; the rest was read then."""

    span: Span
    what: str
    why: str
    fix: str
    duplicate_key: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The root of the one document, None where nothing could be read, and what is wrong with it."""

    root: Node | None
    problems: tuple[YamlProblem, ...] = ()


class _Refused(Exception):
    """Reading stops here; carries the problem."""

    def __init__(self, problem: YamlProblem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def read(text: str, *, most_nodes: int = MAX_NODES) -> Document:
    """Read a text of one YAML document. An empty one has no root and no problem."""
    text = text.removeprefix("\ufeff")
    reading = _Reading(most_nodes)
    try:
        _refuse_characters(text)
        root = reading.document(_events(text))
    except _Refused as refused:
        return Document(None, (*reading.problems, refused.problem))
    return Document(root, tuple(reading.problems))


def place_in(text: str, offset: int) -> Span:
    """The spot of one character."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + 1)


def _refuse(span: Span, what: str, why: str, fix: str) -> _Refused:
    return _Refused(YamlProblem(span=span, what=what, why=why, fix=fix))


def _refuse_characters(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise _refuse(
            Span(1, 1, 1, 2),
            f"the file has {len(text):,} characters",
            f"at most {MAX_CHARACTERS:,} are read; a service file has a few hundred",
            "name the file you mean, or split it",
        )
    if found := _UNPRINTABLE.search(text):
        raise _refuse(
            place_in(text, found.start()),
            f"the character {for_terminal(found.group())} (U+{ord(found.group()):04X}) may not stand in YAML",
            "control characters hide what a text says, and YAML forbids them",
            "remove the character",
        )


def _events(text: str) -> Iterator[Any]:
    """Yield libyaml's events; its complaints become ours."""
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = error.problem or "it cannot be read"
        tab = "cannot start any token" in problem and mark and _is_tab(text, mark.line, mark.column)
        fix = next((fix for part, fix in _ADVICE if part in problem), "correct the line")
        raise _refuse(
            Span(line, column, line, column + 1),
            "malformed YAML: " + ("a tab begins the line" if tab else for_terminal(problem)),
            _why(error.context, is_tab=bool(tab)),
            "indent with spaces" if tab else fix,
        ) from error
    except yaml.YAMLError as error:
        raise _refuse(
            Span(1, 1, 1, 2), "malformed YAML", for_terminal(str(error)), "save it as UTF-8 text"
        ) from error


def _why(context: str | None, *, is_tab: bool) -> str:
    if is_tab:
        return "tabs are as wide as the reader's editor says, so YAML has none in an indentation"
    where = f" ({for_terminal(context)})" if context else ""
    return f"nothing beyond this place can be understood{where}"


def _is_tab(text: str, line: int, column: int) -> bool:
    lines = text.split("\n", line + 1)
    return line < len(lines) and lines[line][column : column + 1] == "\t"


def _span(event: Any) -> Span:  # noqa: ANN401 - PyYAML's events are untyped
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


@dataclass(slots=True)
class _Frame:
    """A collection that is still open."""

    is_map: bool
    start: Span
    anchor: str | None
    nodes: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


@dataclass(slots=True)
class _Reading:
    """One pass over the events."""

    most_nodes: int
    problems: list[YamlProblem] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    anchors: dict[str, _Anchored] = field(default_factory=dict)
    nodes: int = 0
    root: Node | None = None
    documents: int = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self._count_document(_span(event))
                case yaml.ScalarEvent():
                    self._refuse_tag(event)
                    self._scalar(event)
                case yaml.AliasEvent():
                    self._alias(str(event.anchor), _span(event))
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    self._refuse_tag(event)
                    self._open(event)
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    self._close(_span(event))
                case _:
                    pass
        return self.root

    def _count_document(self, span: Span) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _refuse(
                span,
                "a second document begins here",
                "one file says one thing; a second document would be overlooked",
                "move it to a file of its own, and remove the `---`",
            )

    def _scalar(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events are untyped
        node = Scalar(event.value, _span(event), plain=bool(event.implicit[0]))
        if (found := _UNPRINTABLE.search(node.text)) or "\x85" in node.text:
            what = f"U+{ord(found.group()) if found else 0x85:04X}"
            raise _refuse(
                node.span,
                f"an escape puts the control character {what} into the text",
                "it would act on terminals and in alerts where the text is shown",
                "remove the escape",
            )
        self._count(1, node.span)
        self._add(node, event.anchor)

    def _open(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events are untyped
        if len(self.frames) >= MAX_DEPTH:
            raise self._too_deep(_span(event))
        self.frames.append(
            _Frame(isinstance(event, yaml.MappingStartEvent), _span(event), event.anchor)
        )

    def _close(self, end: Span) -> None:
        frame = self.frames.pop()
        start = frame.start
        span = Span(start.line, start.column, end.end_line, end.end_column)
        node: Node = self._fields(frame, span) if frame.is_map else Items(tuple(frame.nodes), span)
        self._count(1, span)
        self._add(node, frame.anchor, frame.size, frame.height)

    def _alias(self, name: str, span: Span) -> None:
        known = self.anchors.get(name)
        if known is None:
            raise _refuse(
                span,
                f"the alias *{for_terminal(name, 40)} refers to nothing that is complete before it",
                "an alias repeats an anchor (&name) that stands earlier, and not around it",
                "write the value out",
            )
        if len(self.frames) + known.height > MAX_DEPTH:
            raise self._too_deep(span)
        self._count(known.size, span)
        self._add(known.node, None, known.size, known.height)

    def _count(self, nodes: int, span: Span) -> None:
        self.nodes += nodes
        if self.nodes > self.most_nodes:
            raise _refuse(
                span,
                f"the document grows beyond {self.most_nodes:,} values here",
                "aliases that repeat aliases grow without bound",
                "write out what you need, without aliases",
            )

    def _add(self, node: Node, anchor: str | None, size: int = 1, height: int = 1) -> None:
        if anchor is not None:
            self.anchors[anchor] = _Anchored(node, size, height)
        if not self.frames:
            self.root = node
            return
        parent = self.frames[-1]
        parent.nodes.append(node)
        parent.size += size
        parent.height = max(parent.height, height + 1)

    def _fields(self, frame: _Frame, span: Span) -> Fields:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(frame.nodes[::2], frame.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _refuse(
                    key.span,
                    "a key that is no text",
                    "keys are words here; `{{` and `[` at the beginning of a value open a collection",
                    "put the text in quotes",
                )
            if key.text in entries:
                self._duplicate(key, entries[key.text][0])
            else:
                entries[key.text] = (key, value)
        return Fields(tuple(entries.values()), span)

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        name = for_terminal(key.text, 60)
        self.problems.append(
            YamlProblem(
                span=key.span,
                what=f"the key “{name}” stands a second time",
                why=f"line {first.span.line} has it already; readers disagree on which one holds",
                fix="keep one of them",
                duplicate_key=True,
            )
        )

    def _refuse_tag(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events are untyped
        if event.tag and event.tag != "!" and not _STANDARD_TAG.fullmatch(event.tag):
            raise _refuse(
                _span(event),
                f"the tag {for_terminal(event.tag, 60)} is not read",
                "tags make objects in some programs; here they could only mislead",
                "remove the tag",
            )

    def _too_deep(self, span: Span) -> _Refused:
        return _refuse(
            span,
            f"more than {MAX_DEPTH} levels lie inside each other here",
            "no service file is so deep",
            "close the brackets, or correct the indentation",
        )
