"""A message holds a number that was neither computed nor recorded."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.comms.subject import CommsSubject
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.incidents.comms.numbers import Uncomputed, quotable, uncomputed
from midwatch.domain.untrusted import for_terminal

CODE: Final = "comms/uncomputed-number"
_SHOWN: Final = 40


def check(subject: CommsSubject) -> Iterator[Finding]:
    """Ask of every word with a digit whether a fact shows it, or an event of the incident holds it."""
    known = quotable(subject.events)
    incident = subject.events[0].incident if subject.events else ""
    named = (
        f" {incident}" if incident and " " not in incident else ""
    )  # not declared yet: it has no id
    for text in subject.texts:
        for number in uncomputed(text, subject.facts, known):
            yield _finding(text.name, number, named)


def _finding(name: str, number: Uncomputed, named: str) -> Finding:
    token = for_terminal(number.token, _SHOWN)
    log = f'midwatch incident log{named} "… {token} …"'
    shows = f"write {{{number.reference}}}" if number.reference else "write a {reference}"
    return Finding(
        code=CODE,
        severity=Severity.ERROR,
        place=Place(name, number.line, number.column, number.column + len(number.token)),
        what=f"“{token}” was neither computed nor recorded",
        why="whoever reads it decides by it, and nobody can say where it comes from",
        fix=f"{shows}, or record first where it was read: `{log}`",
    )
