"""`observe`: every service over a range, in one colour each, with why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final, TypeGuard

from midwatch.domain.errors import HeldByGate, InputError, SourceError, UnknownName
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.anomaly import Judgement
from midwatch.domain.signals.anomalies.find import judge
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.causes.answer import Ranking
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.trends.forecast import forecast
from midwatch.domain.signals.trends.reach import Reach, reaches
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.reading import GoalSource, Reading, SignalName
from midwatch.domain.slo.health.service import Due, ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, Reason, colour, due_soon, reasons, untold
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.store import changes as feed
from midwatch.store.repository import Repository
from midwatch.workflows.observe import custom
from midwatch.workflows.observe.asking import TracksFor, ask
from midwatch.workflows.observe.bindings import Bound, bound_services
from midwatch.workflows.observe.causing import causes
from midwatch.workflows.observe.changes import changes_seen
from midwatch.workflows.observe.frames import DAY, frame
from midwatch.workflows.observe.request import ERROR_OPTION, LATENCY_OPTION, ObserveRequest, checked
from midwatch.workflows.observe.signals import Drawn, drawn
from midwatch.workflows.slo.counting import Effort, Sources
from midwatch.workflows.slo.loading import Loaded
from midwatch.workflows.slo.status import StatusRequest, status

BEFORE: Final = timedelta(hours=1)
"""Changes so long before the range may still be what moved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveSources:
    """Where telemetry is: what counts events, and what measures signals."""

    counting: Sources
    tracks_for: TracksFor


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
        signals = [one.current for one in self.seen.custom]
        own = any(isinstance(one, NoData) and one.source_failed for one in signals)
        failed = own or any(health.nobody_can_tell for health in self.seen.services)
        return SourceError.exit_code if failed else 0


def observe(
    request: ObserveRequest, loaded: Loaded, sources: ObserveSources, *, repository: Repository
) -> ObserveReport:
    """Measure everything at once, judge every service; a source that fails leaves the others standing.

    Raises InputError for what cannot be asked, UnknownName for a service that is not there.
    """
    checked(request)
    at, before = request.at.astimezone(UTC), sources.counting.effort()
    known = bound_services(loaded)
    if loaded.files and not known:
        raise InputError(
            "no service can be looked at",
            why="something is wrong in every file of slos/",
            fix="see what with `midwatch slo check`",
        )
    chosen = _chosen(request, known)
    measured = _with_called(chosen, known)
    looked = frame(at, request.timerange, request.baseline)
    report = status(StatusRequest(at=at), [each.service for each in chosen], sources.counting)
    first = chosen[0].service.name if chosen else ""
    own = [(first, one) for one in custom.requests(request.custom_metrics, looked) if first]
    answers = ask(measured, looked, sources.tracks_for, own)
    changes = feed.read(repository, TimeRange(looked.range.start - BEFORE, at))
    signals = {each.service.name: tuple(drawn(each, answers, request)) for each in measured}
    healths = list(_healths(chosen, signals, report.objectives, changes, request))
    graph = {each.service.name: each.service.depends_on for each in known}
    found = causes(healths, signals, changes, graph)
    seen = Observation(
        range=looked.range,
        step=looked.step,
        past=looked.past,
        services=_gravest_first(healths, found),
        custom=tuple(custom.readings(request.custom_metrics, answers)) if first else (),
        causes=found,
    )
    return ObserveReport(seen=seen, effort=sources.counting.effort() - before)


def _chosen(request: ObserveRequest, known: Sequence[Bound]) -> list[Bound]:
    by_name = {bound.service.name: bound for bound in known}
    for name in request.services:
        if name not in by_name:
            raise UnknownName.among("service", name, by_name)
    return [by_name[name] for name in dict.fromkeys(request.services)] or list(known)


def _with_called(chosen: Sequence[Bound], known: Sequence[Bound]) -> list[Bound]:
    """Those that were asked for, and whatever they call: a cause may lie there."""
    by_name = {bound.service.name: bound for bound in known}
    found = {bound.service.name: bound for bound in chosen}
    waiting = list(found)
    while waiting:
        called = by_name[waiting.pop()].service.depends_on
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
        soon = (due_soon(one.signal, one.reach) for one in due if isinstance(one.reach, Reach))
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
        past_failed=next((p for p in (*one.past, one.trend) if _failed(p)), None),
    )


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
        ahead = forecast(one.trend.value, DAY)
        reach = ahead if isinstance(ahead, NoData) else reaches(ahead, one.goal.limit)
        yield Due(signal=one.name, reach=reach)


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
