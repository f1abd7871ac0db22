"""Incidents in a table: one line each, the open ones first with what is overdue."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.incident import Incident
from midwatch.formats.reports.incident.sentences import due, open_for, person, quoted
from midwatch.formats.reports.incident.text import severity_ink
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.quantities import span

Listed = tuple[Incident, tuple[Due, ...]]


def render(
    listed: Sequence[Listed], hidden: int, now: datetime, look: Look, *, narrowed: bool = False
) -> str:
    """The table; `hidden`: how many are resolved and not shown; `narrowed`: only some were asked for."""
    lines = [line for each in listed for line in _lines(*each, now, look)]
    if not lines:
        none = (
            "No incident is of that time or service."
            if narrowed
            else "No incident is remembered here."
        )
        lines = ["No incident is open." if hidden else none]
    if hidden:
        lines.append(look.ink(f"{hidden} resolved: midwatch incident list --all", Ink.FAINT))
    elif not listed and not narrowed:
        lines.append(look.ink("Next  midwatch incident triage", Ink.FAINT))
    return "\n".join(lines)


def _lines(incident: Incident, dues: Sequence[Due], now: datetime, look: Look) -> Iterator[str]:
    severity = look.ink(f"{incident.severity.value:4}", Ink.STRONG, severity_ink(incident.severity))
    yield (
        f"{severity}  {incident.phase.value:13}  {incident.id}  {span(open_for(incident, now)):>8}"
        f"  {person(incident.owner)}"
    )
    yield f"      {quoted(incident.title, 100)}"
    for each in dues:
        if each.overdue(now) is not None:
            yield f"      {look.ink(due(each, now), Ink.BAD)}"
