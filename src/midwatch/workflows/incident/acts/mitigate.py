"""`incident mitigate`: say that the harm has stopped, whether or not anybody knows why."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.command import Phase
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.phases import enter
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class MitigateRequest:
    """The mitigation, in words. `incident` None: the one that is open."""

    text: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def mitigate(request: MitigateRequest, *, memory: IncidentMemory) -> Recorded:
    """Record that the harm has stopped. Raises InputError where that contradicts what is recorded."""
    scribe = Scribe(memory, request.actor, request.at)
    text = scribe.text("mitigation", request.text)
    return enter(scribe, find(memory, request.incident).incident, Phase.MITIGATED, text)
