"""What an event says, in one line; what people and alerts wrote stands in quotes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from midwatch.domain.incidents.clock import Due, DueKind
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.quantities import span

_SHORT: Final = 160
"""Characters of a quoted text on a line."""


def quoted(text: str, limit: int = _SHORT) -> str:
    """A text from outside, escaped, bounded, and marked as what somebody wrote."""
    return f"“{for_terminal(' '.join(text.split()), limit)}”"


def person(name: str) -> str:
    """Who it was."""
    return for_terminal(name, 60) or "nobody that is known here"


def clock(at: datetime, now: datetime) -> str:
    """A time of day in UTC to the second, with the day where it is not today's."""
    at, now = at.astimezone(UTC), now.astimezone(UTC)
    day = "" if at.date() == now.date() else f"{at:%Y-%m-%d} "
    return f"{day}{at:%H:%M:%S}"


def event(one: Event, limit: int = _SHORT) -> str:
    """What happened, in one line."""
    kind = one.known_kind
    if kind is None:
        return f"{for_terminal(one.kind, 40)} (written by a later version; kept, and not understood here)"
    return _SENTENCES[kind](one, limit)


def due(one: Due, now: datetime) -> str:
    """What is due, and when; or by how much it is late."""
    late = one.overdue(now)
    when = f"overdue by {span(late)}" if late is not None else f"due in {span(one.at - now)}"
    return f"{one.kind.value}: {when} ({one.at.astimezone(UTC):%H:%M:%S} UTC)"


def advice(one: Due, incident: Incident) -> str:
    """The command that does what is due."""
    return _ADVICE[one.kind].format(id=incident.id)


def open_for(incident: Incident, now: datetime) -> timedelta:
    """How long it has been going on, or went on."""
    return max((incident.resolved_at or now) - incident.began, timedelta(0))


def _declared(one: Event, limit: int) -> str:
    override = one.text("override")
    judged = one.text("judged")
    by_rule = f" (by rule {judged}; overridden: {quoted(override, 80)})" if override else ""
    return f"declared {one.text('severity') or 'an incident'}{by_rule}: {quoted(one.text('title'), limit)}"


def _alerted(one: Event, limit: int) -> str:
    status = "resolved" if one.text("status") == "resolved" else "fired"
    return f"alert {status}: {quoted(one.text('text'), limit)}"


def _assigned(one: Event, _: int) -> str:
    role = for_terminal(one.text("role"), 40).replace("-", " ")
    return f"{person(one.text('person'))} is {role}"


def _phase(one: Event, limit: int) -> str:
    again = one.text("phase") == "investigating"
    word = "investigating again" if again else for_terminal(one.text("phase"), 40)
    return f"{word}: {quoted(one.text('text'), limit)}"


def _corrected(one: Event, _: int) -> str:
    names = {
        "severity": "severity",
        "title": "title",
        "type": "type",
        "impact_began": "impact began",
        "detected_at": "detected",
    }
    parts = [f"{word} {_shown(one.text(name))}" for name, word in names.items() if one.text(name)]
    if services := one.texts("services"):
        parts.append(f"services {', '.join(for_terminal(each, 60) for each in services)}")
    reason = one.text("reason")
    return f"corrected: {'; '.join(parts) or 'nothing'}{f', because {quoted(reason)}' if reason else ''}"


def _shown(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except ValueError:
        return for_terminal(text, 80)


def _escalated(one: Event, limit: int) -> str:
    return f"escalated to {person(one.text('to'))}: {quoted(one.text('text'), limit)}"


def _handoff(one: Event, _: int) -> str:
    to = one.text("to")
    return f"offered to {person(to) if to else 'whoever comes'}; {person(one.actor)} owns it until then"


def _accepted(one: Event, _: int) -> str:
    return f"{person(one.actor)} accepted, and owns it"


def _said(word: str) -> Callable[[Event, int], str]:
    return lambda one, limit: f"{word}: {quoted(one.text('text'), limit)}"


def _noted(one: Event, limit: int) -> str:
    return quoted(one.text("text"), limit)


def _proposed(one: Event, limit: int) -> str:
    return f"proposed to {for_terminal(one.text('action'), 40)}: {quoted(one.text('text'), limit)}"


def _about_proposal(word: str) -> Callable[[Event, int], str]:
    def told(one: Event, limit: int) -> str:
        text = one.text("text")
        return f"{word} a proposal{f': {quoted(text, limit)}' if text else ''}"

    return told


_SENTENCES: Final[Mapping[EventKind, Callable[[Event, int], str]]] = {
    EventKind.DECLARED: _declared,
    EventKind.ALERTED: _alerted,
    EventKind.ASSIGNED: _assigned,
    EventKind.NOTED: _noted,
    EventKind.PHASE: _phase,
    EventKind.IDENTIFIED: _said("cause identified"),
    EventKind.UPDATED: _said("told others"),
    EventKind.CORRECTED: _corrected,
    EventKind.ESCALATED: _escalated,
    EventKind.HANDOFF: _handoff,
    EventKind.ACCEPTED: _accepted,
    EventKind.PROPOSED: _proposed,
    EventKind.APPROVED: _about_proposal("approved"),
    EventKind.REJECTED: _about_proposal("rejected"),
    EventKind.DELIVERED: _about_proposal("delivered"),
}
_ADVICE: Final = {
    DueKind.FIRST_UPDATE: 'midwatch incident update {id} "…"',
    DueKind.UPDATE: 'midwatch incident update {id} "…"',
    DueKind.TRIAGE: 'midwatch incident log {id} "…"',
    DueKind.INVESTIGATION: 'midwatch incident escalate {id} WHOM "…"',
    DueKind.HANDOFF: "midwatch incident accept {id}",
    DueKind.RESOLUTION: 'midwatch incident resolve {id} "…"',
}
