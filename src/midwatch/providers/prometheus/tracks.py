"""Measuring signals step by step: several measures of all services of a convention in one range query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from midwatch.dialects.promql_questions import PART_LABEL, union
from midwatch.dialects.promql_tracks import nothing
from midwatch.dialects.promql_tracks import track as expression
from midwatch.domain.errors import SourceError, SourceRefused, SourceUnreachable
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.measure import (
    Measure,
    PersonsQuery,
    TrackRequest,
    selections,
    with_selections,
)
from midwatch.domain.signals.selector import Matcher
from midwatch.providers._http.parallel import in_parallel
from midwatch.providers.prometheus.client import BadQuery, PrometheusClient
from midwatch.providers.prometheus.counting.told import failure
from midwatch.providers.prometheus.decode import Matrix
from midwatch.providers.prometheus.kin import any_of, replaced, telling
from midwatch.providers.prometheus.limits import POINTS_PER_ANSWER, TRACKS_PER_QUERY
from midwatch.providers.prometheus.steps import Steps, UnusableStepsError, lay

Answer = Measured[Track] | NoData


class PrometheusTracks:
    """Measures signals in one source, with as many queries at once as its settings allow."""

    def __init__(self, client: PrometheusClient) -> None:
        self._client = client
        self._source = client.settings.name

    def tracks(self, requests: Sequence[TrackRequest]) -> Mapping[TrackRequest, Answer]:
        """Answer every request: services of a convention together, and past weeks beside the present.

        A measure that the source does not take is `NoData(source_failed=True)` alone. Raises SourceError where nothing
        was answered, because nothing could be reached or the credentials are refused.
        """
        queries = list(_queries(list(dict.fromkeys(requests))))
        answered = in_parallel(self._ask, queries, self._client.settings.parallel)
        told = {request: one for part in answered for request, one in part.answers.items()}
        errors = [part.error for part in answered]
        if errors and all(isinstance(e, SourceUnreachable | SourceRefused) for e in errors):
            raise next(error for error in errors if error is not None)
        return {request: told[request] for request in requests}

    def _ask(self, query: "_Query") -> "_Answered":
        try:
            return _Answered(self._asked(query))
        except SourceError as error:
            refused = failure(error, None)
            return _Answered({r: refused for part in query.parts for r in part.requests}, error)

    def _asked(self, query: "_Query") -> Mapping[TrackRequest, Answer]:
        parts = {str(index): part.expression(query.step) for index, part in enumerate(query.parts)}
        steps = query.steps
        answer = self._client.range(union(parts), steps.first, query.end, query.step)
        if isinstance(answer, BadQuery):
            if len(query.parts) == 1:
                refused = failure(answer.error, None)
                return dict.fromkeys(query.parts[0].requests, refused)
            alone = (replace(query, parts=(part,)) for part in query.parts)
            return {r: told for one in alone for r, told in self._asked(one).items()}
        return _told(answer, query, self._source)


@dataclass(frozen=True, slots=True)
class _Answered:
    """What came for one query; `error`: why nothing did."""

    answers: Mapping[TrackRequest, Answer]
    error: SourceError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One measure, `ago` before the steps of its query, of everybody who differs in `label` alone (None: of one)."""

    measure: Measure
    ago: timedelta
    label: str | None
    requests: Mapping[TrackRequest, str]
    """Each with its own value of the label; empty where there is none."""

    def expression(self, step: timedelta) -> str:
        return expression(self.measure, step, self.label, self.ago)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """Several parts at the same steps."""

    end: datetime
    length: timedelta
    step: timedelta
    parts: tuple[_Part, ...]

    @property
    def steps(self) -> Steps:
        count = self.length // self.step
        return Steps(first=self.end - (count - 1) * self.step, step=self.step, count=count)


