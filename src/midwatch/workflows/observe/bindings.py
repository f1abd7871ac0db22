"""Which measures tell a service's signals, by its convention and its objectives."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from midwatch.domain.signals.measure import Busy, Level, PeakShare, Quantile, Rise, Share
from midwatch.domain.signals.selector import Matcher, MatchOperator
from midwatch.domain.slo.alert_windows import FASTEST_PAGE
from midwatch.domain.slo.definition.binding import select
from midwatch.domain.slo.definition.convention import SHARES, Convention, Role
from midwatch.domain.slo.definition.declaration import Declaration
from midwatch.domain.slo.health.reading import SignalName, Unit
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service
from midwatch.workflows.slo.loading import Loaded

QUANTILES = ((SignalName.P50, 0.5), (SignalName.P95, 0.95), (SignalName.P99, 0.99))
_FACTORS: Final = {"ratio": 1.0, "percent": 0.01}
"""Units of a gauge that is a share of something: what it is to be multiplied by."""
_SHARES: Final = {
    Role.MEMORY_BYTES: SignalName.MEMORY_SHARE,
    Role.MEMORY_AVAILABLE_BYTES: SignalName.MEMORY_SHARE,
    Role.FILESYSTEM_AVAILABLE_BYTES: SignalName.FILESYSTEM_SHARE,
    Role.IN_FLIGHT: SignalName.IN_FLIGHT_SHARE,
    Role.QUEUE_LENGTH: SignalName.QUEUE_SHARE,
}
_ORDER: Final = tuple(SignalName)
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
    """A signal that says how full a service is; a `Rise` is a counter of seconds of a processor.

    `factor`: from the source's numbers to those of `unit`. `borrowed`: of what the service runs on, by a convention
    beside its own.
    """

    name: SignalName
    unit: Unit
    measure: Rise | Level | Share | Busy
    factor: float = 1.0
    borrowed: bool = False


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

    @property
    def peaks(self) -> tuple[tuple[Objective, PeakShare], ...]:
        """What tells the worst hour of each objective that counts events."""
        own = self.service.objectives
        return tuple((each, peak) for each in own if (peak := _peak(each)) is not None)


def bound_services(loaded: Loaded) -> tuple[Bound, ...]:
    """Every sound service of the repository."""
    return tuple(
        _bound(one.service, one.file.declaration, one.convention, loaded.beside)
        for one in loaded.files
        if one.is_sound and one.service and one.file.declaration and one.convention
    )


def _bound(
    service: Service,
    declaration: Declaration,
    convention: Convention,
    beside: Iterable[Convention],
) -> Bound:
    own = _levels(declaration, convention)
    levels = [*own.values(), *_borrowed(declaration, own, beside)]
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
        levels=tuple(sorted(levels, key=lambda level: _ORDER.index(level.name))),
        duration_unit=convention.duration_unit.value,
    )


def _peak(objective: Objective) -> PeakShare | None:
    indicator = objective.indicator
    if not isinstance(indicator, CounterEvents):
        return None
    return PeakShare(
        total=indicator.valid,
        part=indicator.selected,
        part_is_good=indicator.polarity is Polarity.GOOD,
        window=FASTEST_PAGE.long,
        fewest=objective.alerting.minimum_bad_events,
    )


def _slowness(service: Service) -> Slowness | None:
    """The strictest latency objective whose bucket is counted."""
    latencies = (o for o in service.objectives if o.kind is ObjectiveKind.LATENCY)
    for objective in sorted(latencies, key=lambda each: each.target.budget):
        indicator = objective.indicator
        if isinstance(indicator, CounterEvents) and indicator.polarity is Polarity.GOOD:
            return Slowness(Rise(indicator.valid), Rise(indicator.selected), objective)
    return None


def _levels(declaration: Declaration, convention: Convention) -> Mapping[SignalName, LevelBinding]:
    """How full a service is, by signal; a gauge that is a share itself goes before two that make one."""
    found: dict[SignalName, LevelBinding] = {}
    for level in (*_processors(declaration, convention), *_gauges(declaration, convention)):
        found.setdefault(level.name, level)
    for pair in SHARES:
        gauges, limits = (select(declaration, convention, r) for r in (pair.gauge, pair.limit))
        if gauges and limits:
            name = _SHARES[pair.gauge]
            share = Share(gauges, limits, free=pair.free)
            found.setdefault(name, LevelBinding(name, Unit.RATIO, share))
    return found


def _processors(declaration: Declaration, convention: Convention) -> Iterator[LevelBinding]:
    processor = select(declaration, convention, Role.CPU_RATIO)
    if processor:
        factor = _FACTORS.get(convention.roles[Role.CPU_RATIO].unit)
        if factor is None:
            yield LevelBinding(SignalName.CPU, Unit.CORES, Rise(processor))
        else:
            yield LevelBinding(SignalName.CPU_SHARE, Unit.RATIO, Level(processor), factor)
    idle = select(declaration, convention, Role.CPU_IDLE)
    if idle:
        yield LevelBinding(SignalName.CPU_SHARE, Unit.RATIO, Busy(idle))


def _gauges(declaration: Declaration, convention: Convention) -> Iterator[LevelBinding]:
    for role, name, unit in _LEVELS:
        gauges = select(declaration, convention, role)
        if gauges:
            factor = _FACTORS.get(convention.roles[role].unit, 1.0) if unit is Unit.RATIO else 1.0
            yield LevelBinding(name, unit, Level(gauges), factor)


def _borrowed(
    declaration: Declaration, own: Mapping[SignalName, LevelBinding], beside: Iterable[Convention]
) -> Iterator[LevelBinding]:
    """What conventions beside the service's own say of what it runs on, and its own does not."""
    for convention in beside:
        levels = _levels(declaration, convention)
        yield from (replace(one, borrowed=True) for name, one in levels.items() if name not in own)
