"""Several people accepted one handoff."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    file_of,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.handoff import Handoff
from midwatch.domain.untrusted import for_terminal

CODE: Final = "incident/accepted-twice"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Look at every handoff with acceptances that do not count."""
    for handoff in subject.incident.handoffs:
        for event in handoff.others:
            if handoff.accepted is not None:
                yield _finding(subject.incident.id, handoff, handoff.accepted, event)


def _finding(incident: str, handoff: Handoff, counts: Event, event: Event) -> Finding:
    actor, owner = for_terminal(event.actor, 80), for_terminal(counts.actor, 80)
    settle = f"`midwatch incident assign {incident} commander …` settles it"
    if event.actor == counts.actor:
        return warning(
            CODE,
            file_of(event),
            f"{actor} accepted it twice; the acceptance that was recorded first counts",
            "it was accepted in two clones, of which one did not know of the other",
            f"nothing, where {actor} has it; else {settle}",
        )
    offered = counts.actor == handoff.to
    rule = "it was offered to that person" if offered else "it was recorded first"
    return warning(
        CODE,
        file_of(event),
        f"{actor} accepted too; the acceptance of {owner} counts, since {rule}",
        "two people may each believe that the incident is theirs, or the other's",
        f"talk to each other; {settle}",
    )