def _queries(requests: Sequence[TrackRequest]) -> Iterator[_Query]:
    frames: dict[object, list[TrackRequest]] = defaultdict(list)
    for request in requests:
        end = request.range.end if isinstance(request.measure, PersonsQuery) else None
        whole = request.range.length // request.step * request.step
        frames[whole, request.step, end].append(request)
    for members in frames.values():
        step = members[0].step
        whole = members[0].range.length // step * step
        if not whole:
            continue
        newest = max(_last(request) for request in members)
        parts = list(_parts(members, newest))
        for chunk in _chunks(parts, whole // step):
            yield _Query(end=newest, length=whole, step=step, parts=chunk)


def _last(request: TrackRequest) -> datetime:
    """Where the last whole step ends."""
    return request.range.start + request.range.length // request.step * request.step


def _chunks(parts: Sequence[_Part], steps: int) -> Iterator[tuple[_Part, ...]]:
    """Measures evenly in as few queries as there may be, and no more than their points leave room for in one answer."""
    most = -(-len(parts) // -(-len(parts) // TRACKS_PER_QUERY))
    chunk: list[_Part] = []
    points = 0
    for part in parts:
        more = len(part.requests) * steps
        if chunk and (len(chunk) == most or points + more > POINTS_PER_ANSWER):
            yield tuple(chunk)
            chunk, points = [], 0
        chunk.append(part)
        points += more
    yield tuple(chunk)


@dataclass(frozen=True, slots=True)
class _Kin:
    """What a measure has in common with those of other services, and what tells it from them (None: nothing)."""

    common: Measure
    told: Matcher | None


def _parts(members: Sequence[TrackRequest], newest: datetime) -> Iterator[_Part]:
    kin = {measure: _kin(measure) for measure in {each.measure: None for each in members}}
    families: dict[object, list[TrackRequest]] = defaultdict(list)
    for request in members:
        families[kin[request.measure].common, _last(request)].append(request)
    for own in families.values():
        measure, ago = own[0].measure, newest - _last(own[0])
        told = kin[measure].told
        if len(own) == 1 or told is None or isinstance(measure, PersonsQuery):
            yield _Part(measure=measure, ago=ago, label=None, requests=dict.fromkeys(own, ""))
            continue
        values = {request: each.value for request in own if (each := kin[request.measure].told)}
        everybody = any_of(told.label, values.values())
        measure = with_selections(measure, partial(replaced, old=told, new=everybody))
        yield _Part(measure=measure, ago=ago, label=told.label, requests=values)


def _kin(measure: Measure) -> _Kin:
    if isinstance(measure, PersonsQuery) or (told := telling(selections(measure))) is None:
        return _Kin(measure, None)
    nobody = partial(replaced, old=told, new=Matcher(told.label, ""))
    return _Kin(with_selections(measure, nobody), told)


def _told(answer: Matrix, query: _Query, source: str) -> Mapping[TrackRequest, Answer]:
    steps = query.steps
    columns: dict[tuple[int, str], Floats] = {}
    try:
        for track in answer.tracks:
            index = track.labels.get(PART_LABEL, "")
            if not index.isdecimal() or int(index) >= len(query.parts):
                continue
            label = query.parts[int(index)].label
            member = track.labels.get(label, "") if label else ""
            key = (int(index), member)
            target = columns.setdefault(key, np.full(steps.count, np.nan))
            finite = np.where(np.isfinite(track.values), track.values, np.nan)
            lay(track, finite, target, steps)
    except UnusableStepsError as error:
        reason = NoData(reason=str(error), source_failed=True)
        return {request: reason for part in query.parts for request in part.requests}
    told = _Said(query=query, source=source, warnings=answer.warnings)
    return {
        request: told.answer(request, columns.get((index, member)), ends)
        for index, part in enumerate(query.parts)
        for ends in [steps.ends - part.ago / timedelta(seconds=1)]
        for request, member in part.requests.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one query's answer says to each of its requests; what many of them share is made once."""

    query: _Query
    source: str
    warnings: tuple[str, ...]
    _alone: dict[Measure, str] = field(default_factory=dict)
    _absent: dict[Measure, str] = field(default_factory=dict)

    def answer(self, request: TrackRequest, values: Floats | None, ends: Floats) -> Answer:
        measure, step = request.measure, request.step
        if measure not in self._alone:
            self._alone[measure] = expression(measure, step, None, timedelta(0))
        origin = Provenance(
            query=self._alone[measure], range=request.range, samples=None, source=self.source
        )
        if values is None or np.isnan(values).all():
            if measure not in self._absent:
                self._absent[measure] = nothing(measure, step)
            return NoData(reason=self._absent[measure], provenance=origin)
        track = Track(step=step, times=ends, values=values)
        return Measured(value=track, provenance=origin, warnings=self.warnings)
