"""From answers to the signals of each service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from midwatch.dialects import promql_tracks as promql
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies import track as tracks
from midwatch.domain.signals.anomalies.anomaly import Watched
from midwatch.domain.signals.anomalies.track import Signal, Track
from midwatch.domain.signals.measure import PeakShare, Rise
from midwatch.domain.slo.correction import excluded_spans
from midwatch.domain.slo.health.fast_burn import WorstHours, worst_hours
from midwatch.domain.slo.health.reading import Goal, GoalSource, SignalName, Unit
from midwatch.domain.slo.health.verdict import SATURATED
from midwatch.domain.slo.objective import Objective, ObjectiveKind
from midwatch.domain.units import TimeRange, seconds
from midwatch.workflows.observe import derive
from midwatch.workflows.observe.asking import Answers, judged_quantile
from midwatch.workflows.observe.bindings import Bound, LevelBinding, Slowness
from midwatch.workflows.observe.request import ERROR_OPTION, LATENCY_OPTION, ObserveRequest

Answer = Measured[Track] | NoData


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One signal, as it was measured: over the range, step by step, and (where it is judged) in the past."""

    service: str
    name: str
    unit: Unit
    whole: Measured[float] | NoData
    steps: Answer
    goal: Goal | None = None
    signal: Signal | None = None
    past: tuple[Answer, ...] = ()
    trend: Answer | None = None
    borrowed: bool = False
    lies_above: bool = False

    @property
    def told(self) -> bool:
        """Whether the source has anything of it, or did not say: a borrowed signal is not shown otherwise."""
        answers = (self.whole, self.steps)
        return any(isinstance(one, Measured) or one.source_failed for one in answers)

    @property
    def watched(self) -> Watched | None:
        """What is judged of it; None where there is nothing to judge."""
        if self.signal is None or isinstance(self.steps, NoData):
            return None
        weeks = tuple(one.value if isinstance(one, Measured) else None for one in self.past)
        return Watched(signal=self.signal, current=self.steps.value, weeks=weeks)


def drawn(bound: Bound, answers: Answers, request: ObserveRequest) -> Iterator[Drawn]:
    """Every signal of a service, golden ones first."""
    if bound.requests is not None:
        yield _traffic(bound, bound.requests, answers)
        if bound.failures is not None:
            yield _errors(bound, bound.requests, bound.failures, answers, request)
    yield from _latencies(bound, answers, request)
    if bound.slowness is not None:
        yield _slow(bound, bound.slowness, answers)
    yield from _levels(bound, answers)


def hours_of(bound: Bound, answers: Answers) -> Iterator[WorstHours]:
    """The worst hours of each objective, where steps hide them."""
    looked = answers.frame
    if not looked.hides_incidents:
        return
    for objective, peak in bound.peaks:
        applying = [c for c in bound.service.corrections if c.applies_to(objective.name)]
        span = TimeRange(looked.steps.start - peak.window, looked.steps.end)
        shares = _of_range(answers.steps(peak), peak, looked.steps.length)
        yield worst_hours(objective, shares, excluded_spans(applying, span))


def _of_range(shares: Answer, peak: PeakShare, length: timedelta) -> Answer:
    """The steps, with the one query that gives the worst hour of them all."""
    origin = shares.provenance
    if origin is not None:
        whole = replace(origin, query=promql.track(peak, length, None, timedelta(0)))
        shares = replace(shares, provenance=whole)
    if isinstance(shares, NoData) and not shares.source_failed:
        fewest = max(peak.fewest, 1)
        return replace(shares, reason=f"no hour was seen with {fewest} bad events or more")
    return shares


def _traffic(bound: Bound, requests: Rise, answers: Answers) -> Drawn:
    length = seconds(answers.frame.range.length)
    return Drawn(
        service=bound.service.name,
        name=SignalName.TRAFFIC.value,
        unit=Unit.PER_SECOND,
        whole=derive.whole_rate(answers.whole(requests), answers.steps(requests), length),
        steps=derive.rate(answers.steps(requests)),
        signal=tracks.traffic(bound.service.name),
        past=tuple(derive.rate(one) for one in answers.past(requests)),
    )


def _errors(
    bound: Bound, requests: Rise, failures: Rise, answers: Answers, request: ObserveRequest
) -> Drawn:
    objective = _objective(bound, ObjectiveKind.AVAILABILITY, answers)
    goal = _error_goal(objective, answers, request)
    floor = goal.limit if goal else tracks.ERROR_FLOOR
    pairs = zip(answers.past(failures), answers.past(requests), strict=True)
    return Drawn(
        service=bound.service.name,
        name=SignalName.ERRORS.value,
        unit=Unit.RATIO,
        whole=derive.whole_share(answers.whole(failures), answers.whole(requests)),
        steps=derive.share(answers.steps(failures), answers.steps(requests)),
        goal=goal,
        signal=tracks.errors(bound.service.name, floor),
        past=tuple(derive.share(part, total) for part, total in pairs),
    )


