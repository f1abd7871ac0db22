"""The answer of `observe`."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from pydantic import Field

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.anomaly import Anomaly, Baseline
from midwatch.domain.signals.causes.answer import Ranking, Suspect
from midwatch.domain.slo.health.fast_burn import FastBurn, WorstHours
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.reading import Reading
from midwatch.domain.slo.health.service import ChangeSeen, Due, Moved, ServiceHealth
from midwatch.domain.slo.health.verdict import Reason
from midwatch.domain.units import TimeRange, seconds
from midwatch.formats.payloads._base import (
    MeasuredPayload,
    Moment,
    NoDataPayload,
    Part,
    Payload,
    Text,
    measured,
    no_data,
)
from midwatch.formats.payloads.slo_status import ObjectivePart, objective_part

ColourName = Literal["red", "yellow", "no data", "green"]
ReasonName = Literal[
    "page burn",
    "over a limit",
    "burning",
    "little left",
    "budget spent",
    "saturated",
    "due within a day",
    "traffic off its baseline",
    "probe down",
    "telemetry stopped",
    "the source did not answer",
    "a limit that nothing can be held against",
]
BasisName = Literal[
    "the same hours of other weeks or days",
    "the same hours of the days around",
    "the hours around",
    "the first part of the range itself",
]
OriginName = Literal["change feed", "version label", "commit"]
UnitName = Literal["per second", "ratio", "seconds", "cores", "bytes", "count", "up", "none"]


class RangePart(Part):
    """A span of time."""

    start: Moment
    end: Moment


class BaselinePart(Part):
    """What a signal usually is at these hours, in its unit."""

    level: float
    spread: float = Field(description="Standard deviation of one step")
    basis: BasisName = Field(description="What it was judged against")
    weeks: int = Field(
        description="Ranges that told it: of the past, and other weeks of the range itself"
    )


class AnomalyPart(Part):
    """A departure of a signal from its baseline, in its unit."""

    began: Moment
    ended: Moment | None = Field(description="null: still on")
    began_earlier: bool = Field(description="Whether it was on when the range began")
    before: float
    after: float
    multiple: float | None = Field(description="after over before; null where nothing was usual")
    direction: Literal["up", "down"]


class SignalPart(Part):
    """One signal over the range."""

    name: Text
    unit: UnitName
    current: MeasuredPayload[float] | NoDataPayload = Field(description="Over the whole range")
    goal: float | None = Field(description="What it should stay at or below")
    goal_name: Text | None = Field(description="The objective or option that says so")
    headroom_ratio: float | None = Field(
        description="Share of the goal that is not used; null: no goal, or lies_above"
    )
    lies_above: bool = Field(
        description="current is where its histogram ends, and the true value lies above it"
    )
    baseline: BaselinePart | NoDataPayload | None = Field(description="null: not judged")
    before: tuple[float | None, ...] = Field(
        description="Over each range of compared_with, of rates and shares; null: not known"
    )
    anomalies: tuple[AnomalyPart, ...]


class ReasonPart(Part):
    """One thing that speaks against green."""

    kind: ReasonName
    colour: ColourName
    about: Text
    value: float | None
    limit: float | None
    since: Moment | None = Field(description="When telemetry stopped; null for other reasons")
    why: Text


class OwnSignalPart(SignalPart):
    """A signal of a person's own over the range."""

    state: ColourName
    reasons: tuple[ReasonPart, ...]


class MovedPart(Part):
    """A signal around a change, each the middle of its steps."""

    signal: Text
    unit: UnitName
    before: float | None
    after: float | None


class ChangePart(Part):
    """A change, and how its service's signals moved."""

    at: Moment
    kind: Text
    summary: Text
    version: Text | None = Field(description="Of a commit its name in short")
    origin: OriginName = Field(description="Who told of it")
    moved: tuple[MovedPart, ...]


