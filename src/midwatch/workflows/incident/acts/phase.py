"""`incident phase`: say how far it has come."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.errors import UnknownName
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.phases import enter
from midwatch.workflows.incident.recording import Recorded, Scribe

IDENTIFIED = "identified"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRequest:
    """The phase, or `identified`, and what was done or found. `incident` None: the one that is open."""

    phase: str
    text: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def phase(request: PhaseRequest, *, memory: IncidentMemory) -> Recorded:
    """Record the next phase; that the cause is identified may be said in any. Raises InputError."""
    scribe = Scribe(memory, request.actor, request.at)
    text = scribe.text("text", request.text)
    known = {each.value: each for each in Phase}
    if request.phase not in {*known, IDENTIFIED}:
        raise UnknownName.among("phase", for_terminal(request.phase, 60), [*known, IDENTIFIED])
    incident = find(memory, request.incident).incident
    if request.phase == IDENTIFIED:
        return scribe.record(incident, [(EventKind.IDENTIFIED, {"text": text})])
    return enter(scribe, incident, known[request.phase], text)
