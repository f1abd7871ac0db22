"""What a check of incidents looks at, and how it names places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from shlex import quote

from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.unread import Unread, UnreadKind
from midwatch.domain.untrusted import for_terminal

_MONTH = len("2026-11")
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSubject:
    """An incident, the files beside its events that tell none, and the present."""

    incident: Incident
    unread: tuple[Unread, ...]
    now: datetime


def file_of(event: Event) -> Place:
    """The file of an event on the branch."""
    folder = f"incidents/{event.incident[:_MONTH]}/{event.incident}"
    return Place(f"{folder}/{event.id}.json")


def error(code: str, place: Place, what: str, why: str, fix: str) -> Finding:
    """What contradicts itself."""
    return Finding(code=code, severity=Severity.ERROR, place=place, what=what, why=why, fix=fix)


def warning(code: str, place: Place, what: str, why: str, fix: str) -> Finding:
    """What a person should look at."""
    return Finding(code=code, severity=Severity.WARNING, place=place, what=what, why=why, fix=fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadFile:
    """A file that tells no event, as it may be shown.

    `look`: the command that shows what is in it, and `history`: what became of it; empty for one in the journal.
    `is_shared`: whether another clone may have it.
    """

    place: Place
    path: str
    why: str
    look: str
    history: str
    is_shared: bool


def unread_files(subject: IncidentSubject, kind: UnreadKind) -> Iterator[UnreadFile]:
    """Files of a kind that tell no event."""
    for each in subject.unread:
        if each.kind is kind:
            path = for_terminal(each.path, _SHOWN)
            yield UnreadFile(
                place=Place(path),
                path=path,
                why=for_terminal(each.why, _SHOWN),
                look=_look(each),
                history=f"git log -p {each.ref}" if each.ref else "",
                is_shared=not each.ref.startswith("refs/"),
            )


def _look(file: Unread) -> str:
    """The command to look at it; somebody else named the file, so that a shell must not read its name."""
    if not file.ref:
        return ""
    can_be_shown = for_terminal(file.path, _SHOWN) == file.path
    return (
        f"git show {quote(f'{file.ref}:{file.path}')}"
        if can_be_shown
        else f"git ls-tree -r {file.ref}"
    )


def clock(at: datetime) -> str:
    """A moment to the second, as findings show it."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
