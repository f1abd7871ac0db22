"""One incident on a terminal: how it stands, what is due, and what happened."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.command import Phase, Role
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.incidents.times import times
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.incident.sentences import (
    advice,
    clock,
    event,
    open_for,
    person,
    quoted,
)
from midwatch.formats.reports.incident.sentences import (
    due as due_sentence,
)
from midwatch.formats.reports.look import PLAIN, Ink, Look
from midwatch.formats.reports.quantities import span

LAST: Final = 20
"""Events that are shown unless all are asked for."""
_TIMES = (
    ("detect", "to_detect"),
    ("acknowledge", "to_acknowledge"),
    ("mitigate", "to_mitigate"),
    ("resolve", "to_resolve"),
)


def render(
    incident: Incident,
    dues: Sequence[Due],
    findings: Sequence[Finding],
    now: datetime,
    look: Look = PLAIN,
    *,
    full: bool = False,
) -> str:
    """The whole page."""
    parts = [
        [*head(incident, now, look)],
        [*due_lines(incident, dues, now, look)],
        [*handed_over(incident, look)],
        [*_times(incident, look)],
        [*_findings(findings, look)],
        [*timeline(incident.events, now, look, full=full)],
        [*next_commands(incident, look)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def head(incident: Incident, now: datetime, look: Look) -> Iterator[str]:
    """What it is, how it stands, and whose it is."""
    ink = severity_ink(incident.severity)
    length = span(open_for(incident, now))
    gone = "open for" if incident.is_open else "took"
    yield (
        f"{look.ink(incident.severity.value, Ink.STRONG, ink)} {look.ink(incident.phase.value, Ink.STRONG)}"
        f" · {incident.id} · {gone} {length}{' · confidential' if incident.confidential else ''}"
    )
    yield f"  {quoted(incident.title)}"
    services = ", ".join(for_terminal(each, 60) for each in incident.services) or "not said"
    where = f" in {for_terminal(incident.environment, 40)}" if incident.environment else ""
    yield f"  services  {services}{where} · type {for_terminal(incident.type, 40)}"
    yield f"  {_roles(incident)}"
    yield f"  {_moments(incident, now)}"
    if incident.identified is not None:
        yield f"  cause  {quoted(incident.identified.text('text'))}"


def due_lines(incident: Incident, dues: Sequence[Due], now: datetime, look: Look) -> Iterator[str]:
    """What is due, each with the command that does it."""
    if dues:
        yield look.ink("Due", Ink.STRONG)
    for one in dues:
        late = one.overdue(now) is not None
        text = due_sentence(one, now)
        yield f"  {look.ink(text, Ink.BAD) if late else text}"
        yield f"      {look.ink(advice(one, incident), Ink.FAINT)}"


def handed_over(incident: Incident, look: Look) -> Iterator[str]:
    """The brief of an offer that waits: what the outgoing person says; the rest of the page is computed."""
    offer = incident.pending_handoff
    if offer is None:
        return
    to = person(offer.to) if offer.to else "whoever comes"
    yield f"{look.ink('Handoff', Ink.STRONG)} to {to}: {person(incident.owner)} owns it until it is accepted"
    for word, name in (("ruled out", "ruled_out"), ("risk", "risks"), ("next", "next_steps")):
        for text in offer.offer.texts(name):
            yield f"  {word:9}  {quoted(text)}"


def timeline(events: Sequence[Event], now: datetime, look: Look, *, full: bool) -> Iterator[str]:
    """What happened, oldest first; of many the last ones, unless all are asked for."""
    shown = events if full or len(events) <= LAST else events[-LAST:]
    yield f"{look.ink('Timeline', Ink.STRONG)} (UTC)"
    if len(shown) < len(events):
        yield look.ink(f"  … {len(events) - len(shown)} earlier: add --full", Ink.FAINT)
    for one in shown:
        text = event(one, limit=2_000 if full else 160)
        late = one.recorded_at - one.occurred_at > timedelta(minutes=1)
        noted = f", noted {clock(one.recorded_at, one.occurred_at)}" if late else ""
        yield f"  {clock(one.occurred_at, now)}  {text}  {look.ink(f'{person(one.actor)}{noted}', Ink.FAINT)}"


def next_commands(incident: Incident, look: Look) -> Iterator[str]:
    """What a person may want to type next."""
    if not incident.is_open:
        yield look.ink(f"Next  midwatch incident report {incident.id}", Ink.FAINT)
        return
    verb = "mitigate" if incident.phase is Phase.INVESTIGATING else "resolve"
    yield look.ink(f'Next  midwatch incident log {incident.id} "…"', Ink.FAINT)
    yield look.ink(f'      midwatch incident {verb} {incident.id} "…"', Ink.FAINT)


def severity_ink(severity: IncidentSeverity) -> Ink:
    """The colour of a severity."""
    if severity.is_major:
        return Ink.BAD
    return Ink.GOOD if severity is IncidentSeverity.NONE else Ink.CAUTION


def _roles(incident: Incident) -> str:
    held = [
        f"{role.title} {person(incident.roles[role])}" for role in Role if role in incident.roles
    ]
    return (
        " · ".join(held)
        or "nobody owns it here: its declaration lies in another clone (`midwatch sync`)"
    )


def _moments(incident: Incident, now: datetime) -> str:
    parts = []
    if incident.impact_began is not None:
        parts.append(f"impact began {clock(incident.impact_began, now)}")
    elif (proposed := _proposed(incident)) is not None:
        parts.append(f"impact began about {clock(proposed, now)} (measured; not confirmed)")
    else:
        parts.append("impact began: not confirmed")
    if incident.detected_at is not None:
        parts.append(f"detected {clock(incident.detected_at, now)}")
    if incident.declared_at is not None:
        parts.append(f"declared {clock(incident.declared_at, now)} UTC")
    return " · ".join(parts)


def _proposed(incident: Incident) -> datetime | None:
    return next(
        (found for each in incident.events if (found := each.moment("impact_proposed"))), None
    )


def _times(incident: Incident, look: Look) -> Iterator[str]:
    if incident.is_open:
        return
    took = times(incident)
    yield look.ink("Times", Ink.STRONG)
    for word, name in _TIMES:
        found: Measured[timedelta] | NoData = getattr(took, name)
        text = span(found.value) if isinstance(found, Measured) else f"no data: {found.reason}"
        yield f"  to {word:11}  {text}"


def _findings(findings: Sequence[Finding], look: Look) -> Iterator[str]:
    if findings:
        yield look.ink("Contradictions", Ink.STRONG, Ink.CAUTION)
    for each in findings:
        yield f"  {each.what} ({each.code})"
        yield f"      {look.ink(f'fix: {each.fix}', Ink.FAINT)}"
