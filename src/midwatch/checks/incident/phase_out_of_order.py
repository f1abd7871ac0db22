"""A phase follows one that it cannot follow."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    clock,
    error,
    file_of,
)
from midwatch.domain.findings import Finding

CODE: Final = "incident/phase-out-of-order"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Look at each phase and the one before it, in the timeline's order."""
    for before, after in pairwise(subject.incident.phases):
        if after.phase in before.phase.follows:
            continue
        name, earlier = after.phase.value, before.phase.value
        yield error(
            CODE,
            file_of(after.event),
            f"it became {name} at {clock(after.at)}, from {earlier}",
            f"what may follow {earlier} is: {', '.join(each.value for each in before.phase.follows)}",
            f"record what is true now: `midwatch incident phase {subject.incident.id} …`",
        )
