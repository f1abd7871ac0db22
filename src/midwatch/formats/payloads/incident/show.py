"""The answer of `incident show`."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.times import times
from midwatch.domain.units import seconds
from midwatch.formats.payloads._base import (
    MeasuredPayload,
    Moment,
    NoDataPayload,
    Part,
    Payload,
    measured,
)
from midwatch.formats.payloads.incident.parts import (
    DuePart,
    EventPart,
    FindingPart,
    IncidentPart,
    due_parts,
    event_part,
    finding_parts,
    incident_part,
)

Seconds = MeasuredPayload[float] | NoDataPayload


class TimesPart(Part):
    """How long it took, in seconds, computed from events."""

    to_detect_seconds: Seconds
    to_acknowledge_seconds: Seconds
    to_mitigate_seconds: Seconds
    to_resolve_seconds: Seconds


class ShowPayload(Payload):
    """One incident: state, times, what is due, contradictions, and the timeline."""

    at: Moment = Field(description="The moment that `due` was computed at")
    incident: IncidentPart
    times: TimesPart
    due: tuple[DuePart, ...]
    findings: tuple[FindingPart, ...]
    timeline: tuple[EventPart, ...]


def payload(
    incident: Incident, dues: Sequence[Due], findings: Sequence[Finding], now: datetime
) -> ShowPayload:
    """The wire form of an incident."""
    return ShowPayload(
        at=now,
        incident=incident_part(incident),
        times=times_part(incident),
        due=due_parts(dues, now),
        findings=finding_parts(findings),
        timeline=tuple(event_part(each) for each in incident.events),
    )


def times_part(incident: Incident) -> TimesPart:
    """The wire form of the four times."""
    took = times(incident)
    return TimesPart(
        to_detect_seconds=measured(took.to_detect, seconds),
        to_acknowledge_seconds=measured(took.to_acknowledge, seconds),
        to_mitigate_seconds=measured(took.to_mitigate, seconds),
        to_resolve_seconds=measured(took.to_resolve, seconds),
    )
