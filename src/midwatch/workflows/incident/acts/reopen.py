"""`incident reopen`: say that it is not over after all."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.command import Phase
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.phases import enter
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenRequest:
    """The reason, in words. `incident` None: the one that is open."""

    text: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def reopen(request: ReopenRequest, *, memory: IncidentMemory) -> Recorded:
    """Record that it is not over after all. Raises InputError where that contradicts what is recorded."""
    scribe = Scribe(memory, request.actor, request.at)
    text = scribe.text("reason", request.text)
    return enter(scribe, find(memory, request.incident).incident, Phase.INVESTIGATING, text)
