"""One event is told in two ways."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    unread_files,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.unread import UnreadKind

CODE: Final = "incident/altered-event"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Pass on what reading told."""
    for file in unread_files(subject, UnreadKind.ALTERED):
        yield warning(
            CODE,
            file.place,
            f"{file.path}: {file.why}",
            "an event never changes once it is recorded: one of the two was altered by hand, or by a damaged disk",
            f"look at it with `{file.look}`, compare both with `{file.history}`, and log what is true",
        )
