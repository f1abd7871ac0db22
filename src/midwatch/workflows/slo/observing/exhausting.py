"""When spent budgets went and when they are back: asked only for those, and for the gravest of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import CountSeries
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.objective import BySlices, MissingData
from midwatch.domain.slo.period import CalendarPeriod
from midwatch.domain.slo.standing.budget_steps import (
    BudgetSteps,
    back_at,
    budget_steps,
    pace_of,
    spent_at,
)
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.missing import with_lost_events
from midwatch.domain.slo.standing.slices import judged_steps
from midwatch.domain.slo.standing.status import ObjectiveStatus, accounted_length
from midwatch.workflows.slo.counting import SeriesAnswer, SeriesRequest, Sources, series_of_all
from midwatch.workflows.slo.observing.plan import ObjectivePlan, even_steps

MOST_ASKED = 20
"""Spent budgets whose steps are asked for in one round: each is a question of its own over the whole period."""
TOO_MANY = NoData(
    reason=f"asked only for the {MOST_ASKED} gravest spent budgets at once; name the service"
)
NO_STEP = NoData(reason="not one step of the period has ended yet")

Known = Mapping[SeriesRequest, SeriesAnswer]


def with_exhaustion(
    statuses: Sequence[ObjectiveStatus],
    plans: Sequence[ObjectivePlan],
    known: Known,
    sources: Sources,
) -> tuple[ObjectiveStatus, ...]:
    """The same statuses; those whose budget is spent say since when and until when. `known` are series already told."""
    pairs = list(zip(statuses, plans, strict=True))
    spent = sorted((pair for pair in pairs if _left(pair[0]) <= 0), key=lambda pair: _left(pair[0]))
    wanted = {plan.objective.id: _steps_of(plan) for _, plan in spent}
    unknown = [
        (plan.service.name, request)
        for _, plan in spent
        if (request := wanted[plan.objective.id]) is not None and request not in known
    ]
    found = {**known, **series_of_all(sources, unknown[:MOST_ASKED])}
    return tuple(
        replace(status, exhaustion=_exhaustion(status, plan, wanted[plan.objective.id], found))
        if plan.objective.id in wanted
        else status
        for status, plan in pairs
    )


def _left(status: ObjectiveStatus) -> float:
    """The share of the budget that is left; one that is unknown is not spent."""
    return status.budget.value.share_left if isinstance(status.budget, Measured) else 1


def _steps_of(plan: ObjectivePlan) -> SeriesRequest | None:
    return plan.series or even_steps(plan.objective, plan.elapsed, plan.at)


def _exhaustion(
    status: ObjectiveStatus, plan: ObjectivePlan, request: SeriesRequest | None, found: Known
) -> Exhaustion | None:
    if isinstance(status.budget, NoData):
        return None
    if request is None:
        return _untold(status, NO_STEP)
    answer = found.get(request, TOO_MANY)
    if isinstance(answer, NoData):
        return _untold(status, answer)
    counted = _as_counted(answer.value, plan, request)
    steps = budget_steps(counted, request.step, plan.past, plan.excluded)
    budget = status.budget.value
    return Exhaustion(
        spent_at=spent_at(steps, budget),
        back_at=_renewal(status) or _back(status, steps, budget),
        provenance=answer.provenance,
    )


def _untold(status: ObjectiveStatus, why: NoData) -> Exhaustion:
    back = _renewal(status) or why
    return Exhaustion(spent_at=why, back_at=back, provenance=why.provenance)


def _as_counted(series: CountSeries, plan: ObjectivePlan, request: SeriesRequest) -> CountSeries:
    """The steps by which the budget is counted: slices, or events with those that stand for missing telemetry."""
    objective = plan.objective
    if isinstance(objective.budgeting, BySlices):
        return judged_steps(series, objective.budgeting, objective.missing)
    if objective.missing is MissingData.BAD:
        return with_lost_events(series, request.step, plan.excluded)
    return series


def _renewal(status: ObjectiveStatus) -> datetime | None:
    """When a calendar period begins anew."""
    return status.period.end if isinstance(status.objective.period, CalendarPeriod) else None


def _back(status: ObjectiveStatus, steps: BudgetSteps, budget: ErrorBudget) -> datetime | NoData:
    valid = status.counts.value.valid if isinstance(status.counts, Measured) else 0
    accounted = accounted_length(status.period, status.observed)
    pace = pace_of(float(status.target.budget) * valid, accounted)
    return back_at(steps, budget, pace, status.period)
