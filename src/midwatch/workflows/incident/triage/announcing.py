"""The announcement of an incident that nobody has declared yet, as a draft."""

from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import incident_of
from midwatch.domain.incidents.proposals import MessageKind
from midwatch.domain.incidents.triage.triage import Triage
from midwatch.workflows.incident.messages import Message, Templates, message

_NOT_YET = "not declared yet"


def announcement(found: Triage, templates: Templates, policy: ClockPolicy) -> Message:
    """What others would be told if it were declared now. Raises InputError for a template that cannot be used."""
    noticed = min((each.started_at for each in found.alerts if each.started_at), default=found.at)
    declared = Event(
        id=_NOT_YET,
        incident=_NOT_YET,
        kind=EventKind.DECLARED.value,
        occurred_at=found.at,
        recorded_at=found.at,
        actor=_NOT_YET,
        writer="",
        data={
            "title": found.title,
            "severity": found.severity.value,
            "services": list(found.services),
            "type": found.type.name,
            "environment": found.environment,
            "detected_at": noticed.isoformat(),
        },
    )
    incident = incident_of([declared])
    return message(incident, MessageKind.ANNOUNCEMENT, templates, found.at, policy)
