"""What has to be counted to know where an objective stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.measured import NoData
from midwatch.domain.signals.totals import total
from midwatch.domain.slo.budget import Stretch, stretches
from midwatch.domain.slo.correction import excluded_spans, kept_spans
from midwatch.domain.slo.objective import BySlices, MissingData, Objective, Service
from midwatch.domain.slo.period import CalendarPeriod
from midwatch.domain.slo.standing.conditions import STATUS_WINDOWS
from midwatch.domain.slo.standing.slices import whole_slices
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.workflows.slo.counting import Answer, SeriesRequest

PACE = timedelta(days=7)
"""Over which the traffic is measured that a calendar period still expects: a week has every weekday in it."""
MISSING_STEP = timedelta(minutes=5)
"""Steps in which absent telemetry is looked for; longer periods take longer steps."""
MOST_STEPS = 9_000
"""Steps of one series at most: a Prometheus answers 11,000 points."""


ALL_CORRECTED = NoData(reason="corrections leave out the whole of this range")


@dataclass(frozen=True, slots=True)
class Portion:
    """A range, and what has to be counted of it: all that corrections keep, in disjoint parts."""

    range: TimeRange
    requests: tuple[CountRequest, ...]

    @property
    def length(self) -> timedelta:
        """How long it is without what is left out."""
        return sum((part.range.length for part in self.requests), start=timedelta(0))

    def answer(self, answers: Mapping[CountRequest, Answer]) -> Answer:
        """Its counts."""
        return total([answers[part] for part in self.requests]) if self.requests else ALL_CORRECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePlan:
    """Everything to count for one objective at one moment.

    `elapsed`: the part of the period up to now, None at its very first moment. `past` and `to_come` are its stretches.
    `portions`: the events of each past stretch; none where slices are judged instead. `pace`: the last week, for
    calendar periods by events. `series`: steps, where slices or missing telemetry are judged.
    """

    service: Service
    objective: Objective
    at: datetime
    period: TimeRange
    elapsed: TimeRange | None
    excluded: tuple[TimeRange, ...]
    windows: Mapping[timedelta, Portion]
    past: tuple[Stretch, ...]
    portions: tuple[Portion, ...]
    to_come: tuple[Stretch, ...]
    pace: Portion | None
    series: SeriesRequest | None

    @property
    def known_span(self) -> TimeRange:
        """The span whose beginning has to be known: the period and the pace, up to now."""
        spans = [span for span in (self.elapsed, self.pace and self.pace.range) if span]
        start = min((span.start for span in spans), default=self.at - PACE)
        return TimeRange(start, self.at)

    def requests(self) -> Iterator[CountRequest]:
        """All counts, some of them twice."""
        for portion in self.windows.values():
            yield from portion.requests
        for portion in self.portions:
            yield from portion.requests
        if self.pace is not None:
            yield from self.pace.requests


def plan(service: Service, objective: Objective, at: datetime) -> ObjectivePlan:
    """Plan one objective; `at` is in UTC."""
    period = objective.period.bounds(at)
    elapsed = TimeRange(period.start, at) if period.start < at else None
    calendar = isinstance(objective.period, CalendarPeriod)
    by_events = not isinstance(objective.budgeting, BySlices)
    spans = _exclusions(service, objective, at)

    def portion(span: TimeRange) -> Portion:
        kept = kept_spans(span, spans)
        # Rules record whole windows: parts of one are asked of the counters.
        recorded_as = objective.id if kept == (span,) else None
        requests = (CountRequest(objective.indicator, part, recorded_as) for part in kept)
        return Portion(span, tuple(requests))

    past = stretches(objective, elapsed) if elapsed else ()
    return ObjectivePlan(
        service=service,
        objective=objective,
        at=at,
        period=period,
        elapsed=elapsed,
        excluded=tuple(part for span in spans if (part := span.overlap(period))),
        windows={window: portion(TimeRange.ending(at, window)) for window in STATUS_WINDOWS},
        past=past,
        portions=tuple(portion(stretch.range) for stretch in past) if by_events else (),
        to_come=stretches(objective, TimeRange(at, period.end)) if calendar else (),
        pace=portion(TimeRange.ending(at, PACE)) if calendar and by_events else None,
        series=_series(objective, elapsed, at),
    )


def _exclusions(service: Service, objective: Objective, at: datetime) -> Sequence[TimeRange]:
    """All excluded spans that anything of this objective can meet, to the period's end."""
    period = objective.period.bounds(at)
    start = min(period.start, at - max(PACE, *STATUS_WINDOWS))
    corrections = [c for c in service.corrections if c.applies_to(objective.name)]
    return excluded_spans(corrections, TimeRange(start, max(period.end, at)))


def _series(objective: Objective, elapsed: TimeRange | None, at: datetime) -> SeriesRequest | None:
    if isinstance(objective.budgeting, BySlices):
        length = objective.budgeting.length
        slices = whole_slices(objective.period, at, length)
        return SeriesRequest(objective.indicator, slices, length) if slices else None
    return None if objective.missing is MissingData.IGNORE else even_steps(objective, elapsed, at)


def even_steps(
    objective: Objective, elapsed: TimeRange | None, at: datetime
) -> SeriesRequest | None:
    """Steps over the part of the period up to now, as short as one answer can hold; None where none fits."""
    if elapsed is None:
        return None
    step = max(MISSING_STEP, _whole_minutes(elapsed.length / MOST_STEPS))
    steps = elapsed.length // step
    span = TimeRange.ending(at, steps * step) if steps else None
    return SeriesRequest(objective.indicator, span, step) if span else None


def _whole_minutes(span: timedelta) -> timedelta:
    minute = timedelta(minutes=1)
    return -(-span // minute) * minute
