"""The answer of `slo status`. Shares are 0 to 1 and unrounded; seconds are elapsed time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.burn_rate import BurnRate
from midwatch.domain.slo.period import CalendarPeriod, Period
from midwatch.domain.slo.standing.conditions import AlertCondition, WindowBurn
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.projection import Projection
from midwatch.domain.slo.standing.status import History, ObjectiveStatus
from midwatch.domain.units import TimeRange, seconds
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

VerdictName = Literal["ship", "slow", "freeze", "no data"]
SeverityName = Literal["page", "ticket"]


class SpanPart(Part):
    """A span of time; the start is not in it, the end is."""

    start: Moment
    end: Moment


class PeriodPart(Part):
    """The compliance period around the moment that was asked about."""

    kind: Literal["rolling", "calendar"]
    start: Moment
    end: Moment
    length_seconds: float
    calendar_unit: Literal["week", "month", "quarter", "year"] | None = None
    time_zone: str | None = Field(None, description="IANA name, of calendar periods")


class CountsPart(Part):
    """What was counted; corrections are left out."""

    bad_count: float
    valid_count: float
    lost_at_birth_count: float = Field(
        description="Estimate of bad events that no increase can see; not in bad_count"
    )


class BudgetPart(Part):
    """The period's error budget, counted in the objective's unit and as time of total outage."""

    allowed_count: float
    spent_count: float
    left_count: float = Field(description="Negative where overspent")
    spent_ratio: float
    left_ratio: float = Field(description="1 is untouched, below 0 is overspent")
    allowed_seconds: float
    spent_seconds: float
    left_seconds: float


class WindowPart(Part):
    """One window up to the moment that was asked about."""

    window_seconds: float
    burn_rate: MeasuredPayload[float] | NoDataPayload = Field(
        description="Times the sustainable rate"
    )
    counts: MeasuredPayload[CountsPart] | NoDataPayload


class AlertPart(Part):
    """One alert's condition, by the rule of the generated alerts."""

    severity: SeverityName
    holds: bool = Field(description="Whether the alert fires")
    burns: bool = Field(description="Whether both windows burn faster than the rate")
    old_enough: bool = Field(description="Whether telemetry reaches back through the long window")
    burn_rate_above: float
    long_seconds: float
    short_seconds: float
    bad_count: float = Field(description="Bad events in the long window")
    minimum_bad_count: int = Field(description="How many the low-traffic policy wants; 0 is off")


class ProjectionPart(Part):
    """What follows if it goes on as in the window."""

    window_seconds: float
    burn_rate: float
    gone_after_seconds: float | None = Field(description="null: never; 0: already gone")
    gone_at: Moment | None
    ends_inside_period: bool


class ExhaustionPart(Part):
    """When a spent budget went, and when it is back; to the step of the series that told it."""

    spent_at: Moment | NoDataPayload = Field(
        description="By when the bad events that count now had used up what the period allows"
    )
    back_at: Moment | NoDataPayload = Field(
        description="When something is left again without further bad events, or the next calendar period begins"
    )
    provenance: ProvenancePayload | None = Field(
        description="Of the series; null: none was asked for"
    )


class HistoryPart(Part):
    """How much of the period, up to now, has telemetry."""

    covered_seconds: float | None = Field(description="null: nobody could tell")
    wanted_seconds: float
    complete: bool


class ObjectivePart(Part):
    """Where one objective stands."""

    id: Text
    service: Text
    objective: Text
    verdict: VerdictName
    reasons: tuple[str, ...] = Field(description="Everything that holds, the gravest first")
    owner: Text | None
    runbook: Text | None
    dashboard: Text | None
    target_ratio: float
    period: PeriodPart
    unit: Literal["events", "slices"] = Field(description="What counts count")
    sli_ratio: MeasuredPayload[float] | NoDataPayload
    counts: MeasuredPayload[CountsPart] | NoDataPayload
    budget: MeasuredPayload[BudgetPart] | NoDataPayload
    windows: tuple[WindowPart, ...]
    alerts: tuple[AlertPart, ...]
    current: ProjectionPart | NoDataPayload = Field(
        description="At the burn that is happening: a page's short window while it holds, or the last hour"
    )
    recent: ProjectionPart | NoDataPayload = Field(
        description="At the burn of the last day, by which the policy judges"
    )
    exhaustion: ExhaustionPart | None = Field(
        description="null: the budget is not spent, or unknown, or `observe` looked at many services"
    )
    history: HistoryPart
    left_out: tuple[SpanPart, ...] = Field(description="Spans that corrections leave out")
    missing_slices: int


class StatusPayload(Payload):
    """Where every objective stands at one moment."""

    at: Moment
    objectives: tuple[ObjectivePart, ...]
    requests: int = Field(description="Requests that were sent to sources")
    waited_seconds: float = Field(description="Time spent waiting for answers")


