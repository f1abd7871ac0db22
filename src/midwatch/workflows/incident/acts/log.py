"""`incident log`: write down what was seen or done."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRequest:
    """A note, by whom, and when it happened (None: now). `incident` None: the one that is open."""

    text: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def log(request: LogRequest, *, memory: IncidentMemory) -> Recorded:
    """Record a note in the timeline; one may be added when it is over, too. Raises InputError."""
    scribe = Scribe(memory, request.actor, request.at)
    text = scribe.text("note", request.text)
    incident = find(memory, request.incident).incident
    return scribe.record(incident, [(EventKind.NOTED, {"text": text})])
