"""Two declarations bear one id."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    clock,
    file_of,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.untrusted import for_terminal

CODE: Final = "incident/declared-twice"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Count them: the first stands."""
    declared = subject.incident.of_kind(EventKind.DECLARED)
    for event in declared[1:]:
        first, second = (for_terminal(each.text("title"), 80) for each in (declared[0], event))
        yield warning(
            CODE,
            file_of(event),
            f"it was declared again at {clock(event.occurred_at)}, as “{second}”",
            f"the first declaration stands, “{first}”; all events are in one timeline",
            "where it is another incident, declare it with --another and a --name of its own",
        )
