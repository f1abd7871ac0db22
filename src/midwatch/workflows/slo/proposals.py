"""Targets that the past would have met: proposed with the numbers that they rest on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from midwatch.checks.slo.facts import without
from midwatch.checks.slo.live.bucket_absent import finite_bounds
from midwatch.checks.slo.live.unrealistic_target import kept
from midwatch.checks.slo.questions import BUCKET_LABEL
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.definition.binding import bind
from midwatch.domain.slo.definition.convention import Convention
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.domain.slo.objective import Objective, ObjectiveKind
from midwatch.domain.units import TimeRange
from midwatch.formats import durations
from midwatch.ports.events import CountRequest, EventCounts
from midwatch.ports.metrics import MetricCatalogue
from midwatch.workflows.slo.detecting import LOOKBACK
from midwatch.workflows.slo.past_counts import past_requests

COMMON: Final = {
    ObjectiveKind.AVAILABILITY: "99.9%",
    ObjectiveKind.LATENCY: "200ms",
    ObjectiveKind.ERROR_RATE: "0.1%",
    ObjectiveKind.PROBE: "99.9%",
}
"""Where to begin where nothing was measured: the values of the short form's example."""

MOST_BUCKETS: Final = 30
"""Bounds that are tried at most; client libraries make about a dozen."""

Answer = Measured[Counts] | NoData


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A value for an objective of which none was stated. `measured` are the counts it rests on, newest period first.

    `is_measured` tells it from a common value that stands for want of numbers.
    """

    objective: str
    value: str
    measured: tuple[Answer, ...]
    is_measured: bool


def common(objective: DeclaredObjective, reason: str) -> Proposal:
    """The value with which people begin; `reason` says why nothing was measured."""
    return Proposal(
        objective=objective.name,
        value=COMMON[objective.kind],
        measured=(NoData(reason=reason),),
        is_measured=False,
    )


def from_history(
    declaration: Declaration,
    convention: Convention,
    *,
    catalogue: MetricCatalogue,
    counts: EventCounts,
    at: datetime,
) -> tuple[Proposal, ...]:
    """A proposal for each objective of the declaration, whose own values only stand in. Raises SourceError."""
    service, _ = bind(declaration, convention)
    bound = {objective.name: objective for objective in service.objectives}
    found = []
    for declared in declaration.objectives:
        objective = bound.get(declared.name)
        if objective is None:
            found.append(common(declared, f"{convention.title} has no metric for it"))
        elif declared.kind is ObjectiveKind.LATENCY:
            bounds = _bounds(objective, convention, catalogue, at)
            found.append(_latency(declaration, declared, convention, bounds, _asking(counts, at)))
        else:
            found.append(_share(declared, _asking(counts, at)(objective)))
    return tuple(found)


def _asking(counts: EventCounts, at: datetime) -> Callable[[Objective], tuple[Answer, ...]]:
    def ask(objective: Objective) -> tuple[Answer, ...]:
        requests = past_requests(objective, at)
        answers: Mapping[CountRequest, Answer] = counts.count(requests)
        silent = NoData(reason="the source did not answer this question")
        return tuple(answers.get(request, silent) for request in requests)

    return ask


def _ratios(answers: Sequence[Answer]) -> tuple[float, ...]:
    measured = (answer.value.bad_ratio for answer in answers if isinstance(answer, Measured))
    return tuple(ratio for ratio in measured if ratio is not None)


def _share(declared: DeclaredObjective, answers: tuple[Answer, ...]) -> Proposal:
    """The strictest common target that every past period would have met."""
    past = _ratios(answers)
    target = kept(past) if past else None
    if target is None:
        reason = "no common target would have held" if past else "there is no history of it"
        return replace(common(declared, reason), measured=answers)
    value = 100 - target if declared.kind is ObjectiveKind.ERROR_RATE else target
    return Proposal(objective=declared.name, value=f"{value}%", measured=answers, is_measured=True)


def _latency(
    declaration: Declaration,
    declared: DeclaredObjective,
    convention: Convention,
    bounds: Sequence[timedelta],
    ask: Callable[[Objective], tuple[Answer, ...]],
) -> Proposal:
    """The smallest bucket below which the promised share of requests lay in every past period."""
    allowed = float(declared.target.budget)
    for bound in bounds:
        tried = replace(declaration, objectives=(replace(declared, bound=bound),))
        service, _ = bind(tried, convention)
        answers = ask(service.objectives[0])
        past = _ratios(answers)
        if not past:
            return replace(common(declared, "there is no history of it"), measured=answers)
        if max(past) <= allowed:
            return Proposal(
                objective=declared.name,
                value=durations.render(bound),
                measured=answers,
                is_measured=True,
            )
    return common(declared, "no bucket holds this share" if bounds else "there is no histogram")


def _bounds(
    objective: Objective, convention: Convention, catalogue: MetricCatalogue, at: datetime
) -> tuple[timedelta, ...]:
    if not isinstance(objective.indicator, CounterEvents):
        return ()
    histogram = without(objective.indicator.selected, BUCKET_LABEL)
    found = catalogue.describe([histogram], TimeRange.ending(at, LOOKBACK))[histogram]
    values = found.labels.get(BUCKET_LABEL, ())
    return finite_bounds(values, convention.duration_unit.value)[:MOST_BUCKETS]
