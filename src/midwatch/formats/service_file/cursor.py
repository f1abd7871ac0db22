"""Walking a file that people write: every value knows its place, and everything wrong is said, not only the first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.untrusted import for_terminal
from midwatch.formats import marked_yaml
from midwatch.formats.marked_yaml import Fields, Items, Node, Scalar, Span

T = TypeVar("T")

MAX_FINDINGS = 100
"""Of reading one file: what has more is another kind of file."""

_SHOWN = 60


def shown(text: str) -> str:
    """A foreign text, quoted and made harmless, short enough for a message."""
    return f"“{for_terminal(text, _SHOWN)}”"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value: the check that tells it, what, why, and what to write instead."""

    check: str
    what: str
    why: str
    fix: str


@dataclass(slots=True)
class Report:
    """What was found in one file, and where its values stand, by dotted path."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that the file is looked at no further."""
        return len(self.findings) >= MAX_FINDINGS

    def add(self, span: Span, problem: Problem) -> None:
        """Keep a problem as an error; beyond the most that is kept, nothing."""
        if self.is_full:
            return
        self.findings.append(
            Finding(
                code=f"slo/{problem.check}",
                severity=Severity.ERROR,
                place=self.place(span),
                what=problem.what,
                why=problem.why,
                fix=problem.fix,
            )
        )

    def place(self, span: Span) -> Place:
        """The spot in this file; what runs over several lines ends with the first."""
        end = span.end_column if span.end_line == span.line else 0
        return Place(self.path, span.line, span.column, end)


@dataclass(frozen=True, slots=True)
class Cursor:
    """One value of the file: its node, its dotted path, and the report of the file."""

    node: Node
    path: str
    report: Report

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return self.report.place(self.node.span)

    def refuse(self, problem: Problem) -> None:
        """Report a problem with the whole value."""
        self.report.add(self.node.span, problem)

    def text(self) -> str | None:
        """The value as text; None, with a finding, where it is no text or is empty."""
        if isinstance(self.node, Scalar) and not self.node.is_null and self.node.text.strip():
            return self.node.text
        self.refuse(_wrong_shape(self, "a text"))
        return None

    def items(self) -> "tuple[Cursor, ...]":
        """The values of a list; empty, with a finding, where it is none."""
        if not isinstance(self.node, Items):
            self.refuse(_wrong_shape(self, "a list"))
            return ()
        found = tuple(
            Cursor(node, f"{self.path}[{number}]", self.report)
            for number, node in enumerate(self.node.items)
        )
        self.report.places.update((item.path, item.place) for item in found)
        return found

    def fields(self) -> "FieldReader | None":
        """The keys and values of a mapping; None, with a finding, where it is none."""
        if not isinstance(self.node, Fields):
            self.refuse(_wrong_shape(self, "keys with values"))
            return None
        found: dict[str, tuple[Span, Cursor]] = {}
        for key, value in self.node.entries:
            path = f"{self.path}.{key.text}" if self.path else key.text
            found[key.text] = (key.span, Cursor(value, path, self.report))
            span = value.span if isinstance(value, Scalar) else key.span
            self.report.places[path] = self.report.place(span)
        return FieldReader(self, found)


@dataclass(slots=True)
class FieldReader(Mapping[str, Cursor]):
    """The fields of one mapping, by key."""

    owner: Cursor
    found: dict[str, tuple[Span, Cursor]]

    def __getitem__(self, key: str) -> Cursor:
        return self.found[key][1]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def read(self, key: str, reader: Callable[[Cursor], T | None], default: T) -> T:
        """The value of a key; `default` where it is not there, or was refused with a finding."""
        value = self.optional(key, reader)
        return default if value is None else value

    def optional(self, key: str, reader: Callable[[Cursor], T | None]) -> T | None:
        """The value of a key; None where it is not there, or was refused with a finding."""
        return reader(self.found[key][1]) if key in self.found else None

    def require(
        self, key: str, example: str, why: str = "nothing can be computed without it"
    ) -> Cursor | None:
        """The value of a key that must be there; None, with a finding, where it is not."""
        if key in self.found:
            return self.found[key][1]
        inside = f" of {self.owner.path}" if self.owner.path else ""
        self.owner.refuse(
            Problem(
                "missing-key",
                f"the key “{key}”{inside} is missing",
                why,
                f"add `{example}`",
            )
        )
        return None

    def refuse_key(self, key: str, problem: Problem) -> None:
        """Report a problem with a key."""
        self.owner.report.add(self.found[key][0], problem)

    def refuse_unknown(self, known: Mapping[str, str]) -> None:
        """Report every key that is not among the `known` (key → example), with the nearest one."""
        for key in self.found:
            if key not in known and not self.owner.report.is_full:
                self.refuse_key(key, unknown_key(key, known))


def unknown_key(key: str, known: Mapping[str, str]) -> Problem:
    """Say that a key means nothing here, and which one was probably meant."""
    near = nearest(key, known)
    listed = ", ".join(sorted(known))
    return Problem(
        "unknown-key",
        f"the key {shown(key)} means nothing here",
        f"a key that is overlooked looks as if it held; known are: {listed}",
        f"rename it to `{near}`, as in `{known[near]}`"
        if near
        else "remove it, or use one of the known keys",
    )


def _wrong_shape(cursor: Cursor, wanted: str) -> Problem:
    match cursor.node:
        case Scalar() as scalar if scalar.is_null or not scalar.text.strip():
            actual = "nothing"
        case Scalar():
            actual = f"the text {shown(cursor.node.text)}"
        case Items():
            actual = "a list"
        case Fields():
            actual = "keys with values"
    name = cursor.path or "the file"
    return Problem(
        "bad-value",
        f"{for_terminal(name, _SHOWN)} is {actual}",
        f"it takes {wanted}",
        f"write {wanted} here, or remove the key",
    )


def opened(text: str, report: Report, *, empty: Problem) -> Cursor | None:
    """The outermost value of a YAML text; None where there is none: what is malformed is told, or else `empty`."""
    document = marked_yaml.read(text)
    for problem in document.problems:
        check = "duplicate-key" if problem.duplicate_key else "malformed-yaml"
        report.add(problem.span, Problem(check, problem.what, problem.why, problem.fix))
    if document.root is not None:
        return Cursor(document.root, "", report)
    if not document.problems:
        report.add(Span(1, 1, 1, 1), empty)
    return None


def says_nothing(why: str, fix: str) -> Problem:
    """What is wrong with an empty file."""
    return Problem("missing-key", "the file says nothing", why, fix)
