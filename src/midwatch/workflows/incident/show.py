"""`incident show`: one incident as it stands."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.checks.incident.run import check_incident
from midwatch.checks.incident.subject import IncidentSubject
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.clock import ClockPolicy, Due, due
from midwatch.domain.incidents.incident import Incident
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRequest:
    """Which incident; None: the one that is open, else the newest. `at`: as it stood then; None: as it stands.

    `full`: every event, each in full.
    """

    at: datetime | None = None
    incident: str | None = None
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The incident, what is due in it, and how it contradicts itself."""

    incident: Incident
    due: tuple[Due, ...]
    findings: tuple[Finding, ...]


def show(
    request: ShowRequest, *, memory: IncidentMemory, policy: ClockPolicy, now: datetime
) -> Shown:
    """The state that follows from the events; of a moment in the past, from those that had occurred by then.

    Raises InputError, UnknownName.
    """
    found = find(memory, request.incident, newest=True, at=request.at)
    incident = found.incident
    subject = IncidentSubject(incident=incident, unread=found.unread, now=now)
    return Shown(incident=incident, due=due(incident, policy), findings=check_incident(subject))
