"""Which measures tell a service's signals, by its convention and its objectives."""

from collections.abc import Iterator
from dataclasses import dataclass

from midwatch.domain.signals.measure import Level, Quantile, Rise
from midwatch.domain.signals.selector import Matcher, MatchOperator
from midwatch.domain.slo.definition.binding import select
from midwatch.domain.slo.definition.convention import Convention, Role
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.slo.health.reading import SignalName, Unit
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service
from midwatch.workflows.slo.loading import Loaded

QUANTILES = ((SignalName.P50, 0.5), (SignalName.P95, 0.95), (SignalName.P99, 0.99))
_LEVELS = (
    (Role.MEMORY_BYTES, SignalName.MEMORY, Unit.BYTES),
    (Role.MEMORY_RATIO, SignalName.MEMORY_SHARE, Unit.RATIO),
    (Role.IN_FLIGHT, SignalName.IN_FLIGHT, Unit.COUNT),
    (Role.QUEUE_LENGTH, SignalName.QUEUE, Unit.COUNT),
    (Role.PROBE_SUCCESS, SignalName.PROBE, Unit.UP),
)


@dataclass(frozen=True, slots=True)
class Slowness:
    """All requests, those within the bound of a latency objective, and the objective."""

    valid: Rise
    good: Rise
    objective: Objective


@dataclass(frozen=True, slots=True)
class LevelBinding:
    """A signal that says how full a service is; a `Rise` is a counter of seconds of a processor."""

    name: SignalName
    unit: Unit
    measure: Rise | Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A service with the measures of its signals; None and nothing where its convention has no such metric."""

    service: Service
    requests: Rise | None
    failures: Rise | None
    quantiles: tuple[tuple[SignalName, Quantile], ...]
    slowness: Slowness | None
    levels: tuple[LevelBinding, ...]
    duration_unit: float
    """The histogram's unit, in seconds."""


def bound_services(loaded: Loaded) -> tuple[Bound, ...]:
    """Every sound service of the repository."""
    return tuple(
        _bound(one.service, one.file.declaration, one.convention)
        for one in loaded.files
        if one.is_sound and one.service and one.file.declaration and one.convention
    )


def _bound(service: Service, declaration: Declaration, convention: Convention) -> Bound:
    requests = select(declaration, convention, Role.REQUESTS_TOTAL)
    counted = convention.roles.get(Role.REQUESTS_TOTAL)
    failures = None
    if requests and counted and counted.code_label and convention.server_failure:
        code, pattern = counted.code_label, convention.server_failure
        failures = Rise(requests.where(Matcher(code, pattern, MatchOperator.REGEX)))
        # As objectives count: whether a request without a code failed, nobody can tell.
        requests = requests.where(Matcher(code, "", MatchOperator.NOT_EQUAL))
    buckets = select(declaration, convention, Role.DURATION_BUCKET)
    return Bound(
        service=service,
        requests=Rise(requests) if requests else None,
        failures=failures,
        quantiles=tuple((name, Quantile(buckets, q)) for name, q in QUANTILES) if buckets else (),
        slowness=_slowness(service),
        levels=tuple(_levels(declaration, convention)),
        duration_unit=convention.duration_unit.value,
    )


def _slowness(service: Service) -> Slowness | None:
    """The strictest latency objective whose bucket is counted."""
    latencies = (o for o in service.objectives if o.kind is ObjectiveKind.LATENCY)
    for objective in sorted(latencies, key=lambda each: each.target.budget):
        indicator = objective.indicator
        if isinstance(indicator, CounterEvents) and indicator.polarity is Polarity.GOOD:
            return Slowness(Rise(indicator.valid), Rise(indicator.selected), objective)
    return None


def _levels(declaration: Declaration, convention: Convention) -> Iterator[LevelBinding]:
    processor = select(declaration, convention, Role.CPU_RATIO)
    if processor:
        yield LevelBinding(SignalName.CPU, Unit.CORES, Rise(processor))
    for role, name, unit in _LEVELS:
        gauges = select(declaration, convention, role)
        if gauges:
            yield LevelBinding(name, unit, Level(gauges))
