"""Events were written by a later Midwatch, and are not understood here."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    file_of,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.untrusted import for_terminal

CODE: Final = "incident/newer-schema"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Count what is kept and not interpreted."""
    newer = [event for event in subject.incident.events if event.known_kind is None]
    if newer:
        kinds = ", ".join(sorted({for_terminal(event.kind, 40) for event in newer}))
        yield warning(
            CODE,
            file_of(newer[0]),
            f"events that are not understood here: {len(newer)} ({kinds})",
            "they are kept and shown, but the state leaves them out, and may be wrong",
            "upgrade midwatch on this machine",
        )
