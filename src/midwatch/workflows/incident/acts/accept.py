"""`incident accept`: take over what was handed over."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.recording import Recorded, Scribe, not_before


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptRequest:
    """Who accepts. `incident` None: the one that is open."""

    actor: str
    incident: str | None = None
    at: datetime | None = None


def accept(request: AcceptRequest, *, memory: IncidentMemory) -> Recorded:
    """Record that whoever acts owns the incident from now on. Raises InputError where nothing is offered."""
    scribe = Scribe(memory, request.actor, request.at)
    incident = find(memory, request.incident).incident
    offer = incident.pending_handoff
    if offer is None:
        raise InputError(
            f"{incident.id} is not handed over",
            why=f"{for_terminal(incident.owner, 80) or 'nobody that is known here'} owns it, and no offer is open",
            fix=f"`midwatch sync` fetches an offer; `midwatch incident assign commander {request.actor}` takes it over",
        )
    offered = offer.offer.occurred_at
    if not scribe.comes_after(offered) and scribe.at is not None:
        not_before(
            f"{incident.id} accepted",
            scribe.at,
            offered,
            "it was offered",
            "name a later moment with --at",
        )
    return scribe.record(incident, [(EventKind.ACCEPTED, {"handoff": offer.offer.id})])
