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
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.incidents.incident import Incident, PhaseChange
from midwatch.domain.incidents.times import reached

CODE: Final = "incident/ends-before-it-starts"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Compare the impact's beginning with every phase, the others with the mitigation or resolution that stands."""
    incident = subject.incident
    update, phase = (f"midwatch incident {verb} {incident.id}" for verb in ("update", "phase"))
    first, end = _first_change(incident), _end_that_stands(incident)
    impact, declared, detected = incident.impact_began, incident.declared_at, incident.detected_at
    if first and impact and first.at < impact:
        fix = f"correct the beginning: `{update} --impact-began …`"
        yield _finding(first, "the impact began", impact, fix)
    if end and declared and end.at < declared:
        again = f"`{phase} investigating --at …`, then `{phase} {end.phase.value} --at …`"
        yield _finding(
            end, "it was declared", declared, f"where it held only later, say so: {again}"
        )
    if end and detected and end.at < detected != declared:
        fix = f"correct the beginning: `{update} --detected-at …`"
        yield _finding(end, "it was detected", detected, fix)


def _finding(change: PhaseChange, word: str, began: datetime, fix: str) -> Finding:
    return error(
        CODE,
        file_of(change.event),
        f"it became {change.phase.value} at {clock(change.at)}, and {word} at {clock(began)}",
        "no duration can be computed from an end that lies before its beginning",
        fix,
    )


def _first_change(incident: Incident) -> PhaseChange | None:
    """The first phase that somebody recorded; the one that a declaration begins with is none."""
    changes = (each for each in incident.phases if each.event.known_kind is EventKind.PHASE)
    return next(changes, None)


def _end_that_stands(incident: Incident) -> PhaseChange | None:
    """The change by which it is mitigated, or resolved: what was left again for an earlier phase does not count."""
    at = reached(incident, Phase.MITIGATED)
    ends = (each for each in incident.phases if each.phase is not Phase.INVESTIGATING)
    return next((each for each in ends if each.at == at), None)
