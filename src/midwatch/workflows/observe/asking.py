"""Everything that is asked of the sources: each one once for everything, all of them at the same time.

Only the week of what is borrowed is asked for afterwards, where there is something: mostly nobody needs to ask.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from midwatch.domain.errors import SourceError
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.measure import Measure, PersonsQuery, Quantile, TrackRequest
from midwatch.domain.slo.health.reading import Unit
from midwatch.domain.units import TimeRange
from midwatch.ports.tracks import Tracks
from midwatch.workflows.observe.bindings import Bound
from midwatch.workflows.observe.frames import TREND_STEP, Frame
from midwatch.workflows.slo.counting import at_once, failed

Answer = Measured[Track] | NoData
TracksFor = Callable[[str], Tracks]
"""What measures a service's signals; the same object for services that share a source."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came, by what was asked."""

    frame: Frame
    found: Mapping[TrackRequest, Answer]
    customs: Sequence[Mapping[TrackRequest, Answer]] = ()
    """Of each source, the answers to a person's own queries."""

    def steps(self, measure: Measure) -> Answer:
        """The measure over the range, step by step."""
        return self.found[TrackRequest(measure, self.frame.steps, self.frame.step)]

    def whole(self, measure: Measure) -> Measured[float] | NoData:
        """The measure over the whole range."""
        return _number(self.found[_whole(measure, self.frame.range)])

    def own(self, query: PersonsQuery) -> Sequence[tuple[Measured[float] | NoData, Answer]]:
        """A person's own query over the whole range and step by step, as each source answers it, in order."""
        whole = _whole(query, self.frame.range)
        steps = TrackRequest(query, self.frame.steps, self.frame.step)
        return [(_number(told[whole]), told[steps]) for told in self.customs]

    def lies_above(self, quantile: Quantile) -> bool:
        """Whether it lies above the last bucket: then it is said to be where the histogram ends."""
        end, value = self.whole(_end_of(quantile)), self.whole(quantile)
        if isinstance(end, NoData) or isinstance(value, NoData):
            return False
        return value.value >= end.value

    def past(self, measure: Measure) -> tuple[Answer, ...]:
        """The measure over the same hours before, newest first."""
        return tuple(
            self.found[TrackRequest(measure, span, self.frame.step)] for span in self.frame.past
        )

    def trend(self, measure: Measure) -> Answer:
        """The measure over the week up to now; of what is borrowed and not there, why it is not."""
        asked = TrackRequest(measure, self.frame.trend, TREND_STEP)
        return self.found[asked] if asked in self.found else self.steps(measure)


def requests_of(bound: Bound, frame: Frame) -> Iterable[TrackRequest]:
    """Everything to measure for one service."""
    compared: list[Measure] = [one for one in (bound.requests, bound.failures) if one]
    if bound.slowness is not None:
        compared += [bound.slowness.valid, bound.slowness.good]
    if bound.quantiles:
        compared.append(judged_quantile(bound))
        yield _whole(_end_of(judged_quantile(bound)), frame.range)
    quantiles = [measure for _, measure in bound.quantiles]
    for measure in (*compared, *quantiles):
        yield TrackRequest(measure, frame.steps, frame.step)
        yield _whole(measure, frame.range)
    for measure in compared:
        yield from (TrackRequest(measure, span, frame.step) for span in frame.past)
    for level in bound.levels:
        yield TrackRequest(level.measure, frame.steps, frame.step)
        yield _whole(level.measure, frame.range)
        if level.unit is Unit.RATIO and not level.borrowed:
            yield TrackRequest(level.measure, frame.trend, TREND_STEP)
    if frame.hides_incidents:
        yield from (TrackRequest(peak, frame.steps, frame.step) for _, peak in bound.peaks)


def _borrowed_trends(bound: Bound, answers: Answers) -> Iterable[TrackRequest]:
    for level in bound.levels:
        there = level.borrowed and isinstance(answers.steps(level.measure), Measured)
        if there and level.unit is Unit.RATIO:
            yield TrackRequest(level.measure, answers.frame.trend, TREND_STEP)


def judged_quantile(bound: Bound) -> Quantile:
    """The quantile whose past is looked at: the 95th percentile."""
    return bound.quantiles[1][1]


def _end_of(quantile: Quantile) -> Quantile:
    """The upper bound of the highest bucket with any request in it, or the highest finite bound there is."""
    return replace(quantile, q=1.0)


@dataclass(frozen=True, slots=True)
class Custom:
    """A person's own queries, and the sources that are asked each of them, in order."""

    sources: Sequence[Tracks] = ()
    requests: Sequence[TrackRequest] = ()


def ask(
    bound: Iterable[Bound],
    frame: Frame,
    tracks_for: TracksFor,
    custom: Custom = Custom(),
) -> Answers:
    """An answer to everything; a source that cannot be asked at all is no data for its requests."""
    asked = tuple(bound)
    wanted = [(tracks_for(b.service.name), r) for b in asked for r in requests_of(b, frame)]
    customs = [(source, request) for source in custom.sources for request in custom.requests]
    told = _answered((*wanted, *customs))
    own = [told[id(source)] for source in custom.sources if custom.requests]
    answers = Answers(frame, _merged(wanted, told), own)
    later = [(tracks_for(b.service.name), r) for b in asked for r in _borrowed_trends(b, answers)]
    return replace(answers, found={**answers.found, **_merged(later, _answered(later))})


Asked = tuple[Tracks, TrackRequest]


def _answered(wanted: Iterable[Asked]) -> Mapping[int, Mapping[TrackRequest, Answer]]:
    """What each source, by its identity, answered to all of its requests."""
    by_source: dict[int, tuple[Tracks, dict[TrackRequest, None]]] = {}
    for source, request in wanted:
        by_source.setdefault(id(source), (source, {}))[1][request] = None
    jobs = [_asking(source, tuple(requests)) for source, requests in by_source.values()]
    return dict(zip(by_source, at_once(jobs), strict=True))


def _merged(
    wanted: Iterable[Asked], told: Mapping[int, Mapping[TrackRequest, Answer]]
) -> Mapping[TrackRequest, Answer]:
    return {request: told[id(source)][request] for source, request in wanted}


def _asking(
    source: Tracks, requests: tuple[TrackRequest, ...]
) -> Callable[[], Mapping[TrackRequest, Answer]]:
    def job() -> Mapping[TrackRequest, Answer]:
        try:
            return source.tracks(requests)
        except SourceError as error:
            return dict.fromkeys(requests, failed(error))

    return job


def _whole(measure: Measure, span: TimeRange) -> TrackRequest:
    return TrackRequest(measure, span, span.length)


def _number(answer: Answer) -> Measured[float] | NoData:
    return answer.map(_only) if isinstance(answer, Measured) else answer


def _only(track: Track) -> float:
    return float(track.values[0])
