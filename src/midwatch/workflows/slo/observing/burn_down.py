"""How the budgets of a status went, and what was changed meanwhile: what a picture of it needs beyond its numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.counts import CountSeries
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.correction import kept_spans
from midwatch.domain.slo.objective import BySlices, MissingData
from midwatch.domain.slo.standing.burn_down import (
    BurnDown,
    StepCounts,
    burn_down,
    event_steps,
    joined,
    slice_steps,
)
from midwatch.domain.slo.standing.course import Course
from midwatch.domain.slo.standing.slices import counted_steps, judged_steps
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import TimeRange, seconds
from midwatch.store import changes as change_feed
from midwatch.store.repository import Repository
from midwatch.workflows.slo.counting import (
    Effort,
    SeriesAnswer,
    SeriesRequest,
    Sources,
    series_of_all,
)
from midwatch.workflows.slo.observing.plan import ObjectivePlan, plan

STEPS = 180
"""Steps of one picture: four hours of a month, and more than a phone has room for."""
SHORTEST_STEP = timedelta(minutes=5)
"""A counter that is read once a minute tells little about less."""
_MILLISECOND = timedelta(milliseconds=1)

Answers = Mapping[SeriesRequest, SeriesAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """The way of every objective, in the order of the status, and what asking for it cost."""

    all: tuple[Course, ...]
    effort: Effort


def courses(
    statuses: Sequence[ObjectiveStatus], sources: Sources, repository: Repository
) -> Courses:
    """Ask for the steps of all periods at once; an objective without a budget is not asked for.

    Raises InputError where the feed of changes cannot be read.
    """
    before = sources.effort()
    asked = [
        (status, _requests(plan(status.service, status.objective, status.at)))
        for status in statuses
    ]
    wanted = [(status.service.name, request) for status, requests in asked for request in requests]
    answers = series_of_all(sources, wanted)
    changes = change_feed.read(repository)
    return Courses(
        all=tuple(
            Course(
                status=status,
                burn_down=_burn_down(status, requests, answers),
                changes=tuple(change for change in changes if _concerns(change, status)),
            )
            for status, requests in asked
        ),
        effort=sources.effort() - before,
    )


def _concerns(change: Change, status: ObjectiveStatus) -> bool:
    services = {status.service.name, *status.service.depends_on}
    return change.service in services and status.period.start < change.at <= status.at


def _requests(of: ObjectivePlan) -> tuple[SeriesRequest, ...]:
    """Every step of the elapsed period that corrections keep; every slice, where slices are judged."""
    if isinstance(of.objective.budgeting, BySlices):
        return (of.series,) if of.series else ()
    if of.elapsed is None:
        return ()
    step = max(SHORTEST_STEP, of.elapsed.length / STEPS)
    return tuple(
        request
        for span in kept_spans(of.elapsed, of.excluded)
        if (request := _steps(of, span, step)) is not None
    )


def _steps(of: ObjectivePlan, span: TimeRange, about: timedelta) -> SeriesRequest | None:
    """Equal steps of about this length that fill the span, to the millisecond."""
    count = max(round(span.length / about), 1)
    step = span.length // (count * _MILLISECOND) * _MILLISECOND
    if not step:
        return None
    return SeriesRequest(of.objective.indicator, TimeRange.ending(span.end, count * step), step)


def _burn_down(
    status: ObjectiveStatus, requests: Sequence[SeriesRequest], answers: Answers
) -> Measured[BurnDown] | NoData:
    if isinstance(status.budget, NoData):
        return status.budget
    found = [answers[request] for request in requests]
    failed = next((a for a in found if isinstance(a, NoData) and a.source_failed), None)
    measured = [answer for answer in found if isinstance(answer, Measured)]
    if failed is not None or not measured:
        absent = next((answer for answer in found if isinstance(answer, NoData)), None)
        return failed or absent or NoData(reason="the period has only just begun")
    steps = joined(
        [part for r, a in zip(requests, found, strict=True) for part in _part(status, r, a)]
    )
    went = _went(status, steps, status.budget.value)
    return went if isinstance(went, NoData) else _origin(measured, status, went)


def _went(status: ObjectiveStatus, steps: StepCounts, budget: ErrorBudget) -> BurnDown | NoData:
    by_slices = isinstance(status.objective.budgeting, BySlices)
    return burn_down(steps, budget, MissingData.IGNORE if by_slices else status.objective.missing)


def _part(
    status: ObjectiveStatus, request: SeriesRequest, answer: SeriesAnswer
) -> Iterator[StepCounts]:
    """The steps of one answer; absent ones where the source had nothing for all of its span."""
    objective = status.objective
    if isinstance(answer, NoData):
        yield event_steps(_nothing(request), request.step)
    elif isinstance(objective.budgeting, BySlices):
        counted = counted_steps(answer.value, request.step, status.observed.excluded)
        judged = judged_steps(answer.value, objective.budgeting, objective.missing)
        yield slice_steps(judged, counted, request.step, STEPS)
    else:
        yield event_steps(answer.value, request.step)


def _nothing(request: SeriesRequest) -> CountSeries:
    count = request.span.length // request.step
    numbers = np.arange(1, count + 1, dtype=np.float64)
    ends = request.span.start.timestamp() + seconds(request.step) * numbers
    return CountSeries(ends=ends, bad=np.full(count, np.nan), valid=np.full(count, np.nan))


def _origin(
    parts: Sequence[Measured[CountSeries]], status: ObjectiveStatus, went: BurnDown
) -> Measured[BurnDown]:
    first = parts[0].provenance
    samples = [part.provenance.samples for part in parts]
    origin: Provenance = replace(
        first,
        range=TimeRange(status.period.start, status.at),
        samples=None if None in samples else sum(count or 0 for count in samples),
    )
    warnings = tuple(dict.fromkeys(warning for part in parts for warning in part.warnings))
    return Measured(value=went, provenance=origin, warnings=warnings)
