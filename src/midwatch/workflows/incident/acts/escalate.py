"""`incident escalate`: ask for more people, or for somebody who may decide."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateRequest:
    """To whom, and why. `incident` None: the one that is open."""

    to: str
    reason: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def escalate(request: EscalateRequest, *, memory: IncidentMemory) -> Recorded:
    """Record that somebody was asked to come; the time box of the investigation begins anew. Raises InputError."""
    scribe = Scribe(memory, request.actor, request.at)
    to, reason = scribe.line("person or team", request.to), scribe.text("reason", request.reason)
    incident = find(memory, request.incident).incident
    return scribe.record(incident, [(EventKind.ESCALATED, {"to": to, "text": reason})])
