"""What has to be counted to know where an objective stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.signals.totals import without
from midwatch.domain.slo.budget import Stretch, stretches
from midwatch.domain.slo.correction import excluded_spans
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


@dataclass(frozen=True, slots=True)
class Portion:
    """A range without the parts of it that corrections leave out."""

    whole: CountRequest
    left_out: tuple[CountRequest, ...] = ()

    @property
    def requests(self) -> tuple[CountRequest, ...]:
        """All that has to be counted for it."""
        return (self.whole, *self.left_out)

    @property
    def length(self) -> timedelta:
        """How long it is without what is left out."""
        excluded = sum((part.range.length for part in self.left_out), start=timedelta(0))
        return self.whole.range.length - excluded

    def answer(self, answers: Mapping[CountRequest, Answer]) -> Answer:
        """Its counts."""
        return without(answers[self.whole], [answers[part] for part in self.left_out])


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
        spans = [span for span in (self.elapsed, self.pace and self.pace.whole.range) if span]
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
        return Portion(
            CountRequest(objective.indicator, span, objective.id),
            tuple(
                CountRequest(objective.indicator, part, objective.id)
                for excluded in spans
                if (part := excluded.overlap(span))
            ),
        )

    past = stretches(objective, elapsed) if elapsed else ()
    return ObjectivePlan(
        service=service,
        objective=objective,
        at=at,
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
    if objective.missing is MissingData.IGNORE or elapsed is None:
        return None
    step = max(MISSING_STEP, _whole_minutes(elapsed.length / MOST_STEPS))
    steps = elapsed.length // step
    span = TimeRange.ending(at, steps * step) if steps else None
    return SeriesRequest(objective.indicator, span, step) if span else None


def _whole_minutes(span: timedelta) -> timedelta:
    minute = timedelta(minutes=1)
    return -(-span // minute) * minute
