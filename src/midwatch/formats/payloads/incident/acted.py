"""The answer of every verb that records something in an incident."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.formats.payloads._base import Payload
from midwatch.formats.payloads.incident.parts import (
    DuePart,
    EventPart,
    HeldBackPart,
    IncidentPart,
    due_parts,
    event_part,
    held_back_part,
    incident_part,
)


class ActedPayload(Payload):
    """What was recorded, and how the incident stands then."""

    incident: IncidentPart
    recorded: tuple[EventPart, ...]
    due: tuple[DuePart, ...]
    redacted: tuple[str, ...] = Field(description="Kinds of secrets that were taken out")
    held_back: HeldBackPart | None = Field(description="Null: it is on the branch")


def payload(
    incident: Incident,
    events: Sequence[Event],
    dues: Sequence[Due],
    now: datetime,
    *,
    redacted: tuple[str, ...],
    held_back: InputError | None,
) -> ActedPayload:
    """The wire form of what was recorded."""
    return ActedPayload(
        incident=incident_part(incident),
        recorded=tuple(event_part(each) for each in events),
        due=due_parts(dues, now),
        redacted=redacted,
        held_back=held_back_part(held_back),
    )
