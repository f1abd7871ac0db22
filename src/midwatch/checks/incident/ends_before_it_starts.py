"""It ends, or its harm does, before it began."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    clock,
    error,
    file_of,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.command import Phase

CODE: Final = "incident/ends-before-it-starts"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Compare the beginnings with the end that stands."""
    incident = subject.incident
    ends = [c for c in incident.phases if c.phase is not Phase.INVESTIGATING]
    if not ends:
        return
    first, told = ends[0], set[datetime]()
    for word, began in (
        ("the impact began", incident.impact_began),
        ("it was declared", incident.declared_at),
        ("it was detected", incident.detected_at),
    ):
        if began is not None and began > first.at and began not in told:
            told.add(began)
            yield error(
                CODE,
                file_of(first.event),
                f"it was {first.phase.value} at {clock(first.at)}, and {word} at {clock(began)}",
                "no duration can be computed from an end that lies before its beginning",
                f"correct the beginning: `midwatch incident update {incident.id} --impact-began …`",
            )
