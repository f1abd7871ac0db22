"""There are events without a declaration."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    warning,
)
from midwatch.domain.findings import Finding, Place

CODE: Final = "incident/undeclared"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Look for it."""
    if subject.incident.declared_at is None:
        yield warning(
            CODE,
            Place(subject.incident.id),
            "its declaration is not here",
            "severity, services and owner stand in it; it lies in another clone, or was never shared",
            "run `midwatch sync`; on the clone that declared it, too",
        )
