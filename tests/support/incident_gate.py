"""The checks of incidents over a night that a test writes down."""

from collections.abc import Iterator
from dataclasses import dataclass

from midwatch.checks.incident.run import check_incident
from midwatch.checks.incident.subject import IncidentSubject
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.unread import Unread, UnreadKind
from midwatch.formats.reports.incident.sentences import event
from tests.support.incident_events import BEN, Night

AT = "04:00"


@dataclass(frozen=True, slots=True)
class Beside:
    """A night, and files beside its events."""

    night: Night
    files: tuple[Unread, ...]


Told = Night | Beside


def night() -> Night:
    """A declared incident."""
    return Night().add("02:14", "declared", title="Checkout fails", severity="SEV2")


def handed_over() -> Night:
    """The same, offered to the next person."""
    return night().add("02:30", "handoff", to=BEN)


def offer() -> str:
    """The id of that offer."""
    return handed_over().events[-1].id


def unread(kind: UnreadKind, path: str, why: str, ref: str = "midwatch") -> Beside:
    """A declared incident with a file beside its events, on a branch; no `ref`: in the journal."""
    return Beside(night(), (Unread(kind, path, why, ref),))


def found(told: Told) -> list[Finding]:
    """What the checks say at four in the morning."""
    nights, files = (told.night, told.files) if isinstance(told, Beside) else (told, ())
    subject = IncidentSubject(incident=nights.incident, unread=files, now=nights.moment(AT))
    return list(check_incident(subject))


def lines(told: Told) -> Iterator[str]:
    """The night as a page shows it."""
    nights, files = (told.night, told.files) if isinstance(told, Beside) else (told, ())
    for each in nights.incident.events:
        yield f"{each.occurred_at:%H:%M}  {event(each)}  ({each.actor})"
    for file in files:
        yield f"beside it  {file.path}"