def _latencies(bound: Bound, answers: Answers, request: ObserveRequest) -> Iterator[Drawn]:
    goals = _latency_goals(bound, request)
    for name, quantile in bound.quantiles:
        compared = quantile == judged_quantile(bound)
        judged = compared and bound.slowness is None
        past = answers.past(quantile) if compared else ()
        service, unit = bound.service.name, bound.duration_unit
        up = (tracks.Direction.UP,)
        yield Drawn(
            service=service,
            name=name.value,
            unit=Unit.SECONDS,
            whole=derive.scaled(answers.whole(quantile), unit),
            steps=derive.scaled_track(answers.steps(quantile), unit),
            goal=goals.get(name),
            signal=tracks.gauge(service, name.value, up) if judged else None,
            past=tuple(derive.scaled_track(one, unit) for one in past),
            lies_above=answers.lies_above(quantile),
        )


def _slow(bound: Bound, slowness: Slowness, answers: Answers) -> Drawn:
    objective = slowness.objective
    budget = float(objective.target_at(answers.frame.at).budget.value)
    pairs = zip(answers.past(slowness.good), answers.past(slowness.valid), strict=True)
    good, valid = slowness.good, slowness.valid
    steps = derive.shortfall(answers.steps(good), answers.steps(valid))
    return Drawn(
        service=bound.service.name,
        name=SignalName.SLOW.value,
        unit=Unit.RATIO,
        whole=derive.whole_shortfall(answers.whole(good), answers.whole(valid), steps),
        steps=steps,
        goal=Goal(budget, GoalSource.OBJECTIVE, objective.id),
        signal=replace(tracks.slowness(bound.service.name, budget), name=SignalName.SLOW.value),
        past=tuple(derive.shortfall(g, v) for g, v in pairs),
    )


def _levels(bound: Bound, answers: Answers) -> Iterator[Drawn]:
    """How full the service is; what is borrowed only where there is something, by the first convention that has it."""
    shown = set[str]()
    for level in bound.levels:
        one = _level(bound, level, answers)
        if not level.borrowed or (one.told and one.name not in shown):
            shown.add(one.name)
            yield one


def _level(bound: Bound, level: LevelBinding, answers: Answers) -> Drawn:
    measure, service = level.measure, bound.service.name
    counts_seconds = isinstance(measure, Rise)
    length = seconds(answers.frame.range.length)
    whole = derive.scaled(answers.whole(measure), level.factor)
    steps = derive.scaled_track(answers.steps(measure), level.factor)
    fills = level.unit is Unit.RATIO
    return Drawn(
        service=service,
        name=level.name.value,
        unit=level.unit,
        whole=derive.whole_rate(whole, steps, length) if counts_seconds else whole,
        steps=derive.rate(steps) if counts_seconds else steps,
        goal=Goal(SATURATED, GoalSource.SATURATION, "80%") if fills else None,
        trend=derive.scaled_track(answers.trend(measure), level.factor) if fills else None,
        borrowed=level.borrowed,
    )


def _objective(bound: Bound, kind: ObjectiveKind, answers: Answers) -> Objective | None:
    """The strictest objective of a kind."""
    of_kind = [o for o in bound.service.objectives if o.kind is kind]
    at = answers.frame.at
    return min(of_kind, key=lambda o: o.target_at(at).budget, default=None)


def _error_goal(
    objective: Objective | None, answers: Answers, request: ObserveRequest
) -> Goal | None:
    if request.error_threshold is not None:
        return Goal(request.error_threshold, GoalSource.OPTION, ERROR_OPTION)
    if objective is None:
        return None
    budget = float(objective.target_at(answers.frame.at).budget.value)
    return Goal(budget, GoalSource.OBJECTIVE, objective.id)


def _latency_goals(bound: Bound, request: ObserveRequest) -> Mapping[SignalName, Goal]:
    """By quantile: the bound of the objective that promises that quantile, and the option for the 95th."""
    goals: dict[SignalName, Goal] = {}
    names = {
        "latency_p50": SignalName.P50,
        "latency_p95": SignalName.P95,
        "latency_p99": SignalName.P99,
    }
    for objective in bound.service.objectives:
        name = names.get(objective.name)
        if name is not None and objective.latency is not None:
            goals[name] = Goal(seconds(objective.latency.bound), GoalSource.OBJECTIVE, objective.id)
    if request.latency_threshold is not None:
        limit = seconds(request.latency_threshold)
        goals[SignalName.P95] = Goal(limit, GoalSource.OPTION, LATENCY_OPTION)
    return goals