class DuePart(Part):
    """When what fills up is full."""

    signal: Text
    limit: float | None
    expected: Moment | NoDataPayload
    earliest: Moment | None
    latest: Moment | None = Field(description="null: it may stay away longer")


class FastBurnPart(Part):
    """Steps in which an hour ended that burned above the fastest page's rate; numbers are of the worst hour."""

    start: Moment
    end: Moment
    burn_rate: float = Field(description="Times the sustainable rate")
    bad_ratio: float
    corrected: bool = Field(description="Whether a correction leaves out part of it")


class WorstHoursPart(Part):
    """The worst hour of an objective, and when it burned above the fastest page's rate."""

    objective: Text = Field(description="Its id")
    worst_ratio: MeasuredPayload[float] | NoDataPayload = Field(
        description="Greatest share of bad events in any hour with enough bad ones"
    )
    fast_burns: tuple[FastBurnPart, ...] = Field(description="Oldest first")


class ServicePart(Part):
    """One service over the range."""

    service: Text
    state: ColourName
    reasons: tuple[ReasonPart, ...]
    signals: tuple[SignalPart, ...]
    objectives: tuple[ObjectivePart, ...]
    changes: tuple[ChangePart, ...]
    due: tuple[DuePart, ...]
    worst_hours: tuple[WorstHoursPart, ...] = Field(
        description="Of each objective that counts events, where steps are longer than five minutes"
    )


class SuspectPart(Part):
    """A service that may be behind the trouble."""

    service: Text
    verdict: Literal["CONFIRMED", "LIKELY", "INCONCLUSIVE"]
    share_ratio: float = Field(
        description="Of what the alarmed signal has too much, what it brings about"
    )
    onset: Moment | NoDataPayload
    path: tuple[Text, ...] = Field(description="From the alarmed service to it, along calls")
    doubts: tuple[str, ...]
    changes: tuple[Text, ...] = Field(description="Shortly before its onset, the latest first")


class CausesPart(Part):
    """Suspects in order; none: nothing stands out."""

    suspects: tuple[SuspectPart, ...]
    traffic_from: tuple[Text, ...] | None = Field(
        description="Where more traffic came from; null: none did"
    )
    not_measured: tuple[Text, ...]


class ObservePayload(Payload):
    """Every service over a range, the gravest first."""

    range: RangePart
    step_seconds: float
    compared_with: tuple[RangePart, ...] = Field(description="Ranges of the past, newest first")
    services: tuple[ServicePart, ...]
    custom: tuple[OwnSignalPart, ...]
    causes: CausesPart | None = Field(
        description="null: nothing is red for which a cause can be looked for"
    )
    not_told: tuple[Text, ...] = Field(
        description="Why changes of version, commits, or calls between services, are not known"
    )
    requests: int = Field(description="Requests sent to sources")
    waited_seconds: float


def payload(seen: Observation, *, requests: int, waited: timedelta) -> ObservePayload:
    """The wire form of an observation."""
    return ObservePayload(
        range=_range(seen.range),
        step_seconds=seconds(seen.step),
        compared_with=tuple(map(_range, seen.past)),
        services=tuple(map(_service, seen.services)),
        custom=tuple(map(_own_signal, seen.custom)),
        causes=_causes(seen.causes) if seen.causes else None,
        not_told=tuple(one.reason for one in seen.untold),
        requests=requests,
        waited_seconds=seconds(waited),
    )


def _range(span: TimeRange) -> RangePart:
    return RangePart(start=span.start, end=span.end)


def _service(health: ServiceHealth) -> ServicePart:
    return ServicePart(
        service=health.service.name,
        state=health.colour.value,
        reasons=tuple(map(_reason, health.reasons)),
        signals=tuple(map(_signal, health.readings)),
        objectives=tuple(map(objective_part, health.statuses)),
        changes=tuple(map(_change, health.changes)),
        due=tuple(map(_due, health.due)),
        worst_hours=tuple(map(_worst_hours, health.worst_hours)),
    )


