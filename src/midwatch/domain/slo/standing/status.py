"""Where an objective stands: its indicator, its budget, how fast it burns, and what that means for the next change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.totals import total
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.budget import BudgetUnit, ErrorBudget, Spending, error_budget
from midwatch.domain.slo.freeze import FreezePolicy, Verdict, VerdictReason, decide, reasons
from midwatch.domain.slo.objective import Objective, Service, Target
from midwatch.domain.slo.standing.conditions import (
    STATUS_WINDOWS,
    AlertCondition,
    WindowBurn,
    conditions,
    window_burn,
)
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.projection import Projection, Rest, project
from midwatch.domain.units import TimeRange

CURRENT_WINDOW = timedelta(hours=1)
"""By whose burn it is told when the budget will be gone, while no page condition holds."""
RECENT_WINDOW = timedelta(days=1)
"""By whose burn the policy judges whether the budget ends inside the period: a day has every hour's traffic in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How much of the period, up to now, the source has telemetry for; `covered` None: nobody could tell."""

    covered: timedelta | None
    wanted: timedelta

    @property
    def complete(self) -> bool:
        """Whether nothing is missing at the period's beginning."""
        return self.covered is not None and self.covered >= self.wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchCounts:
    """What was counted, corrections left out, in the part of the period under one target; `expected` is still to come.

    Counts are events, or slices where the objective is budgeted by slices.
    """

    target: Target
    counts: Measured[Counts] | NoData
    expected: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Everything that was counted for one objective, corrections left out.

    `windows`: one answer for each of `STATUS_WINDOWS`. `unit`: what the stretches count. `telemetry`: for how long
    there has been any; None where that is unknown, or longer than was looked for.
    """

    windows: Mapping[timedelta, Measured[Counts] | NoData]
    stretches: tuple[StretchCounts, ...]
    history: History
    telemetry: timedelta | None = None
    unit: BudgetUnit = BudgetUnit.EVENTS
    excluded: tuple[TimeRange, ...] = ()
    missing_slices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveStatus:
    """One objective at one moment. Numbers are unrounded; what could not be computed is `NoData` with its reason.

    `current` projects the burn that is happening (the short window of a page while one holds, else the last hour),
    `recent` that of the last day, by which the policy judges. `exhaustion`: of a budget that is spent.
    """

    service: Service
    objective: Objective
    at: datetime
    period: TimeRange
    counts: Measured[Counts] | NoData
    sli: Measured[float] | NoData
    budget: Measured[ErrorBudget] | NoData
    burns: tuple[WindowBurn, ...]
    conditions: tuple[AlertCondition, ...]
    current: Projection | NoData
    recent: Projection | NoData
    observed: Observed
    verdict: Verdict
    reasons: tuple[VerdictReason, ...]
    exhaustion: Exhaustion | None = None

    @property
    def target(self) -> Target:
        """The target that holds at this moment."""
        return self.objective.target_at(self.at)

    @property
    def history(self) -> History:
        """How much of the period has telemetry."""
        return self.observed.history

    @property
    def source_failed(self) -> bool:
        """Whether anything is missing because the source did not answer, not because there was nothing to count."""
        answers = [self.counts, *(burn.counts for burn in self.burns)]
        return any(isinstance(answer, NoData) and answer.source_failed for answer in answers)

    def holding(self, severity: AlertSeverity) -> tuple[AlertCondition, ...]:
        """The alert conditions of a severity that hold now."""
        return tuple(c for c in self.conditions if c.holds and c.window.severity is severity)


def objective_status(
    service: Service, objective: Objective, observed: Observed, *, at: datetime
) -> ObjectiveStatus:
    """Judge one objective of a service, by the service's policy and what was counted."""
    period = objective.period.bounds(at)
    counts = _with_events(total([stretch.counts for stretch in observed.stretches]), observed.unit)
    accounted = accounted_length(period, observed)
    budget = _budget(counts, observed, accounted)
    target = objective.target_at(at)
    burns = {w: window_burn(w, observed.windows[w], target) for w in STATUS_WINDOWS}
    held = conditions(objective, target, burns, observed.telemetry)
    pages = [c for c in held if c.holds and c.window.severity is AlertSeverity.PAGE]
    rest = (
        Rest(share=budget.value.share_left, accounted=accounted, period=objective.period, at=at)
        if isinstance(budget, Measured)
        else None
    )
    minimum = objective.alerting.minimum_bad_events
    current, recent = (
        _projected(burns[window], rest, minimum)
        for window in (_current_window(pages), RECENT_WINDOW)
    )
    verdict, why = _judge(budget, held, recent, service.freeze_policy)
    return ObjectiveStatus(
        service=service,
        objective=objective,
        at=at,
        period=period,
        counts=counts,
        sli=counts.map(_good_ratio) if isinstance(counts, Measured) else counts,
        budget=budget,
        burns=tuple(burns.values()),
        conditions=held,
        current=current,
        recent=recent,
        observed=observed,
        verdict=verdict,
        reasons=why,
    )


