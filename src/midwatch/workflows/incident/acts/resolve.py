"""`incident resolve`: say that it is over."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.command import Phase
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.phases import enter
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveRequest:
    """The resolution, in words. `incident` None: the one that is open."""

    text: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def resolve(request: ResolveRequest, *, memory: IncidentMemory) -> Recorded:
    """Record that it is over. Raises InputError where that contradicts what is recorded."""
    scribe = Scribe(memory, request.actor, request.at)
    text = scribe.text("resolution", request.text)
    return enter(scribe, find(memory, request.incident).incident, Phase.RESOLVED, text)
