"""`incident triage`: from an alert to a severity with its reasons, its scope, and what to do first."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.incidents.incident_type import UNKNOWN, IncidentType, signs_in
from midwatch.domain.incidents.reading.judge import indications as read_in
from midwatch.domain.incidents.reading.service_names import services_named
from midwatch.domain.incidents.reading.surroundings import always_fires
from midwatch.domain.incidents.severity import IncidentSeverity, Indication, gravest
from midwatch.domain.incidents.triage.evidence import ServiceEvidence
from midwatch.domain.incidents.triage.measured import SeverityPolicy, indications
from midwatch.domain.incidents.triage.triage import Live, Override, Ranked, Triage
from midwatch.domain.measured import NoData
from midwatch.domain.signals.alert import Alert
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.alerts.read import read

Look = Callable[[Sequence[str], datetime | None], Live | NoData]
"""Asks telemetry about services, and since when the alert fires; NoData where there is none to ask."""

NO_PATTERNS: Final = NoData(
    reason="no past incidents: the team's patterns come from its postmortems, and there is none yet"
)
MEASURED_BETTER: Final = frozenset(
    {
        "half-failing",
        "some-failing",
        "few-failing",
        "one-failing",
        "users-failing",
        "service-failing",
        "multiple-of-latency",
        "seconds-of-latency",
        "slow-for-users",
        "slow",
        "page-level-burn",
        "label",
        "users-impaired",
        "impaired",
        "hardly-failing",
        "not-found",
        "trouble-without-a-name",
    }
)
"""Rules that read from words what telemetry measures: where it does, its numbers count and these stand aside."""
MOST_READ: Final = 500
"""Alerts of a group whose words are read: more of them say the same."""
_EMPTY: Final = IncidentType(
    name=UNKNOWN, title="Unknown", source="", signs=(), checks=(), hypotheses=(), mitigations=()
)
_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,79}")
_SERVICE_LABELS: Final = ("service", "app", "job", "component", "source", "namespace")
_ENVIRONMENT_LABELS: Final = ("environment", "env", "stage", "deployment_environment")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRequest:
    """An alert's text or payload, and what a person adds.

    `context`: more words, which are read with it. `services`: which it is about, where the alert does not say.
    `severity`: a person's own, with `reason`. `skip_comms`: without drafts of messages. `offline`: ask no source.
    `full`: show everything.
    """

    alert: str
    context: str = ""
    services: tuple[str, ...] = ()
    severity: str | None = None
    reason: str | None = None
    skip_comms: bool = False
    offline: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the repository knows: its services with their tiers' words and runbooks, types, and the team's policy.

    `passed_over`: the team's checklists that could not be used.
    """

    services: Mapping[str, "KnownService"]
    types: tuple[IncidentType, ...]
    policy: SeverityPolicy = SeverityPolicy()
    passed_over: tuple["PassedOver", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A checklist of the team's that cannot be used: where, why, and what to write; `ours`: one of ours was taken."""

    place: str
    why: str
    fix: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownService:
    """What a service's file says of it; `runbook`: a path or an address, or empty."""

    name: str
    tier: str
    runbook: str
    environment: str


def triage(request: TriageRequest, *, known: Known, look: Look, at: datetime) -> Triage:
    """Judge an alert by telemetry where it can be asked, and by its words otherwise.

    Of a group the gravest alert comes first; one that always fires is no part of it, unless it is alone.

    Raises InputError for an alert that cannot be read, UnknownName for services and severities that are not there.
    """
    override = override_of(request.severity, request.reason)
    alerts = _telling(read(request.alert))
    text = "\n".join([*(alert.words for alert in alerts[:MOST_READ]), request.context]).strip()
    services = _services(request, alerts, text, known)
    firing = [alert for alert in alerts if not alert.resolved]
    began = min((each.started_at for each in firing if each.started_at), default=None)
    live = (
        look(services, began)
        if not request.offline
        else NoData(reason="--offline: no source was asked")
    )
    graded = _graded(alerts, request.context, _tier(services, known))
    counted, aside = _judged([held for _, held in graded], services, known, live)
    judged = max((each.severity for each in counted), default=IncidentSeverity.NONE)
    kind, signs = _type(text, known.types)
    evidence = live.evidence if isinstance(live, Live) else ()
    return Triage(
        at=at.astimezone(UTC),
        alerts=(*(alert for alert, _ in graded), *alerts[MOST_READ:]),
        read=min(len(alerts), MOST_READ),
        context=request.context,
        services=services or tuple(each.service for each in evidence),
        environment=_label(alerts, _ENVIRONMENT_LABELS),
        severity=override.severity if override else judged,
        override=override,
        indications=counted,
        aside=aside,
        live=live,
        impact_began=min((each.onset for each in evidence if each.onset), default=None),
        type=kind,
        type_signs=signs,
        hypotheses=_ranked(kind, text),
        similar=NO_PATTERNS,
        runbook=_runbook(alerts, services, known),
    )


def override_of(severity: str | None, reason: str | None) -> Override | None:
    """A person's own severity. Raises InputError where no reason is given with it, or one without it."""
    if severity is None:
        return None
    named = next(
        (each for each in IncidentSeverity if each.value.lower() == severity.lower()), None
    )
    if named is None:
        names = [each.value for each in IncidentSeverity]
        raise UnknownName.among("severity", for_terminal(severity, 40), names)
    if not (reason or "").strip():
        raise InputError(
            f"{named.value} needs a reason",
            why="a severity that no rule gave is recorded with who gave it, and why",
            fix='add --reason "…", such as what you see that telemetry does not',
        )
    return Override(severity=named, reason=(reason or "").strip())


def _services(
    request: TriageRequest, alerts: Sequence[Alert], text: str, known: Known
) -> tuple[str, ...]:
    """Those that a person names, else those that labels or words name, else the first that a label says."""
    for name in request.services:
        if known.services and name not in known.services:
            raise UnknownName.among("service", for_terminal(name, 60), known.services)
    labelled = dict.fromkeys(
        alert.labels[label]
        for alert in alerts
        for label in _SERVICE_LABELS
        if _NAME.fullmatch(alert.labels.get(label, ""))
    )
    by_label = tuple(name for name in labelled if name in known.services)
    said = services_named(text, known.services.keys())
    return request.services or by_label or said or tuple(labelled)[:1]


def _telling(alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
    """Those that fire first; without those that always do."""
    told = [alert for alert in alerts if not always_fires(alert.name)]
    return tuple(sorted(told or alerts, key=lambda alert: alert.resolved))


def _tier(services: Sequence[str], known: Known) -> Mapping[str, str]:
    """What the files of the services say, as a label."""
    tiers = {known.services[name].tier for name in services if name in known.services}
    return {"tier": "internal"} if tiers == {"internal"} else {}


def _graded(
    alerts: Sequence[Alert], context: str, own: Mapping[str, str]
) -> Sequence[tuple[Alert, tuple[Indication, ...]]]:
    """Each alert with what its words and labels say: those that fire first, and of them the gravest."""
    graded = []
    for alert in alerts[:MOST_READ]:
        status = {"status": "resolved"} if alert.resolved else {}
        words = f"{alert.words}\n{context}".strip()
        graded.append((alert, read_in(words, {**alert.labels, **own, **status})))
    return sorted(graded, key=lambda pair: (pair[0].resolved, gravest(pair[1]).rank))


def _judged(
    told: Sequence[Sequence[Indication]],
    services: Sequence[str],
    known: Known,
    live: Live | NoData,
) -> tuple[tuple[Indication, ...], tuple[Indication, ...]]:
    """Rules that count, and those that telemetry knows better, both gravest first."""
    said = list(_said(told))
    evidence = live.evidence if isinstance(live, Live) else ()
    measured = [held for each in evidence for held in indications(each, known.policy)]
    if not _all_measured(evidence, services):
        return _by_gravity([*measured, *said]), ()
    aside = [each for each in said if each.rule in MEASURED_BETTER]
    counted = [*measured, *(each for each in said if each.rule not in MEASURED_BETTER)]
    return _by_gravity(counted), _by_gravity(aside)


def _all_measured(evidence: Sequence[ServiceEvidence], services: Sequence[str]) -> bool:
    measured = {each.service for each in evidence if each.is_measured}
    return bool(services) and measured.issuperset(services)


def _said(told: Sequence[Sequence[Indication]]) -> Iterator[Indication]:
    """What words and labels of all alerts say, each rule once, at its gravest."""
    found: dict[str, Indication] = {}
    for each in (one for held in told for one in held):
        if each.rule not in found or found[each.rule].severity < each.severity:
            found[each.rule] = each
    yield from found.values()


def _by_gravity(held: Iterable[Indication]) -> tuple[Indication, ...]:
    return tuple(sorted(held, key=lambda each: each.severity.rank))


def _type(text: str, types: Sequence[IncidentType]) -> tuple[IncidentType, tuple[str, ...]]:
    """The type with most signs in the text, the first of equals; `unknown` where none has any."""
    scored = [(each, signs_in(text, each.signs)) for each in types]
    best, signs = max(scored, key=lambda pair: len(pair[1]), default=(None, ()))
    if best is not None and signs:
        return best, signs
    unknown = next((each for each in types if each.name == UNKNOWN), best)
    return unknown or _EMPTY, ()


def _ranked(kind: IncidentType, text: str) -> tuple[Ranked, ...]:
    """Hypotheses with words that speak for them first, in the order of the file otherwise."""
    found = [
        Ranked(hypothesis=each, signs=signs_in(text, each.signs), past=NO_PATTERNS)
        for each in kind.hypotheses
    ]
    return tuple(sorted(found, key=lambda each: -len(each.signs)))


def _label(alerts: Sequence[Alert], names: Sequence[str]) -> str:
    found = (alert.labels[name] for alert in alerts for name in names if name in alert.labels)
    return next(found, "")


def _runbook(alerts: Sequence[Alert], services: Sequence[str], known: Known) -> str:
    own = (known.services[name].runbook for name in services if name in known.services)
    told = (alert.runbook for alert in alerts if " " not in alert.runbook.strip())
    return next((each for each in (*own, *told) if each), "")
