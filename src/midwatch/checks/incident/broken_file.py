"""A file among the events cannot be read as one."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    UnreadFile,
    unread_files,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.unread import UnreadKind

CODE: Final = "incident/broken-file"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Pass on what reading told."""
    for file in unread_files(subject, UnreadKind.BROKEN):
        yield warning(
            CODE,
            file.place,
            f"{file.path} cannot be read: {file.why}",
            "an event may be missing from the timeline",
            "run `midwatch sync`: another clone may have it whole" + _look(file),
        )


def _look(file: UnreadFile) -> str:
    """How to see it, where it is on the branch: what is in the journal was not committed yet."""
    return f"; `{file.look}` shows what is there" if file.path.startswith("incidents/") else ""
