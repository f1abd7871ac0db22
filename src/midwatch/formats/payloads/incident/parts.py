"""What the answers about incidents share: an incident's state, its events, and what is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from pydantic import Field

from midwatch.domain.errors import InputError
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.units import seconds
from midwatch.domain.untrusted import for_data
from midwatch.formats.payloads._base import Moment, Part, Text

_LONGEST: Final = 20_000
"""Characters of one text of an event that are shown: twice what is recorded of one."""
_DEEPEST: Final = 20


class EventPart(Part):
    """One event of a timeline."""

    id: str
    kind: Text
    occurred_at: Moment
    recorded_at: Moment
    actor: Text
    actor_verified: bool = Field(description="Whether a token proved the actor")
    data: dict[str, Any] = Field(description="What it tells, by kind: the reference of events")


class DuePart(Part):
    """Something that is due."""

    kind: str
    since: Moment
    at: Moment
    overdue_seconds: float | None = Field(description="By how much it is late; null: it is not")


class FindingPart(Part):
    """A contradiction."""

    code: str
    severity: str
    place: Text
    what: Text
    why: Text
    fix: Text


class IncidentPart(Part):
    """How an incident stands."""

    id: str
    title: Text
    severity: str
    phase: str
    type: Text
    services: tuple[Text, ...]
    environment: Text
    confidential: bool
    owner: Text = Field(description="Who answers for it; empty: its declaration is not here")
    roles: dict[str, Text]
    impact_began: Moment | None = Field(description="Confirmed by a person; null: nobody did")
    detected_at: Moment | None
    declared_at: Moment | None
    phase_began: Moment
    resolved_at: Moment | None
    cause: Text | None = Field(description="Where the cause was identified, in words")
    handoff_to: Text | None = Field(description="To whom it is offered; empty: to whoever comes")
    events: int = Field(description="How many events it has")


class HeldBackPart(Part):
    """Why events are in the journal, and not on the branch yet; nothing is lost."""

    what: Text
    why: Text
    fix: Text


def event_part(event: Event) -> EventPart:
    """The wire form of an event."""
    return EventPart(
        id=event.id,
        kind=event.kind,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        actor=event.actor,
        actor_verified=event.actor_verified,
        data={for_data(name): _plain(value) for name, value in event.data.items()},
    )


def _plain(value: object, depth: int = 0) -> object:
    """A value of an event's data, every text of it bounded and whole; what lies deeper than anybody writes is cut."""
    if isinstance(value, str):
        return for_data(value, _LONGEST)
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if depth == _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {for_data(str(name)): _plain(item, depth + 1) for name, item in value.items()}
    return [_plain(item, depth + 1) for item in value]


def due_parts(dues: Sequence[Due], now: datetime) -> tuple[DuePart, ...]:
    """The wire form of what is due."""
    return tuple(
        DuePart(
            kind=each.kind.value,
            since=each.since,
            at=each.at,
            overdue_seconds=None if (late := each.overdue(now)) is None else seconds(late),
        )
        for each in dues
    )


def finding_parts(findings: Sequence[Finding]) -> tuple[FindingPart, ...]:
    """The wire form of findings."""
    return tuple(
        FindingPart(
            code=each.code,
            severity=each.severity.value,
            place=str(each.place),
            what=each.what,
            why=each.why,
            fix=each.fix,
        )
        for each in findings
    )


def incident_part(incident: Incident) -> IncidentPart:
    """The wire form of an incident's state."""
    offer = incident.pending_handoff
    return IncidentPart(
        id=incident.id,
        title=incident.title,
        severity=incident.severity.value,
        phase=incident.phase.value,
        type=incident.type,
        services=incident.services,
        environment=incident.environment,
        confidential=incident.confidential,
        owner=incident.owner,
        roles={role.value: name for role, name in incident.roles.items()},
        impact_began=incident.impact_began,
        detected_at=incident.detected_at,
        declared_at=incident.declared_at,
        phase_began=incident.phase_began,
        resolved_at=incident.resolved_at,
        cause=incident.identified.text("text") if incident.identified else None,
        handoff_to=offer.to if offer else None,
        events=len(incident.events),
    )


def held_back_part(error: InputError | None) -> HeldBackPart | None:
    """The wire form of why something is in the journal alone."""
    return None if error is None else HeldBackPart(what=error.what, why=error.why, fix=error.fix)
