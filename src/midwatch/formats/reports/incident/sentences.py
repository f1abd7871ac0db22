"""What an event says, in one line; what people and alerts wrote stands in quotes."""

from datetime import UTC, datetime, timedelta
from typing import Final

from midwatch.domain.incidents.account.telling import tell
from midwatch.domain.incidents.clock import Due, DueKind
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.triage.evidence import Burning
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.messages.escaping import quoted as in_marks
from midwatch.formats.reports.quantities import burn, percent, span

_SHORT: Final = 160
"""Characters of a quoted text on a line."""


def quoted(text: str, limit: int = _SHORT) -> str:
    """A text from outside, escaped, bounded, and marked as what somebody wrote."""
    return in_marks(for_terminal(" ".join(text.split()), limit))


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
    told = tell(one)
    whom = f" {person(told.person)}" if told.person else ""
    quote = f": {quoted(told.quote, limit)}" if told.quote else ""
    return f"{told.words}{whom}{quote}"


def due(one: Due, now: datetime) -> str:
    """What is due, and when; or by how much it is late."""
    late = one.overdue(now)
    when = f"overdue by {span(late)}" if late is not None else f"due in {span(one.at - now)}"
    return f"{one.kind.value}: {when} ({one.at.astimezone(UTC):%H:%M:%S} UTC)"


def burning(each: Burning) -> str:
    """How fast an objective burns, what an hour of it takes, and what is gone."""
    if isinstance(each.burn, NoData) and isinstance(each.spent, NoData):
        return f"{each.objective}: no data: {for_terminal(each.burn.reason, 160)}"
    parts = []
    if isinstance(each.burn, Measured):
        parts.append(f"burn rate {burn(each.burn.value)} in the last hour")
    if isinstance(each.per_hour, Measured):
        parts.append(f"{percent(each.per_hour.value)} of the budget an hour at this rate")
    if isinstance(each.spent, Measured):
        parts.append(f"{percent(each.spent.value)} of the budget spent")
    return f"{each.objective}: {', '.join(parts)}"


def advice(one: Due, incident: Incident) -> str:
    """The command that does what is due."""
    return _ADVICE[one.kind].format(id=incident.id)


def open_for(incident: Incident, now: datetime) -> timedelta:
    """How long it has been going on, or went on."""
    return max((incident.resolved_at or now) - incident.began, timedelta(0))


_ADVICE: Final = {
    DueKind.FIRST_UPDATE: 'midwatch incident update {id} "…"',
    DueKind.UPDATE: 'midwatch incident update {id} "…"',
    DueKind.TRIAGE: 'midwatch incident log {id} "…"',
    DueKind.INVESTIGATION: 'midwatch incident escalate {id} WHOM "…"',
    DueKind.HANDOFF: "midwatch incident accept {id}",
    DueKind.RESOLUTION: 'midwatch incident resolve {id} "…"',
}