def payload(
    at: datetime, objectives: Iterable[ObjectiveStatus], *, requests: int, waited: timedelta
) -> StatusPayload:
    """The wire form of a status report."""
    return StatusPayload(
        at=at,
        objectives=tuple(map(objective_part, objectives)),
        requests=requests,
        waited_seconds=seconds(waited),
    )


def objective_part(status: ObjectiveStatus) -> ObjectivePart:
    """The wire form of one objective's status."""
    objective = status.objective
    return ObjectivePart(
        id=objective.id,
        service=objective.service,
        objective=objective.name,
        verdict=status.verdict.value,
        reasons=tuple(reason.value for reason in status.reasons),
        owner=status.service.owner,
        runbook=status.service.runbook,
        dashboard=status.service.dashboard,
        target_ratio=float(status.target.ratio),
        period=_period(objective.period, status.period),
        unit=status.observed.unit.value,
        sli_ratio=measured(status.sli, float),
        counts=measured(status.counts, _counts),
        budget=measured(status.budget, _budget),
        windows=tuple(map(_window, status.burns)),
        alerts=tuple(map(_alert, status.conditions)),
        current=_projection(status.current, status.at),
        recent=_projection(status.recent, status.at),
        exhaustion=exhaustion_part(status.exhaustion),
        history=_history(status.history),
        left_out=_spans(status.observed.excluded),
        missing_slices=status.observed.missing_slices,
    )


def exhaustion_part(exhaustion: Exhaustion | None) -> ExhaustionPart | None:
    """The wire form of a spent budget's two moments."""
    if exhaustion is None:
        return None
    origin = exhaustion.provenance
    return ExhaustionPart(
        spent_at=_moment(exhaustion.spent_at),
        back_at=_moment(exhaustion.back_at),
        provenance=provenance(origin) if origin else None,
    )


def _moment(moment: datetime | NoData) -> datetime | NoDataPayload:
    return no_data(moment) if isinstance(moment, NoData) else moment


def _history(history: History) -> HistoryPart:
    return HistoryPart(
        covered_seconds=None if history.covered is None else seconds(history.covered),
        wanted_seconds=seconds(history.wanted),
        complete=history.complete,
    )


def _period(period: Period, bounds: TimeRange) -> PeriodPart:
    calendar = period if isinstance(period, CalendarPeriod) else None
    return PeriodPart(
        kind="calendar" if calendar else "rolling",
        start=bounds.start,
        end=bounds.end,
        length_seconds=seconds(bounds.length),
        calendar_unit=calendar.unit.value if calendar else None,
        time_zone=calendar.zone.key if calendar else None,
    )


def _spans(spans: Sequence[TimeRange]) -> tuple[SpanPart, ...]:
    return tuple(SpanPart(start=span.start, end=span.end) for span in spans)


def _counts(counts: Counts) -> CountsPart:
    return CountsPart(
        bad_count=counts.bad, valid_count=counts.valid, lost_at_birth_count=counts.lost_at_birth
    )


def _budget(budget: ErrorBudget) -> BudgetPart:
    return BudgetPart(
        allowed_count=budget.allowed,
        spent_count=budget.spent,
        left_count=budget.left,
        spent_ratio=budget.share_spent,
        left_ratio=budget.share_left,
        allowed_seconds=seconds(budget.allowed_time),
        spent_seconds=seconds(budget.spent_time),
        left_seconds=seconds(budget.left_time),
    )


def _window(burn: WindowBurn) -> WindowPart:
    return WindowPart(
        window_seconds=seconds(burn.window),
        burn_rate=measured(burn.burn, _multiple),
        counts=measured(burn.counts, _counts),
    )


def _multiple(burn: BurnRate) -> float:
    return burn.multiple


def _alert(condition: AlertCondition) -> AlertPart:
    return AlertPart(
        severity=condition.window.severity.value,
        holds=condition.holds,
        burns=condition.burns,
        old_enough=condition.old_enough,
        burn_rate_above=condition.window.burn_rate,
        long_seconds=seconds(condition.window.long),
        short_seconds=seconds(condition.window.short),
        bad_count=condition.long.bad_events,
        minimum_bad_count=condition.minimum_bad_events,
    )


def _projection(projection: Projection | NoData, at: datetime) -> ProjectionPart | NoDataPayload:
    if isinstance(projection, NoData):
        return no_data(projection)
    after = projection.gone_after
    return ProjectionPart(
        window_seconds=seconds(projection.window),
        burn_rate=projection.burn.multiple,
        gone_after_seconds=None if after is None else seconds(after),
        gone_at=_gone_at(at, after),
        ends_inside_period=projection.ends_inside_period,
    )


def _gone_at(at: datetime, after: timedelta | None) -> datetime | None:
    """The moment of the end; None where it is never, or beyond the calendar."""
    try:
        return None if after is None else at + after
    except OverflowError:
        return None
