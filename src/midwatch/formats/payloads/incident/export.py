"""The answers of `incident export` and `incident import`."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.incident import Incident
from midwatch.formats.payloads._base import Payload
from midwatch.formats.payloads.incident.parts import (
    HeldBackPart,
    IncidentPart,
    held_back_part,
    incident_part,
)


class ExportPayload(Payload):
    """An incident with every event as it is kept."""

    incident: IncidentPart
    events: tuple[dict[str, Any], ...] = Field(description="Each as the reference of events has it")


class ImportPayload(Payload):
    """What is here now."""

    incidents: tuple[IncidentPart, ...]
    added: int = Field(description="Events that were not here before")
    held_back: HeldBackPart | None = Field(description="Null: they are on the branch")


def exported(incident: Incident, events: Sequence[dict[str, Any]]) -> ExportPayload:
    """The wire form of what was exported."""
    return ExportPayload(incident=incident_part(incident), events=tuple(events))


def imported(
    incidents: Sequence[Incident], added: int, held_back: InputError | None
) -> ImportPayload:
    """The wire form of what was taken over."""
    return ImportPayload(
        incidents=tuple(incident_part(each) for each in incidents),
        added=added,
        held_back=held_back_part(held_back),
    )
