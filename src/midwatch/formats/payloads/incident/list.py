"""The answer of `incident list`."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.incident import Incident
from midwatch.formats.payloads._base import Moment, Part, Payload
from midwatch.formats.payloads.incident.parts import (
    DuePart,
    IncidentPart,
    due_parts,
    incident_part,
)


class ListedPart(Part):
    """One incident, and what is due in it."""

    incident: IncidentPart
    due: tuple[DuePart, ...]


class ListPayload(Payload):
    """Incidents, the open ones first, then newest first."""

    at: Moment
    incidents: tuple[ListedPart, ...]
    hidden: int = Field(description="How many are resolved and not listed: --all lists them")


def payload(
    listed: Sequence[tuple[Incident, tuple[Due, ...]]], hidden: int, now: datetime
) -> ListPayload:
    """The wire form of a list."""
    return ListPayload(
        at=now,
        incidents=tuple(
            ListedPart(incident=incident_part(incident), due=due_parts(dues, now))
            for incident, dues in listed
        ),
        hidden=hidden,
    )
