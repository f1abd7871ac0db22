"""A file lies among the events that is none."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    unread_files,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.unread import UnreadKind

CODE: Final = "incident/foreign-file"


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Pass on what reading told."""
    for file in unread_files(subject, UnreadKind.FOREIGN):
        yield warning(
            CODE,
            file.place,
            f"{file.path} is left as it is: {file.why}",
            "somebody committed it to the branch by hand",
            f"look at it with `{file.look}`, and move it to another branch; Midwatch keeps it, and does not read it",
        )
