"""What a message can refer to: the facts of an incident, as a person reads them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.incidents.account.record import moments_of
from midwatch.domain.incidents.account.telling import impact_of
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.command import Role
from midwatch.domain.incidents.comms.facts import Fact, Facts
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.incidents.times import Times
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.units import in_utc
from midwatch.formats.reports.quantities import percent, span

NAMES: Final[Mapping[str, str]] = {
    "id": "the incident's id",
    "title": "its title, quoted",
    "severity": "SEV1 to SEV4; “No incident” where it turned out to be none",
    "response": "what answers this severity",
    "type": "the type, such as `database`",
    "services": "the services concerned",
    "environment": "where it happens",
    "phase": "investigating, mitigated, monitoring or resolved",
    "commander": "who is incident commander",
    "technical_lead": "who is technical lead",
    "communications_lead": "who is communications lead",
    "scribe": "who is scribe",
    "day": "the day on which it began, in UTC",
    "now": "when the message is made",
    "began": "when the impact began; a person confirms it",
    "detected": "when an alert or a person noticed",
    "acknowledged": "when the first person acted",
    "declared": "when it was declared",
    "mitigated": "when the harm was stopped, for good as yet",
    "resolved": "when it was resolved",
    "elapsed": "how long it has lasted: from the impact's beginning, else from detection, to its resolution or now",
    "to_detect": "from the beginning of the impact to detection",
    "to_acknowledge": "from detection to the first act",
    "to_mitigate": "from the beginning of the impact to mitigation",
    "to_resolve": "from the beginning of the impact to resolution",
    "next_update": "by when the next update follows, if this one goes out now",
    "last_update": "what others were told last, quoted",
    "last_update_at": "when they were told",
    "impact": "what users notice, in the words that somebody recorded",
    "cause": "the cause, in the words of who identified it",
    "cause_identified": "when the cause was identified",
    "mitigation": "how the harm was stopped, in the words of who did it",
    "budget_spent": "the share of each error budget that the incident spent; `budget_spent.<objective>` of one",
    "budget_minutes": "the same as time; `budget_minutes.<objective>` of one",
}
"""Every reference that always exists, and what it shows."""

_PLAIN: Final = re.compile(r"\w[\w.+-]*(?:@[\w.-]+)?(?: [\w.+-]+){0,3}")
"""A name that cannot be taken for a sentence of ours, and calls nobody."""
_LONGEST_NAME: Final = 60
_BACKTICKED: Final = re.compile(r"[:;]? *`.*", re.DOTALL)


def facts_of(
    incident: Incident,
    times: Times,
    now: datetime,
    budget: Sequence[BudgetSpent] = (),
    measured: Mapping[str, Measured[str] | NoData] | None = None,
    policy: ClockPolicy | None = None,
) -> Facts:
    """Every fact by name; `measured` adds more, as `formats.reports.quantities` shows them, and wins.

    Moments are UTC, with the date where it is not that of `now`.
    """
    day = f"{in_utc(incident.began):%Y-%m-%d}"
    facts = [
        Fact(name="now", text=moment(now, now), origin="the clock"),
        Fact(name="day", text=day, origin="the events"),
        *_identity(incident),
        *_people(incident),
        *moments(incident, now).values(),
        *_spans(incident, times, now),
        *_told(incident, now, policy or ClockPolicy()),
        *_budget(budget),
        *(_measured(name, value) for name, value in (measured or {}).items()),
    ]
    return {fact.name: fact for fact in facts}


def moment(at: datetime, now: datetime) -> str:
    """A moment as a person reads it: `02:14 UTC`, `2026-03-01 23:50 UTC` where that is not today."""
    utc = in_utc(at)
    today = utc.date() == in_utc(now).date()
    return f"{utc:%H:%M} UTC" if today else f"{utc:%Y-%m-%d %H:%M} UTC"


def _identity(incident: Incident) -> Iterator[Fact]:
    declared = _id_of(incident, "its declaration")
    yield Fact(name="id", text=incident.id, origin="the incident's id")
    yield _words("title", incident.title, declared, "it has no title yet")
    none = incident.severity is IncidentSeverity.NONE
    word = "No incident" if none else incident.severity.value
    yield Fact(name="severity", text=word, origin=declared)
    yield Fact(name="response", text=incident.severity.response, origin="the table of severities")
    yield _name("type", incident.type, declared, "no type is known")
    yield _list("services", incident.services, declared)
    yield _name("environment", incident.environment, declared, "no environment was named")
    phase = incident.phases[-1].event.id if incident.phases else declared
    yield Fact(name="phase", text=incident.phase.value, origin=phase)


def _people(incident: Incident) -> Iterator[Fact]:
    for role in Role:
        name = role.value.replace("-", "_")
        yield _name(name, incident.roles.get(role, ""), "the events", f"no {role.title} is named")


_UNKNOWN_MOMENTS: Final = {
    "began": "nobody confirmed when the impact began",
    "detected": "nobody recorded when it was detected",
    "acknowledged": "no person has acted yet",
    "declared": "its declaration is not here",
    "mitigated": "it is not mitigated yet",
    "resolved": "it is not resolved yet",
}


def moments(incident: Incident, today: datetime) -> Facts:
    """The facts that are moments, with the date where it is another than that of `today`."""
    return {fact.name: fact for fact in _moments(incident, today)}


def _moments(incident: Incident, now: datetime) -> Iterator[Fact]:
    known = moments_of(incident)
    for name, why in _UNKNOWN_MOMENTS.items():
        at = known.get(name)
        yield _moment(name, at, now, "the events") if at else _absent(name, why)
    found = incident.identified
    yield (
        _moment("cause_identified", found.occurred_at, now, found.id)
        if found
        else _absent("cause_identified", "no cause is identified")
    )


def _spans(incident: Incident, times: Times, now: datetime) -> Iterator[Fact]:
    start = "impact began" if incident.impact_began else "detected"
    end = incident.resolved_at
    query = f"{start} → {'resolved' if end else 'now'}"
    origin = Provenance(query=query, range=None, samples=None, source="incident events")
    elapsed = max((end or now) - incident.began, timedelta(0))
    yield Fact(name="elapsed", text=span(elapsed), origin=origin)
    yield _measured("to_detect", _shown(times.to_detect))
    yield _measured("to_acknowledge", _shown(times.to_acknowledge))
    yield _measured("to_mitigate", _shown(times.to_mitigate))
    yield _measured("to_resolve", _shown(times.to_resolve))


def _told(incident: Incident, now: datetime, policy: ClockPolicy) -> Iterator[Fact]:
    every = policy.update_every.get(incident.severity)
    if not incident.is_open:
        yield _absent("next_update", "it is resolved")
    elif every is None:
        yield _absent("next_update", "no update is due for this severity")
    else:
        yield _moment("next_update", now + every, now, f"now + {span(every)}")
    updates = incident.of_kind(EventKind.UPDATED)
    last = updates[-1] if updates else None
    yield _event_words("last_update", last, "text", "nobody was told yet")
    yield (
        _moment("last_update_at", last.occurred_at, now, last.id)
        if last
        else _absent("last_update_at", "nobody was told yet")
    )
    yield _event_words(
        "impact", impact_of(incident.events), "impact", "nobody recorded what users notice"
    )
    yield _event_words("cause", incident.identified, "text", "no cause is identified")
    stopped = [each for each in incident.phases if each.how and each.phase.value == "mitigated"]
    yield _event_words(
        "mitigation",
        stopped[-1].event if stopped else None,
        "text",
        "nobody recorded how it was stopped",
    )


def _budget(budget: Sequence[BudgetSpent]) -> Iterator[Fact]:
    shares = {each.objective: _percent(each.share) for each in budget}
    minutes = {each.objective: _shown(each.minutes) for each in budget}
    for name, values in (("budget_spent", shares), ("budget_minutes", minutes)):
        yield from (_measured(f"{name}.{key}", value) for key, value in values.items())
        yield _all_of(name, values)


def _all_of(name: str, values: Mapping[str, Measured[str] | NoData]) -> Fact:
    """Of every objective that has a value; none where no one has."""
    known = {key: each for key, each in values.items() if isinstance(each, Measured)}
    if not known:
        first = next(iter(values.values()), None)
        why = first.reason if isinstance(first, NoData) else "no budget was measured"
        return _absent(name, why)
    text = ", ".join(f"{each.value} of {key}" for key, each in known.items())
    return Fact(name=name, text=text, origin=next(iter(known.values())).provenance)


def _percent(share: Measured[float] | NoData) -> Measured[str] | NoData:
    return share.map(percent) if isinstance(share, Measured) else share


def _shown(length: Measured[timedelta] | NoData) -> Measured[str] | NoData:
    return length.map(span) if isinstance(length, Measured) else length


def _measured(name: str, value: Measured[str] | NoData) -> Fact:
    if isinstance(value, NoData):
        return _absent(name, value.reason)
    return Fact(name=name, text=value.value, origin=value.provenance)


def _moment(name: str, at: datetime, now: datetime, origin: str) -> Fact:
    return Fact(name=name, text=moment(at, now), origin=origin)


def _absent(name: str, why: str) -> Fact:
    """No data; the reason without the command that helps, and without it where it holds a digit."""
    reason = _BACKTICKED.sub("", why)
    has_digit = any(each.isnumeric() for each in reason)
    text = "no data" if has_digit or not reason else f"no data: {reason}"
    return Fact(name=name, text=text, origin=reason, known=False)


def _words(name: str, text: str, origin: str, why: str) -> Fact:
    if not text.strip():
        return _absent(name, why)
    return Fact(name=name, text=text, origin=origin, quoted=True)


def _event_words(name: str, event: Event | None, key: str, why: str) -> Fact:
    return _words(name, event.text(key) if event else "", event.id if event else "", why)


def _name(name: str, text: str, origin: str, why: str) -> Fact:
    """A name stands as it is, unless it could be taken for more than a name."""
    if not text.strip():
        return _absent(name, why)
    return Fact(name=name, text=text, origin=origin, quoted=not is_plain(text))


def is_plain(text: str) -> bool:
    """Whether a foreign text is a mere name, which needs no quotation marks."""
    return len(text) <= _LONGEST_NAME and _PLAIN.fullmatch(text) is not None


def _list(name: str, texts: Sequence[str], origin: str) -> Fact:
    if not texts:
        return _absent(name, "no service was named")
    return Fact(
        name=name, text=", ".join(texts), origin=origin, quoted=not all(map(is_plain, texts))
    )


def _id_of(incident: Incident, otherwise: str) -> str:
    told = incident.of_kind(EventKind.DECLARED, EventKind.CORRECTED)
    return told[-1].id if told else otherwise