def _worst_hours(hours: WorstHours) -> WorstHoursPart:
    return WorstHoursPart(
        objective=hours.objective.id,
        worst_ratio=measured(hours.worst, float),
        fast_burns=tuple(map(_fast_burn, hours.fast_burns)),
    )


def _fast_burn(burned: FastBurn) -> FastBurnPart:
    return FastBurnPart(
        start=burned.span.start,
        end=burned.span.end,
        burn_rate=burned.burn.multiple,
        bad_ratio=burned.bad_ratio,
        corrected=burned.corrected,
    )


def _reason(reason: Reason) -> ReasonPart:
    return ReasonPart(
        kind=reason.kind.value,
        colour=reason.colour.value,
        about=reason.about,
        value=reason.value,
        limit=reason.limit,
        since=reason.since,
        why=reason.why,
    )


def _signal(reading: Reading) -> SignalPart:
    judgement = reading.judgement
    return SignalPart(
        name=reading.name,
        unit=reading.unit.value,
        current=measured(reading.current, float),
        goal=reading.goal.limit if reading.goal else None,
        goal_name=reading.goal.name if reading.goal else None,
        headroom_ratio=reading.headroom,
        lies_above=reading.lies_above,
        baseline=_baseline(judgement.baseline) if judgement else None,
        before=tuple(None if isinstance(one, NoData) else one for one in reading.before),
        anomalies=_anomalies(judgement.anomalies) if judgement else (),
    )


def _own_signal(own: OwnSignal) -> OwnSignalPart:
    return OwnSignalPart(
        **dict(_signal(own.reading)),
        state=own.colour.value,
        reasons=tuple(map(_reason, own.reasons)),
    )


def _baseline(baseline: Baseline | NoData) -> BaselinePart | NoDataPayload:
    if isinstance(baseline, NoData):
        return no_data(baseline)
    return BaselinePart(
        level=baseline.level,
        spread=baseline.spread,
        basis=baseline.basis.value,
        weeks=baseline.weeks,
    )


def _anomalies(found: Sequence[Anomaly]) -> tuple[AnomalyPart, ...]:
    return tuple(
        AnomalyPart(
            began=one.began,
            ended=one.ended,
            began_earlier=one.began_earlier,
            before=one.before,
            after=one.after,
            multiple=one.multiple,
            direction=one.direction.value,
        )
        for one in found
    )


def _change(seen: ChangeSeen) -> ChangePart:
    return ChangePart(
        at=seen.change.at,
        kind=seen.change.kind,
        summary=seen.change.summary,
        version=seen.change.version,
        origin=seen.change.origin.value,
        moved=tuple(map(_moved, seen.moved)),
    )


def _moved(moved: Moved) -> MovedPart:
    return MovedPart(
        signal=moved.signal, unit=moved.unit.value, before=moved.before, after=moved.after
    )


def _due(due: Due) -> DuePart:
    if isinstance(due.reach, NoData):
        absent = no_data(due.reach)
        return DuePart(signal=due.signal, limit=None, expected=absent, earliest=None, latest=None)
    reach = due.reach
    return DuePart(
        signal=due.signal,
        limit=reach.limit,
        expected=reach.expected,
        earliest=reach.earliest,
        latest=reach.latest,
    )


def _causes(found: Ranking) -> CausesPart:
    return CausesPart(
        suspects=tuple(map(_suspect, found.suspects)),
        traffic_from=found.traffic.origins if found.traffic else None,
        not_measured=tuple(name for name, _ in found.silent),
    )


def _suspect(suspect: Suspect) -> SuspectPart:
    evidence = suspect.evidence
    onset = evidence.onset
    return SuspectPart(
        service=suspect.service,
        verdict=suspect.verdict.value,
        share_ratio=evidence.share,
        onset=no_data(onset) if isinstance(onset, NoData) else onset,
        path=evidence.path,
        doubts=tuple(doubt.value for doubt in suspect.doubts),
        changes=tuple(change.summary for change in evidence.changes),
    )
