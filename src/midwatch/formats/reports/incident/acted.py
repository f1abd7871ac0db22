"""What was recorded, as the terminal shows it."""

from collections.abc import Sequence
from datetime import datetime

from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.formats.reports.incident.sentences import clock, due, event, person
from midwatch.formats.reports.incident.text import severity_ink
from midwatch.formats.reports.look import Ink, Look


def render(
    incident: Incident, events: Sequence[Event], dues: Sequence[Due], now: datetime, look: Look
) -> str:
    """The events, how the incident stands, and what is due first."""
    lines = [
        f"{clock(one.occurred_at, now)} UTC  {event(one)}  {look.ink(person(one.actor), Ink.FAINT)}"
        for one in events
    ]
    severity = look.ink(incident.severity.value, Ink.STRONG, severity_ink(incident.severity))
    lines.append(
        f"{severity} {incident.phase.value} · {incident.id} · owner {person(incident.owner)}"
    )
    if dues:
        late = dues[0].overdue(now) is not None
        lines.append(f"  {look.ink(due(dues[0], now), Ink.BAD) if late else due(dues[0], now)}")
    return "\n".join(lines)
