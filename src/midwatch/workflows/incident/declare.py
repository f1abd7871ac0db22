"""`incident declare`: begin an incident, with its severity, its owner and the alert as it came."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import EventKind, heads
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.severity import IncidentSeverity, Indication
from midwatch.domain.incidents.triage.triage import Triage
from midwatch.domain.redaction import redact
from midwatch.domain.signals.alert import Alert
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import Draft, IncidentMemory, Kept
from midwatch.workflows.incident.finding import all_incidents
from midwatch.workflows.incident.recording import LONGEST_LINE, LONGEST_TEXT, Recorded, Scribe
from midwatch.workflows.incident.triage.triage import Known, Look, TriageRequest, triage

MOST_ALERTS: Final = 100
"""Alerts that are recorded at once, those that fire first."""
_NAME: Final = 40
_MOST_INDICATIONS: Final = 12
_UNTOLD: Final = Indication(
    severity=IncidentSeverity.SEV3,
    rule="declared",
    because="no rule tells how grave it is, and whoever declares it says that it is an incident",
)
_NAMES_OF_THINGS: Final = frozenset({"secret"})
"""Labels whose values are names, whatever their own name says: Kubernetes calls an object with secrets one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareRequest:
    """What happened, and what a person adds; what is not said is read from the alert, or measured.

    `alert`: its text or payload. `title`: one line for people. `name`: the end of the id. `commander`: who owns it, or
    whoever declares. `impact_began`: when it began to hurt, where somebody knows. `confidential`: kept on a branch that
    is not pushed. `another`: declare it although an open incident has the same alert.
    """

    alert: str
    actor: str
    context: str = ""
    title: str | None = None
    name: str | None = None
    services: tuple[str, ...] = ()
    severity: str | None = None
    reason: str | None = None
    commander: str | None = None
    impact_began: datetime | None = None
    confidential: bool = False
    another: bool = False
    offline: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The incident, with the triage behind it. `known_before`: an open incident had the alert already, and got it.

    `proposed`: the alert is over, and a resolution was proposed instead. `untaken`: fields of the request that say what
    an incident that was known before is not changed by. `left_out`: how many alerts beyond `MOST_ALERTS` were not
    recorded.
    """

    recorded: Recorded
    triage: Triage
    known_before: bool = False
    proposed: bool = False
    untaken: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def waits_for_others(self) -> bool:
        """Whether what came is over, and other alerts of the incident still fire."""
        over = all(alert.resolved for alert in self.triage.alerts)
        return self.known_before and over and not self.proposed

    @property
    def ungraded(self) -> bool:
        """Whether no rule told how grave it is."""
        return _UNTOLD in self.triage.indications


def declare(
    request: DeclareRequest, *, memory: IncidentMemory, known: Known, look: Look
) -> Declared:
    """Judge the alert and begin an incident; an alert that an open one has is added to that.

    An alert that is resolved proposes to resolve the incident that has it; where none has it, it begins none, unless
    `another` or a severity is given. What no rule finds grave is `SEV3` until somebody says more: a person declares it.
    Raises InputError, and records nothing, for what cannot be read or recorded.
    """
    scribe = Scribe(memory, request.actor, request.at)
    now = memory.now()
    found = _graded(triage(_asked(request), known=known, look=look, at=request.at or now))
    incidents, _ = all_incidents(memory)
    same = None if request.another else _with_same_alert(incidents, found.alerts)
    shared = same is not None and request.confidential and not same.confidential
    if same is not None and not shared:
        return replace(_added(scribe, same, found), untaken=tuple(_untaken(request)))
    if same is None:
        _still_fires(request, found.alerts)
    name = _id(request, found, memory.ids(), now)
    declaration = scribe.draft(
        name,
        EventKind.DECLARED,
        _declaration(scribe, request, found, now),
        confidential=request.confidential,
    )
    told = [alert for alert in found.alerts if _adds_to(found.title, alert)]
    alerts = _alerts(scribe, name, told[:MOST_ALERTS], confidential=request.confidential)
    recorded = scribe.recorded(None, memory.append([declaration, *alerts]))
    return Declared(recorded=recorded, triage=found, left_out=len(told[MOST_ALERTS:]))


def _graded(found: Triage) -> Triage:
    """What a person declares is an incident, whatever the rules make of it. Raises InputError for `none`."""
    if found.severity is not IncidentSeverity.NONE:
        return found
    if found.override is not None:
        raise InputError(
            "no incident is declared",
            why="its severity is to be none, and that is no incident",
            fix="name SEV1 to SEV4, or leave --severity out",
        )
    return replace(found, severity=_UNTOLD.severity, indications=(_UNTOLD,))


def _untaken(request: DeclareRequest) -> Iterator[str]:
    """What a person said beside an alert that an incident has already: that stands as it is declared."""
    said = ("title", "name", "services", "severity", "commander", "impact_began", "context")
    yield from (name for name in said if getattr(request, name))


def _still_fires(request: DeclareRequest, alerts: Sequence[Alert]) -> None:
    """What is over begins no incident, unless a person says so. Raises InputError."""
    over = alerts and all(alert.resolved for alert in alerts)
    if over and not (request.another or request.severity):
        raise InputError(
            "no incident is declared",
            why="its alert is resolved, and no open incident has it",
            fix="add --another to record it all the same",
        )


def _adds_to(title: str, alert: Alert) -> bool:
    """Whether an alert says more than its title, which the declaration has: a sentence that a person typed does not."""
    return bool(alert.key or alert.labels) or alert.words.strip() != title.strip()


def _asked(request: DeclareRequest) -> TriageRequest:
    return TriageRequest(
        alert=request.alert or request.title or "",
        context=request.context,
        services=request.services,
        severity=request.severity,
        reason=request.reason,
        offline=request.offline,
    )


def _with_same_alert(incidents: Sequence[Incident], alerts: Sequence[Alert]) -> Incident | None:
    """The open incident, newest first, that has one of the alerts already."""
    keys = {_which(alert) for alert in alerts if alert.key}
    for incident in incidents:
        told = incident.of_kind(EventKind.ALERTED)
        if incident.is_open and any((e.text("origin"), e.text("key")) in keys for e in told):
            return incident
    return None


def _added(scribe: Scribe, incident: Incident, found: Triage) -> Declared:
    """Add what is new in the alert to an incident that is open; where all of it is over, propose to resolve that."""
    parents = heads(incident.events)
    last = {
        (event.text("origin"), event.text("key")): event.text("status")
        for event in incident.of_kind(EventKind.ALERTED)
    }
    told = [alert for alert in found.alerts if last.get(_which(alert)) != _status(alert)]
    drafts = _alerts(
        scribe,
        incident.id,
        told[:MOST_ALERTS],
        parents=parents,
        confidential=incident.confidential,
    )
    over = _all_over(last, found.alerts)
    if over and drafts:
        because = {"action": "resolve", "text": "every alert of it is resolved"}
        confidential = incident.confidential
        drafts.append(
            scribe.draft(
                incident.id,
                EventKind.PROPOSED,
                because,
                parents=parents,
                confidential=confidential,
            )
        )
    kept = scribe.memory.append(drafts) if drafts else Kept(events=(), held_back=None)
    recorded = scribe.recorded(incident, kept)
    return Declared(
        recorded=recorded,
        triage=found,
        known_before=True,
        proposed=over,
        left_out=len(told[MOST_ALERTS:]),
    )


def _all_over(last: Mapping[tuple[str, str], str], alerts: Sequence[Alert]) -> bool:
    """Whether every alert is over: those that come now, and those that the incident has and nobody tells of now."""
    told = {_which(alert) for alert in alerts}
    others = (status for which, status in last.items() if which[1] and which not in told)
    return all(alert.resolved for alert in alerts) and all(each == "resolved" for each in others)


def _alerts(
    scribe: Scribe,
    incident: str,
    alerts: Sequence[Alert],
    *,
    confidential: bool,
    parents: tuple[str, ...] = (),
) -> list[Draft]:
    """Alerts as events: each at the moment at which its sender says that it fired, or was over."""
    now = scribe.memory.now()
    drafts = []
    for alert in alerts:
        said = alert.ended_at if alert.resolved else alert.started_at
        drafts.append(
            scribe.draft(
                incident,
                EventKind.ALERTED,
                _alert(scribe, alert),
                parents=parents,
                confidential=confidential,
                at=said if said is not None and said <= now else None,
            )
        )
    return drafts


def _id(request: DeclareRequest, found: Triage, taken: Collection[str], now: datetime) -> str:
    """The day and a name; the same name on the same day gets a number."""
    day = (request.at or now).astimezone(UTC).date().isoformat()
    kinds = [*found.services[:1], *([found.type.name] if found.type_signs else [])]
    words = request.name or " ".join(dict.fromkeys(kinds)) or request.title or found.title
    slug = (
        re.sub(r"[^a-z0-9]+", "-", redact(words).text.lower()).strip("-")[:_NAME].strip("-")
        or "incident"
    )
    ids = (f"{day}-{slug}{'' if n == 1 else f'-{n}'}" for n in range(1, len(taken) + 2))
    return next(each for each in ids if each not in taken)


def _declaration(
    scribe: Scribe, request: DeclareRequest, found: Triage, now: datetime
) -> Mapping[str, object]:
    title = request.title or for_terminal(
        scribe.foreign(" ".join(found.title.split()), LONGEST_LINE), LONGEST_LINE
    )
    told = [each.started_at for each in found.alerts if each.started_at]
    began = min((at for at in told if at <= now), default=None)
    data: dict[str, object] = {
        "title": scribe.line("title", title),
        "severity": found.severity.value,
        "judged": found.judged.value,
        "because": list(_because(scribe, found.indications)),
        "services": [scribe.foreign(each, LONGEST_LINE) for each in found.services],
        "type": found.type.name,
        "environment": for_terminal(scribe.foreign(found.environment, 60), 60),
        "commander": scribe.line("commander", request.commander or scribe.actor),
    }
    if found.override is not None:
        data["override"] = scribe.text("reason", found.override.reason)
    if began is not None:
        data["detected_at"] = began.isoformat()
    if request.impact_began is not None:
        data["impact_began"] = request.impact_began.astimezone(UTC).isoformat()
    if found.impact_began is not None:
        data["impact_proposed"] = found.impact_began.isoformat()
    return data


def _because(scribe: Scribe, held: Sequence[Indication]) -> Iterator[Mapping[str, object]]:
    for each in held[:_MOST_INDICATIONS]:
        told: dict[str, object] = {
            "severity": each.severity.value,
            "rule": each.rule,
            "because": scribe.text("rule", each.because),
        }
        if each.provenance is not None:
            told["query"], told["source"] = each.provenance.query, each.provenance.source
        yield told


def _alert(scribe: Scribe, alert: Alert) -> Mapping[str, object]:
    """An alert as it came: bounded, and without secrets. What a person typed is in the declaration's words too."""
    return {
        "origin": alert.origin.value,
        "key": _key(alert),
        "status": _status(alert),
        "text": scribe.foreign(alert.words, LONGEST_TEXT),
        "labels": dict(_labels(scribe, alert)),
        "link": scribe.foreign(alert.link, LONGEST_LINE),
    }


def _which(alert: Alert) -> tuple[str, str]:
    return alert.origin.value, _key(alert)


def _status(alert: Alert) -> str:
    return "resolved" if alert.resolved else "firing"


def _key(alert: Alert) -> str:
    """What tells an alert from others of its sender, as it is recorded."""
    return redact(alert.key).text


def _labels(scribe: Scribe, alert: Alert) -> Iterator[tuple[str, str]]:
    """Names and values; a name may say that its value is a secret."""
    for name, whole in alert.labels.items():
        if not whole[:LONGEST_LINE].strip():
            continue
        if name in _NAMES_OF_THINGS:
            yield name, scribe.foreign(whole, LONGEST_LINE)
        else:
            told = scribe.foreign(f"{name}={whole.strip()}", len(name) + 1 + LONGEST_LINE)
            shown, _, kept = told.partition("=")
            yield shown, kept
