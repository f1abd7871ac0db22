"""A text with `{name}` references, filled with facts: what is ours, and what is shown, stay apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.incidents.comms.facts import Fact, Facts

REFERENCE: Final = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9._-]+)?)(\?)?\}")
"""`{began}`; with a question mark the line is left out where there is no data; after a dot an objective."""
UNKNOWN_REFERENCE: Final = "comms/unknown-reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of the template, or of the person who changed it; they begin at a line and a column, from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A fact in the place of its reference."""

    fact: Fact


Piece = Words | Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One text of a message, such as `announcement.slack.body`, in pieces; `findings` tell references to nothing."""

    name: str
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...] = ()


def fill(name: str, text: str, facts: Facts) -> Filled:
    """The text of a template with its references filled; one to nothing stays as it is written, and is told."""
    pieces: list[Piece] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        findings += _unknown(name, line, number, facts)
        if not _is_left_out(line, facts):
            pieces += _pieces(line, number, facts)
    return Filled(name=name, pieces=tuple(pieces), findings=tuple(findings))


def references(text: str) -> tuple[str, ...]:
    """The names that a text refers to, in order."""
    return tuple(match[1] for match in REFERENCE.finditer(text))


def _is_left_out(line: str, facts: Facts) -> bool:
    """Whether a reference with a question mark has nothing to show."""
    optional = (match[1] for match in REFERENCE.finditer(line) if match[2])
    return any(name not in facts or not facts[name].known for name in optional)


def _pieces(line: str, number: int, facts: Facts) -> Iterator[Piece]:
    start = 0
    for match in REFERENCE.finditer(line):
        fact = facts.get(match[1])
        if fact is None:
            continue
        if match.start() > start:
            yield Words(text=line[start : match.start()], line=number, column=start + 1)
        yield Shown(fact=fact)
        start = match.end()
    if start < len(line):
        yield Words(text=line[start:], line=number, column=start + 1)


def _unknown(name: str, line: str, number: int, facts: Facts) -> Iterator[Finding]:
    for match in REFERENCE.finditer(line):
        said, optional = match[1], match[2] is not None
        if said in facts or (optional and "." in said):
            continue  # an objective that is not this incident's has nothing to show
        near = nearest(said, facts)
        yield Finding(
            code=UNKNOWN_REFERENCE,
            severity=Severity.ERROR,
            place=Place(name, number, match.start() + 1, match.end() + 1),
            what=f"{{{said}}} refers to nothing",
            why="the message would go out with a hole where its reader expects a fact",
            fix=f"write {{{near}}}" if near else "write one of the references, or leave it out",
        )
