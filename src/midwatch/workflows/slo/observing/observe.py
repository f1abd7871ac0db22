"""From answers to what was observed of an objective: corrections left out, expectations added."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.totals import total
from midwatch.domain.slo.budget import BudgetUnit, Stretch
from midwatch.domain.slo.correction import kept_spans
from midwatch.domain.slo.objective import BySlices
from midwatch.domain.slo.standing.missing import lost_events
from midwatch.domain.slo.standing.slices import SliceTally, absent_steps, slices_to_come, tally
from midwatch.domain.slo.standing.status import History, Observed, StretchCounts
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.workflows.slo.counting import Answer, SeriesAnswer, SeriesRequest
from midwatch.workflows.slo.observing.plan import ObjectivePlan, Portion

STILL_TO_COME = NoData(reason="this part of the period is still to come")
JUST_BEGUN = NoData(reason="the period begins at this very moment")
NO_SLICE_YET = NoData(reason="no slice of the period has ended yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that the sources said, and when telemetry begins, by objective id."""

    counts: Mapping[CountRequest, Answer]
    series: Mapping[SeriesRequest, SeriesAnswer]
    beginnings: Mapping[str, datetime]


def observe(plan: ObjectivePlan, answers: Answers) -> Observed:
    """Put together what was counted for one objective."""
    windows = {w: portion.answer(answers.counts) for w, portion in plan.windows.items()}
    if isinstance(plan.objective.budgeting, BySlices):
        return _by_slices(plan, plan.objective.budgeting, answers, windows)
    begins = answers.beginnings.get(plan.objective.id)
    past = tuple(_stretch_events(plan, answers)) or (
        StretchCounts(target=plan.objective.target, counts=JUST_BEGUN),
    )
    return Observed(
        windows=windows,
        stretches=(*past, *_expected_events(plan, answers, begins)),
        history=_history(plan, begins),
        telemetry=_telemetry(plan.at, begins, plan.known_span),
        excluded=plan.excluded,
    )


def _stretch_events(plan: ObjectivePlan, answers: Answers) -> Iterator[StretchCounts]:
    for stretch, portion in zip(plan.past, plan.portions, strict=True):
        counted = portion.answer(answers.counts)
        lost = _lost(plan, stretch, answers)
        counts = counted if lost is None else total([counted, lost])
        yield StretchCounts(target=stretch.target, counts=counts)


def _lost(plan: ObjectivePlan, stretch: Stretch, answers: Answers) -> Answer | None:
    """Bad events that stand for telemetry that is missing, where the policy counts it as bad."""
    if plan.series is None:
        return None
    series = answers.series[plan.series]
    if isinstance(series, NoData):
        return series
    step = plan.series.step
    lost = lost_events(series.value, step, plan.excluded, within=stretch.range)
    return series.map(lambda _: lost) if lost.valid else None


def _expected_events(
    plan: ObjectivePlan, answers: Answers, begins: datetime | None
) -> Iterator[StretchCounts]:
    """The rest of a calendar period, at the pace of the last week, or of as much of it as there is."""
    if plan.pace is None:
        return
    pace = plan.pace.answer(answers.counts)
    measured_for = _length_since(plan.pace, begins)
    if isinstance(pace, NoData) or measured_for <= timedelta(0):
        return
    for stretch in plan.to_come:
        length = _kept_length(stretch.range, plan.excluded)
        yield StretchCounts(
            target=stretch.target,
            counts=STILL_TO_COME,
            expected=pace.value.valid * (length / measured_for),
        )


def _length_since(portion: Portion, begins: datetime | None) -> timedelta:
    """How much of what was counted can hold telemetry at all."""
    if begins is None or begins <= portion.range.start:
        return portion.length
    if begins >= portion.range.end:
        return timedelta(0)
    known = TimeRange(begins, portion.range.end)
    parts = (part.range.overlap(known) for part in portion.requests)
    return sum((part.length for part in parts if part), start=timedelta(0))


def _kept_length(span: TimeRange, excluded: tuple[TimeRange, ...]) -> timedelta:
    return sum((part.length for part in kept_spans(span, excluded)), start=timedelta(0))


def _by_slices(
    plan: ObjectivePlan, budgeting: BySlices, answers: Answers, windows: Mapping[timedelta, Answer]
) -> Observed:
    series = answers.series[plan.series] if plan.series else NO_SLICE_YET
    tallies = _tallies(plan, budgeting, series)
    begins = _first_step(series, budgeting.length)
    past = tuple(
        StretchCounts(target=stretch.target, counts=_as_counts(series, judged))
        for stretch, judged in zip(plan.past, tallies, strict=False)
    )
    return Observed(
        windows=windows,
        stretches=(
            *(past or (StretchCounts(target=plan.objective.target, counts=_unjudged(series)),)),
            *_expected_slices(plan, budgeting),
        ),
        history=_history(plan, begins),
        telemetry=_telemetry(plan.at, begins, plan.series.span if plan.series else None),
        unit=BudgetUnit.SLICES,
        excluded=plan.excluded,
        missing_slices=sum(judged.missing for judged in tallies),
    )


def _tallies(
    plan: ObjectivePlan, budgeting: BySlices, series: SeriesAnswer
) -> tuple[SliceTally, ...]:
    """The slices of each past stretch; none where there is no series."""
    if isinstance(series, NoData):
        return ()
    missing = plan.objective.missing
    return tuple(
        tally(series.value, budgeting, missing, plan.excluded, within=stretch.range)
        for stretch in plan.past
    )


def _as_counts(series: SeriesAnswer, judged: SliceTally) -> Answer:
    return series if isinstance(series, NoData) else series.map(lambda _: judged.counts)


def _unjudged(series: SeriesAnswer) -> NoData:
    return series if isinstance(series, NoData) else JUST_BEGUN


def _expected_slices(plan: ObjectivePlan, budgeting: BySlices) -> Iterator[StretchCounts]:
    for stretch in plan.to_come:
        expected = slices_to_come(plan.period, budgeting.length, plan.excluded, stretch.range)
        yield StretchCounts(target=stretch.target, counts=STILL_TO_COME, expected=expected)


def _first_step(series: SeriesAnswer, step: timedelta) -> datetime | None:
    if isinstance(series, NoData):
        return None
    present = series.value.ends[~absent_steps(series.value)]
    return datetime.fromtimestamp(float(np.min(present)), UTC) - step if present.size else None


def _history(plan: ObjectivePlan, begins: datetime | None) -> History:
    if plan.elapsed is None:
        return History(covered=timedelta(0), wanted=timedelta(0))
    if begins is None:
        return History(covered=None, wanted=plan.elapsed.length)
    return History(covered=plan.at - max(begins, plan.elapsed.start), wanted=plan.elapsed.length)


def _telemetry(
    at: datetime, begins: datetime | None, looked_at: TimeRange | None
) -> timedelta | None:
    """For how long there has been any; None where nobody knows, or nobody looked further back."""
    if begins is None or looked_at is None or begins <= looked_at.start:
        return None
    return at - begins
