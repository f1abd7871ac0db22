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
            _fix(file),
        )


def _fix(file: UnreadFile) -> str:
    """Where it may be whole, and how to see it where git has it; what is confidential lies in no other clone."""
    whole = "run `midwatch sync`: another clone may have it whole"
    if not file.look:
        return whole
    if file.is_shared:
        return f"{whole}; `{file.look}` shows what is there"
    return f"see what is there with `{file.look}`, and what was with `{file.history}`; log what is true"
