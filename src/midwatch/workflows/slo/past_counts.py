"""What objectives counted in the past: for targets that are realistic, and for traffic that is enough."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import isnan
from typing import Final

from midwatch.checks.slo.facts import PastCounts, PeriodCounts, without
from midwatch.checks.slo.questions import pages_by_requests
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.selector import Matcher, MatchOperator
from midwatch.domain.slo.definition.convention import Convention
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest, EventCounts
from midwatch.workflows.slo.counting import SeriesRequest, Sources, series_of_all
from midwatch.workflows.slo.loading import LoadedFile

PAST_PERIODS: Final = 3
"""A quarter, where the period is a month: long enough for habit, short enough to be about the same service."""

_HOUR, _WEEK = timedelta(hours=1), timedelta(days=7)
_LATELY: Final = (_HOUR, timedelta(days=1))

Answers = Mapping[CountRequest, Measured[Counts] | NoData]


def ask_past(counts: EventCounts, files: Sequence[LoadedFile], at: datetime) -> PastCounts:
    """Count the past of every objective, in one batch, and of some each hour. Raises SourceError where none can be."""
    objectives = [o for one in files if one.service for o in one.service.objectives]
    clients = dict(_client_requests(files, at))
    wanted = [r for o in objectives for r in (*past_requests(o, at), *_volume_requests(o, at))]
    answers = counts.count(list(dict.fromkeys([*wanted, *clients.values()])))
    return PastCounts(
        periods={o.id: _counted(past_requests(o, at), answers) for o in objectives},
        volume={o.id: _counted(_volume_requests(o, at), answers) for o in objectives},
        hours=_hours(counts, list(_unseen(files)), at),
        client_failures={name: _answer(request, answers) for name, request in clients.items()},
    )


def past_requests(objective: Objective, at: datetime) -> tuple[CountRequest, ...]:
    """One request for each of the last periods, newest first; calendar periods at their common length."""
    length = objective.period.nominal_length
    ends = (at - length * number for number in range(PAST_PERIODS))
    return tuple(
        CountRequest(objective.indicator, TimeRange.ending(end, length), objective.id)
        for end in ends
    )


def _volume_requests(objective: Objective, at: datetime) -> tuple[CountRequest, ...]:
    lengths = (*_LATELY, objective.period.nominal_length)
    return tuple(
        CountRequest(objective.indicator, TimeRange.ending(at, length), objective.id)
        for length in lengths
    )


def _unseen(files: Sequence[LoadedFile]) -> Iterator[Objective]:
    """Objectives whose pages need traffic at every hour, since no probe looks at their service."""
    for one in files:
        objectives = one.service.objectives if one.service else ()
        if all(objective.kind is not ObjectiveKind.PROBE for objective in objectives):
            yield from filter(pages_by_requests, objectives)


def _hours(
    counts: EventCounts, objectives: Sequence[Objective], at: datetime
) -> Mapping[str, tuple[float, ...]]:
    week = TimeRange.ending(at, _WEEK)
    wanted = {o.id: SeriesRequest(o.indicator, week, _HOUR) for o in objectives}
    sources = Sources(counts_for=lambda _service: counts)
    answers = series_of_all(sources, wanted.items())
    return {
        name: tuple(float(events) for events in found.value.valid if not isnan(events))
        for name, request in wanted.items()
        if isinstance(found := answers[request], Measured)
    }


def _client_requests(
    files: Sequence[LoadedFile], at: datetime
) -> Iterator[tuple[str, CountRequest]]:
    for one in files:
        for objective in one.service.objectives if one.service else ():
            indicator = _client_failures(objective, one.convention)
            if indicator is not None:
                span = TimeRange.ending(at, objective.period.nominal_length)
                yield objective.id, CountRequest(indicator, span)


def _client_failures(objective: Objective, convention: Convention | None) -> CounterEvents | None:
    indicator = objective.indicator
    if objective.kind is not ObjectiveKind.ERROR_RATE or not isinstance(indicator, CounterEvents):
        return None
    label = indicator.presence_label
    pattern = convention.client_failure if convention else None
    if label is None or pattern is None:
        return None
    clients = Matcher(label, pattern, MatchOperator.REGEX)
    return CounterEvents(
        valid=indicator.valid,
        selected=without(indicator.valid, label).where(clients),
        polarity=Polarity.BAD,
        presence_label=label,
    )


def _counted(requests: Sequence[CountRequest], answers: Answers) -> tuple[PeriodCounts, ...]:
    return tuple(PeriodCounts(request.range, _answer(request, answers)) for request in requests)


def _answer(request: CountRequest, answers: Answers) -> Measured[Counts] | NoData:
    return answers.get(request) or NoData(reason="the source did not answer this question")
