"""`incident handoff`: offer an incident to the next person, with a brief."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRequest:
    """To whom (None: to whoever comes), and what only the outgoing person knows.

    `ruled_out`: what was tried or ruled out; `risks`: what may still go wrong; `next_steps`: what comes next.
    `incident` None: the one that is open.
    """

    actor: str
    to: str | None = None
    ruled_out: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    incident: str | None = None
    at: datetime | None = None


def handoff(request: HandoffRequest, *, memory: IncidentMemory) -> Recorded:
    """Record the offer; whoever offers owns it until somebody accepts. Raises InputError for one that is over."""
    scribe = Scribe(memory, request.actor, request.at)
    data: dict[str, object] = {
        "to": scribe.line("person", request.to) if request.to is not None else "",
        "ruled_out": [scribe.text("what was ruled out", each) for each in request.ruled_out],
        "risks": [scribe.text("risk", each) for each in request.risks],
        "next_steps": [scribe.text("next step", each) for each in request.next_steps],
    }
    incident = find(memory, request.incident).incident
    if not incident.is_open:
        raise InputError(
            f"{incident.id} cannot be handed over",
            why=f"it is resolved, since {incident.phase_began:%Y-%m-%d %H:%M} UTC",
            fix=f"`midwatch incident reopen {incident.id} …` first, where it is not over",
        )
    return scribe.record(incident, [(EventKind.HANDOFF, data)])
