"""`incident assign`: give a person a role."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.errors import UnknownName
from midwatch.domain.incidents.command import Role
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.recording import Recorded, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRequest:
    """Which role goes to whom. `incident` None: the one that is open."""

    role: str
    person: str
    actor: str
    incident: str | None = None
    at: datetime | None = None


def assign(request: AssignRequest, *, memory: IncidentMemory) -> Recorded:
    """Record who holds a role from now on; the commander owns the incident. Raises InputError."""
    scribe = Scribe(memory, request.actor, request.at)
    role = role_of(request.role)
    person = scribe.line("person", request.person)
    incident = find(memory, request.incident).incident
    return scribe.record(incident, [(EventKind.ASSIGNED, {"role": role.value, "person": person})])


def role_of(word: str) -> Role:
    """The role of a word. Raises UnknownName."""
    known = {role.value: role for role in Role}
    if word not in known:
        raise UnknownName.among("role", for_terminal(word, 60), known)
    return known[word]
