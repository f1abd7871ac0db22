"""A file among the events cannot be read as one."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    unread_files,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.unread import UnreadKind

CODE: Final = "incident/broken-file"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Pass on what reading told."""
    for place, path, why in unread_files(subject, UnreadKind.BROKEN):
        yield warning(
            CODE,
            place,
            f"{path} cannot be read: {why}",
            "an event may be missing from the timeline",
            f"run `midwatch sync`: another clone may have it whole; `git show midwatch:{path}` shows what is there",
        )
