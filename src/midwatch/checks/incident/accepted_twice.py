"""Several people accepted one handoff."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    file_of,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.untrusted import for_terminal

CODE: Final = "incident/accepted-twice"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Look at every handoff with acceptances that do not count."""
    for handoff in subject.incident.handoffs:
        first = handoff.accepted
        for event in handoff.others if first is not None else ():
            rule = (
                "it was offered to that person"
                if first is not None and first.actor == handoff.to
                else "that one was recorded first"
            )
            owner = for_terminal(first.actor, 80) if first is not None else ""
            yield warning(
                CODE,
                file_of(event),
                f"{for_terminal(event.actor, 80)} accepted too; {owner} owns it, since {rule}",
                "two people may each believe that the incident is theirs, or the other's",
                f"talk to each other; `midwatch incident assign {subject.incident.id} commander …` settles it",
            )