def accounted_length(period: TimeRange, observed: Observed) -> timedelta:
    """The time whose events the budget is of: the period, less what corrections and missing history leave out."""
    history = observed.history
    missing = history.wanted - history.covered if history.covered is not None else timedelta(0)
    known = TimeRange(period.start + missing, period.end)
    parts = [part.length for span in observed.excluded if (part := span.overlap(known))]
    return known.length - sum(parts, start=timedelta(0))


def _judge(
    budget: Measured[ErrorBudget] | NoData,
    held: Sequence[AlertCondition],
    recent: Projection | NoData,
    policy: FreezePolicy,
) -> tuple[Verdict, tuple[VerdictReason, ...]]:
    left = budget.value.share_left if isinstance(budget, Measured) else None
    if left is not None and left > 0 and _blind(held):
        left = None
    page = any(c.holds for c in held if c.window.severity is AlertSeverity.PAGE)
    ends = isinstance(recent, Projection) and recent.ends_inside_period
    why = reasons(budget_left=left, page_condition=page, ends_inside_period=ends, policy=policy)
    verdict = decide(budget_left=left, page_condition=page, ends_inside_period=ends, policy=policy)
    return verdict, why


def _with_events(counts: Measured[Counts] | NoData, unit: BudgetUnit) -> Measured[Counts] | NoData:
    if isinstance(counts, NoData) or counts.value.valid > 0:
        return counts
    reason = f"no valid {unit.value} in the period: without traffic there is no indicator"
    return NoData(reason=reason, provenance=counts.provenance)


def _good_ratio(counts: Counts) -> float:
    return 1 - (counts.bad_ratio or 0)


def _budget(
    counts: Measured[Counts] | NoData, observed: Observed, length: timedelta
) -> Measured[ErrorBudget] | NoData:
    if isinstance(counts, NoData):
        return counts
    budget = error_budget(_spendings(observed.stretches), length, observed.unit)
    return budget if isinstance(budget, NoData) else counts.map(lambda _: budget)


def _spendings(stretches: Sequence[StretchCounts]) -> list[Spending]:
    nothing = Counts(0, 0)
    return [
        Spending(
            target=stretch.target,
            counts=stretch.counts.value if isinstance(stretch.counts, Measured) else nothing,
            expected=stretch.expected,
        )
        for stretch in stretches
    ]


def _current_window(pages: Sequence[AlertCondition]) -> timedelta:
    return min((page.window.short for page in pages), default=CURRENT_WINDOW)


def _projected(burn: WindowBurn, rest: Rest | None, minimum: int) -> Projection | NoData:
    if isinstance(burn.burn, NoData):
        return burn.burn
    if 0 < burn.bad_events < minimum:
        return NoData(reason=f"fewer than {minimum} bad events (low-traffic policy)")
    if rest is None:
        return NoData(reason="no budget to project: the period has no data")
    return project(burn.burn.value, burn.window, rest)


def _blind(held: Sequence[AlertCondition]) -> bool:
    """Whether a page condition cannot be told, because the source did not answer: then nothing may pass as healthy."""
    return any(
        isinstance(burn.counts, NoData) and burn.counts.source_failed
        for condition in held
        if condition.window.severity is AlertSeverity.PAGE
        for burn in (condition.long, condition.short)
    )
