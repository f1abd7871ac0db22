"""The answer of `incident triage`."""

from collections.abc import Iterable, Mapping

from pydantic import Field

from midwatch.domain.incidents.incident_type import Check, Mitigation
from midwatch.domain.incidents.severity import Indication
from midwatch.domain.incidents.triage.evidence import Burning, Failing, ServiceEvidence
from midwatch.domain.incidents.triage.triage import Live, Ranked, Triage
from midwatch.formats.payloads._base import (
    MeasuredPayload,
    Moment,
    NoDataPayload,
    Part,
    Payload,
    ProvenancePayload,
    Text,
    measured,
    no_data,
    provenance,
)

Number = MeasuredPayload[float] | NoDataPayload


class IndicationPart(Part):
    """A rule that held."""

    severity: str
    rule: str
    because: Text
    quote: Text = Field(description="The words that it read; empty: it rests on telemetry")
    value: float | None
    limit: float | None
    provenance: ProvenancePayload | None


class FailingPart(Part):
    """Bad events of an objective since the onset."""

    objective: Text
    slow: bool
    share_ratio: Number
    bad_events: float


class BurningPart(Part):
    """How fast an objective burns."""

    objective: Text
    burn_rate: Number
    page_at_burn_rate: float | None = Field(
        description="The page whose conditions hold; null: none"
    )
    ticket_at_burn_rate: float | None
    budget_spent_ratio: Number
    budget_per_hour_ratio: Number


class EvidencePart(Part):
    """What was measured of a service."""

    service: Text
    critical: bool
    internal: bool
    onset: Moment | None
    window_seconds: float
    failing: tuple[FailingPart, ...]
    burning: tuple[BurningPart, ...]


class AffectedPart(Part):
    """A service in the scope."""

    service: Text
    colour: str
    because: tuple[Text, ...]
    owner: Text


class LivePart(Part):
    """What telemetry says."""

    status: str = "live"
    evidence: tuple[EvidencePart, ...]
    affected: tuple[AffectedPart, ...]
    changes: tuple[Text, ...]
    suspects: tuple[Text, ...]
    untold: tuple[Text, ...]


class CheckPart(Part):
    """Something to look at."""

    question: str
    command: str
    expected: str
    source: str


class MitigationPart(Part):
    """What stops the harm."""

    action: str
    command: str
    risk: str
    rollback: str
    source: str


class HypothesisPart(Part):
    """A possible cause."""

    name: str
    sentence: str
    signs: tuple[Text, ...] = Field(description="Words of the alert that speak for it")
    past: NoDataPayload
    test: CheckPart


class TriagePayload(Payload):
    """A severity with its reasons, and what to do first."""

    at: Moment
    title: Text = Field(description="What the alert says, in one line: somebody else's words")
    alerts: int
    severity: str = Field(description="SEV1 to SEV4, or none")
    judged: str = Field(
        description="The severity by rule; another than `severity`: it was overridden"
    )
    override_reason: Text | None
    response: str
    indications: tuple[IndicationPart, ...]
    aside: tuple[IndicationPart, ...] = Field(
        description="What the alert says and telemetry has measured otherwise"
    )
    services: tuple[Text, ...]
    environment: Text
    impact_began: Moment | None = Field(description="Measured, as a proposal: a person confirms it")
    live: LivePart | NoDataPayload
    type: str
    type_signs: tuple[Text, ...]
    checks: tuple[CheckPart, ...]
    hypotheses: tuple[HypothesisPart, ...]
    mitigations: tuple[MitigationPart, ...]
    similar: NoDataPayload
    runbook: Text
    announcement: dict[str, str] | None = Field(
        description="A draft by channel: slack (JSON), email, status_page, pagerduty; null: not wanted"
    )


def payload(found: Triage, announcement: Mapping[str, str] | None) -> TriagePayload:
    """The wire form of a triage."""
    return TriagePayload(
        at=found.at,
        title=found.title,
        alerts=len(found.alerts),
        severity=found.severity.value,
        judged=found.judged.value,
        override_reason=found.override.reason if found.override else None,
        response=found.severity.response,
        indications=_indications(found.indications),
        aside=_indications(found.aside),
        services=found.services,
        environment=found.environment,
        impact_began=found.impact_began,
        live=_live(found.live) if isinstance(found.live, Live) else no_data(found.live),
        type=found.type.name,
        type_signs=found.type_signs,
        checks=tuple(_check(each) for each in found.type.checks),
        hypotheses=tuple(_hypothesis(each) for each in found.hypotheses),
        mitigations=tuple(_mitigation(each) for each in found.type.mitigations),
        similar=no_data(found.similar),
        runbook=found.runbook,
        announcement=dict(announcement) if announcement is not None else None,
    )


def _indications(held: Iterable[Indication]) -> tuple[IndicationPart, ...]:
    return tuple(
        IndicationPart(
            severity=each.severity.value,
            rule=each.rule,
            because=each.because,
            quote=each.quote,
            value=each.value,
            limit=each.limit,
            provenance=provenance(each.provenance) if each.provenance else None,
        )
        for each in held
    )


def _live(live: Live) -> LivePart:
    return LivePart(
        evidence=tuple(_evidence(each) for each in live.evidence),
        affected=tuple(
            AffectedPart(
                service=each.service, colour=each.colour, because=each.because, owner=each.owner
            )
            for each in live.affected
        ),
        changes=live.changes,
        suspects=live.suspects,
        untold=live.untold,
    )


def _evidence(each: ServiceEvidence) -> EvidencePart:
    return EvidencePart(
        service=each.service,
        critical=each.critical,
        internal=each.internal,
        onset=each.onset,
        window_seconds=each.window.total_seconds(),
        failing=tuple(_failing(one) for one in each.failing),
        burning=tuple(burning_part(one) for one in each.burning),
    )


def _failing(each: Failing) -> FailingPart:
    return FailingPart(
        objective=each.objective,
        slow=each.slow,
        share_ratio=measured(each.share, float),
        bad_events=each.bad_events,
    )


def burning_part(each: Burning) -> BurningPart:
    """The wire form of how fast an objective burns."""
    return BurningPart(
        objective=each.objective,
        burn_rate=measured(each.burn, float),
        page_at_burn_rate=each.page,
        ticket_at_burn_rate=each.ticket,
        budget_spent_ratio=measured(each.spent, float),
        budget_per_hour_ratio=measured(each.per_hour, float),
    )


def _hypothesis(each: Ranked) -> HypothesisPart:
    return HypothesisPart(
        name=each.hypothesis.name,
        sentence=each.hypothesis.sentence,
        signs=each.signs,
        past=no_data(each.past),
        test=_check(each.hypothesis.test),
    )


def _mitigation(each: Mitigation) -> MitigationPart:
    return MitigationPart(
        action=each.action,
        command=each.command,
        risk=each.risk,
        rollback=each.rollback,
        source=each.source,
    )


def _check(each: Check) -> CheckPart:
    return CheckPart(
        question=each.question,
        command=each.command,
        expected=each.expected,
        source=each.source,
    )
