"""`observe`: every service over a range, in one colour each, with why."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final, TypeGuard

from midwatch.domain.errors import HeldByGate, InputError, SourceError, UnknownName
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.anomaly import Judgement
from midwatch.domain.signals.anomalies.find import judge
from midwatch.domain.signals.anomalies.track import Track, centred, overall
from midwatch.domain.signals.causes.answer import Ranking
from midwatch.domain.signals.causes.situation import Graph
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.trends.forecast import forecast
from midwatch.domain.signals.trends.reach import Reach, reaches
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.reading import GoalSource, Reading, SignalName, Unit
from midwatch.domain.slo.health.service import Due, ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, Reason, colour, due_soon, reasons, untold
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.ports.tracks import Tracks
from midwatch.store.repository import Repository
from midwatch.workflows.observe import custom, surroundings
from midwatch.workflows.observe.asking import Custom, TracksFor, ask
from midwatch.workflows.observe.bindings import Bound, bound_services
from midwatch.workflows.observe.causing import causes
from midwatch.workflows.observe.changes import changes_seen
from midwatch.workflows.observe.frames import DAY, Frame, frame
from midwatch.workflows.observe.request import ERROR_OPTION, LATENCY_OPTION, ObserveRequest, checked
from midwatch.workflows.observe.signals import Drawn, drawn, hours_of
from midwatch.workflows.observe.surroundings import TopologyFor
from midwatch.workflows.slo.counting import Effort, Sources
from midwatch.workflows.slo.loading import Loaded
from midwatch.workflows.slo.status import StatusRequest, status

LATER: Final = 2 * DAY
"""What is full later than in a day is told so far ahead: a third of the week that is followed."""
_ADD_UP: Final = (Unit.PER_SECOND, Unit.RATIO)
"""Signals whose steps have a mean that says something; that of percentiles is no percentile."""


def _nowhere(_: str) -> int:
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveSources:
    """Where telemetry is: what counts events, what measures signals, and what tells versions and calls.

    `place_of`: where a service's source stands in the order in which a person listed them.
    """

    counting: Sources
    tracks_for: TracksFor
    topology_for: TopologyFor
    place_of: Callable[[str], int] = _nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveReport:
    """What was observed, and what asking cost."""

    seen: Observation
    effort: Effort

    @property
    def exit_code(self) -> int:
        """4 where anything is red, else 3 where nobody can tell how a service is, else 0."""
        if any(health.colour is Colour.RED for health in self.seen.services):
            return HeldByGate.exit_code
        own = any(one.colour is Colour.NO_DATA for one in self.seen.custom)
        unsure = any(health.nobody_can_tell for health in self.seen.services)
        failed = own or unsure or any(one.source_failed for one in self.seen.untold)
        return SourceError.exit_code if failed else 0


def observe(
    request: ObserveRequest, loaded: Loaded, sources: ObserveSources, *, repository: Repository
) -> ObserveReport:
    """Measure everything at once, judge every service; a source that fails leaves the others standing.

    Raises InputError for what cannot be asked, UnknownName for a service that is not there.
    """
    checked(request)
    at, before = request.at.astimezone(UTC), sources.counting.effort()
    known = _known(loaded)
    chosen = _chosen(request, known)
    looked = frame(at, request.timerange, request.baseline)
    around = surroundings.graphed(known, loaded.conventions, sources.topology_for, looked.range)
    measured = _with_called(chosen, known, around.graph)
    told = surroundings.versions(measured, sources.topology_for, looked.range)
    services, alone = [each.service for each in chosen], len(chosen) == 1
    report = status(StatusRequest(at=at), services, sources.counting, exhaustion=alone)
    own = Custom(
        _in_order(measured, sources), tuple(custom.requests(request.custom_metrics, looked))
    )
    answers = ask(measured, looked, sources.tracks_for, own)
    made = surroundings.changed(repository, loaded.files, told, looked.range)
    signals = {each.service.name: tuple(drawn(each, answers, request)) for each in measured}
    hours = {each.service.name: tuple(hours_of(each, answers)) for each in chosen}
    healths = [
        replace(each, worst_hours=hours[each.service.name], versions=told.get(each.service.name))
        for each in _healths(chosen, signals, report.objectives, made.changes, request)
    ]
    found = causes(healths, signals, made.changes, around.graph)
    seen = Observation(
        range=looked.range,
        step=looked.step,
        past=looked.past,
        found=_found(looked, signals),
        services=_gravest_first(healths, found),
        custom=tuple(custom.signals(request.custom_metrics, answers)),
        causes=found,
        calls=around.seen,
        untold=surroundings.untold(around, told, made),
    )
    return ObserveReport(seen=seen, effort=sources.counting.effort() - before)


def _known(loaded: Loaded) -> tuple[Bound, ...]:
    known = bound_services(loaded)
    if loaded.files and not known:
        raise InputError(
            "no service can be looked at",
            why="something is wrong in every file of slos/",
            fix="see what with `midwatch slo check`",
        )
    return known


def _in_order(measured: Sequence[Bound], sources: ObserveSources) -> list[Tracks]:
    """The sources of these services, each once, in the order in which a person listed them."""
    names = sorted((bound.service.name for bound in measured), key=sources.place_of)
    found = [sources.tracks_for(name) for name in names]
    return list({id(source): source for source in found}.values())


def _chosen(request: ObserveRequest, known: Sequence[Bound]) -> list[Bound]:
    by_name = {bound.service.name: bound for bound in known}
    for name in request.services:
        if name not in by_name:
            raise UnknownName.among("service", name, by_name)
    return [by_name[name] for name in dict.fromkeys(request.services)] or list(known)


def _with_called(chosen: Sequence[Bound], known: Sequence[Bound], graph: Graph) -> list[Bound]:
    """Those that were asked for, and whatever they call: a cause may lie there."""
    by_name = {bound.service.name: bound for bound in known}
    found = {bound.service.name: bound for bound in chosen}
    waiting = list(found)
    while waiting:
        called = graph.get(waiting.pop(), ())
        fresh = [name for name in called if name in by_name and name not in found]
        found |= {name: by_name[name] for name in fresh}
        waiting += fresh
    return list(found.values())


def _healths(
    chosen: Sequence[Bound],
    signals: Mapping[str, Sequence[Drawn]],
    objectives: Sequence[ObjectiveStatus],
    changes: Sequence[Change],
    request: ObserveRequest,
) -> Iterator[ServiceHealth]:
    own = {bound.service.name: signals[bound.service.name] for bound in chosen}
    readings = _readings(own, request.anomaly_threshold)
    held_by, made_to = _by_service(objectives, changes)
    for bound in chosen:
        name = bound.service.name
        statuses = tuple(held_by.get(name, ()))
        due = tuple(_due(signals[name]))
        soon = (
            due_soon(one.signal, one.reach)
            for one in due
            if isinstance(one.reach, Reach) and one.reach.expected - request.at <= DAY
        )
        missing = _untold(request, readings[name])
        held = (*reasons(readings[name], statuses), *soon, *missing)
        yield ServiceHealth(
            service=bound.service,
            colour=colour(held, readings[name], statuses),
            reasons=held,
            readings=readings[name],
            statuses=statuses,
            due=due,
            changes=tuple(changes_seen(made_to.get(name, ()), readings[name])),
        )


def _found(looked: Frame, signals: Mapping[str, Sequence[Drawn]]) -> tuple[TimeRange, ...]:
    """The ranges of the past of which anything was told."""
    told = {
        index
        for own in signals.values()
        for one in own
        for index, answer in enumerate(one.past)
        if isinstance(answer, Measured)
    }
    return tuple(span for index, span in enumerate(looked.past) if index in told)


def _by_service(
    objectives: Sequence[ObjectiveStatus], changes: Sequence[Change]
) -> tuple[Mapping[str, list[ObjectiveStatus]], Mapping[str, list[Change]]]:
    held_by: dict[str, list[ObjectiveStatus]] = defaultdict(list)
    made_to: dict[str, list[Change]] = defaultdict(list)
    for status_of_one in objectives:
        held_by[status_of_one.service.name].append(status_of_one)
    for change in changes:
        made_to[change.service].append(change)
    return held_by, made_to


def _readings(
    signals: Mapping[str, Sequence[Drawn]], threshold: float
) -> Mapping[str, tuple[Reading, ...]]:
    """Every signal with its judgement; all are judged at once."""
    every = [one for own in signals.values() for one in own]
    watched = [(one, held) for one in every if (held := one.watched) is not None]
    judgements = judge([held for _, held in watched], threshold)
    judged = {id(one): told for (one, _), told in zip(watched, judgements, strict=True)}
    return {
        service: tuple(_reading(one, judged.get(id(one))) for one in own)
        for service, own in signals.items()
    }


def _reading(one: Drawn, judgement: Judgement | None) -> Reading:
    return Reading(
        service=one.service,
        name=one.name,
        unit=one.unit,
        current=one.whole,
        track=one.steps,
        goal=one.goal,
        judgement=judgement,
        before=tuple(map(_over, one.past)) if one.signal and one.unit in _ADD_UP else (),
        past_failed=next((p for p in (*one.past, one.trend) if _failed(p)), None),
        borrowed=one.borrowed,
        lies_above=one.lies_above,
    )


def _over(past: Measured[Track] | NoData) -> float | NoData:
    return past if isinstance(past, NoData) else overall(past.value)


def _failed(answer: Measured[Track] | NoData | None) -> TypeGuard[NoData]:
    return isinstance(answer, NoData) and answer.source_failed


def _untold(request: ObserveRequest, readings: Sequence[Reading]) -> Iterator[Reason]:
    """Limits that were given and that the service has no such signal for."""
    names = {reading.name for reading in readings}
    for option, limit, signal in (
        (ERROR_OPTION, request.error_threshold, SignalName.ERRORS),
        (LATENCY_OPTION, request.latency_threshold, SignalName.P95),
    ):
        if limit is not None and signal.value not in names:
            yield untold(option, f"the service's convention has no metric for {signal.value}")


def _due(signals: Sequence[Drawn]) -> Iterator[Due]:
    """When what is a share of something is full, within a day."""
    for one in signals:
        if one.goal is None or one.goal.source is not GoalSource.SATURATION or one.trend is None:
            continue
        if isinstance(one.trend, NoData):
            yield Due(signal=one.name, reach=one.trend)
            continue
        yield Due(signal=one.name, reach=_reach(centred(one.trend.value), one.goal.limit))


def _reach(trend: Track, limit: float) -> Reach | NoData:
    """When it is full: within a day, or later, as far as its history lets anybody see."""
    near = forecast(trend, DAY)
    if isinstance(near, NoData):
        return near
    soon, far = reaches(near, limit), forecast(trend, LATER)
    if isinstance(soon, Reach) or isinstance(far, NoData):
        return soon
    later = reaches(far, limit)
    beyond = isinstance(later, NoData) or later.expected - near.begins > DAY
    return later if beyond else soon


def _gravest_first(
    healths: Sequence[ServiceHealth], found: Ranking | None
) -> tuple[ServiceHealth, ...]:
    order = list(Colour)
    suspects = [suspect.service for suspect in found.suspects] if found else []

    def place(health: ServiceHealth) -> tuple[int, int, str]:
        name = health.service.name
        suspicion = suspects.index(name) if name in suspects else len(suspects)
        return order.index(health.colour), suspicion, name

    return tuple(sorted(healths, key=place))
