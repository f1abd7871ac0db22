"""From what a person declared to the series that tell: an objective bound by its convention."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.definition.convention import SHARES, Convention, Role
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.golden_signals import (
    SATURATION_ROLES,
    DurationSignal,
    GoldenSignals,
    RequestSignal,
    SaturationSignal,
    VersionSignal,
)
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    LatencyBound,
    Polarity,
    SampleEvents,
)
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service
from midwatch.domain.units import seconds


@dataclass(frozen=True, slots=True)
class Unbound:
    """An objective for which the convention has no metric, and the role that is missing."""

    objective: str
    role: Role
    convention: str


def bind(declaration: Declaration, convention: Convention) -> tuple[Service, tuple[Unbound, ...]]:
    """Bind every objective that the convention can; the others come back as `Unbound`."""
    binder = _Binder(declaration, convention)
    results = [binder.objective(declared) for declared in declaration.objectives]
    bound = [result for result in results if isinstance(result, Objective)]
    unbound = [result for result in results if isinstance(result, Unbound)]
    return binder.service(tuple(bound)), tuple(unbound)


def select(
    declaration: Declaration, convention: Convention, role: Role, *more: Matcher
) -> Selector | None:
    """The service's series in a role, by its own conditions too; None where the convention has no such role."""
    found = convention.roles.get(role)
    if found is None:
        return None
    return found.of(declaration.service).where(*declaration.selector, *more)


def bucket_bounds(bound: timedelta, convention: Convention) -> tuple[str, ...]:
    """The spellings of a bucket's `le` that mean the bound: “1” and “1.0” are the same bucket."""
    number = round(seconds(bound) / convention.duration_unit.value, 9)
    plain = f"{number:.9f}".rstrip("0").rstrip(".")
    return (plain,) if "." in plain else (plain, f"{plain}.0")


@dataclass(frozen=True, slots=True)
class _Binder:
    declaration: Declaration
    convention: Convention

    def select(self, role: Role, *more: Matcher) -> Selector | None:
        return select(self.declaration, self.convention, role, *more)

    def service(self, objectives: tuple[Objective, ...]) -> Service:
        declaration, up = self.declaration, self.convention.up
        return Service(
            name=declaration.service,
            objectives=objectives,
            convention=self.convention.name,
            owner=declaration.owner,
            tier=declaration.tier,
            environment=declaration.environment,
            depends_on=declaration.depends_on,
            runbook=declaration.runbook,
            dashboard=declaration.dashboard,
            rationale=declaration.rationale,
            traffic=self.select(Role.REQUESTS_TOTAL),
            scrape_up=up.of(declaration.service) if up else None,
            probe=_probe_of(objectives),
            signals=self.signals(),
            corrections=declaration.corrections,
            freeze_policy=declaration.freeze_policy,
        )

    def signals(self) -> GoldenSignals:
        return GoldenSignals(
            requests=self.requests(),
            durations=self.durations(),
            saturation=(*self.levels(), *self.shares()),
            version=self.version(),
            started=self.select(Role.START_TIME),
        )

    def levels(self) -> Iterator[SaturationSignal]:
        for role in SATURATION_ROLES:
            found = self.select(role)
            if found is not None:
                unit = self.convention.roles[role].unit
                yield SaturationSignal(role=role, selector=found, unit=unit)

    def shares(self) -> Iterator[SaturationSignal]:
        limited = set[Role]()
        for pair in SHARES:
            gauge, limit = self.select(pair.gauge), self.select(pair.limit)
            if gauge is not None and limit is not None and pair.limit not in limited:
                limited.add(pair.limit)
                yield SaturationSignal(
                    role=pair.gauge, selector=gauge, unit="ratio", limit=limit, free=pair.free
                )

    def requests(self) -> RequestSignal | None:
        found = self.select(Role.REQUESTS_TOTAL)
        if found is None:
            return None
        return RequestSignal(
            selector=found,
            code_label=self.convention.roles[Role.REQUESTS_TOTAL].code_label,
            server_failure=self.convention.server_failure,
            client_failure=self.convention.client_failure,
        )

    def durations(self) -> DurationSignal | None:
        found = self.select(Role.DURATION_BUCKET)
        if found is None:
            return None
        return DurationSignal(histogram=found, unit=self.convention.duration_unit)

    def version(self) -> VersionSignal | None:
        found = self.select(Role.BUILD_INFO)
        label = self.convention.roles[Role.BUILD_INFO].version_label if found else None
        return VersionSignal(info=found, label=label) if found and label else None

    def objective(self, declared: DeclaredObjective) -> Objective | Unbound:
        indicator = declared.indicator or self.indicator(declared)
        if isinstance(indicator, Unbound):
            return indicator
        return Objective(
            service=self.declaration.service,
            name=declared.name,
            kind=declared.kind,
            target=declared.target,
            indicator=indicator,
            period=declared.period,
            budgeting=declared.budgeting,
            alerting=declared.alerting,
            missing=declared.missing,
            latency=self.latency_bound(declared),
            description=declared.description,
            earlier_targets=declared.earlier_targets,
        )

    def indicator(self, declared: DeclaredObjective) -> Indicator | Unbound:
        match declared.kind:
            case ObjectiveKind.LATENCY:
                return self.latency(declared)
            case ObjectiveKind.PROBE:
                return self.probe(declared)
            case ObjectiveKind.ERROR_RATE:
                return self.failures(declared, with_client_failures=True)
            case _:
                return self.failures(declared, with_client_failures=False)

    def failures(
        self, declared: DeclaredObjective, *, with_client_failures: bool
    ) -> Indicator | Unbound:
        requests = self.convention.roles.get(Role.REQUESTS_TOTAL)
        valid = self.select(Role.REQUESTS_TOTAL)
        server = self.convention.server_failure
        if requests is None or valid is None or requests.code_label is None or server is None:
            return Unbound(declared.name, Role.REQUESTS_TOTAL, self.convention.name)
        client = self.convention.client_failure
        pattern = f"{client}|{server}" if with_client_failures and client else server
        matcher = Matcher(requests.code_label, pattern, MatchOperator.REGEX)
        outcome_known = Matcher(requests.code_label, "", MatchOperator.NOT_EQUAL)
        return CounterEvents(
            valid=valid.where(outcome_known),
            selected=valid.where(matcher),
            polarity=Polarity.BAD,
            presence_label=requests.code_label,
        )

    def latency(self, declared: DeclaredObjective) -> Indicator | Unbound:
        bucket = self.convention.roles.get(Role.DURATION_BUCKET)
        success = self.success_matchers(bucket.code_label if bucket else None, declared)
        valid = self.select(Role.DURATION_COUNT, *success)
        histogram = self.select(Role.DURATION_BUCKET, *success)
        if valid is None or histogram is None or declared.bound is None:
            return Unbound(declared.name, Role.DURATION_BUCKET, self.convention.name)
        spellings = bucket_bounds(declared.bound, self.convention)
        pattern = "|".join(spelling.replace(".", "[.]") for spelling in spellings)
        operator = MatchOperator.EQUAL if len(spellings) == 1 else MatchOperator.REGEX
        value = spellings[0] if len(spellings) == 1 else pattern
        return CounterEvents(
            valid=valid,
            selected=histogram.where(Matcher("le", value, operator)),
            polarity=Polarity.GOOD,
        )

    def success_matchers(
        self, code_label: str | None, declared: DeclaredObjective
    ) -> tuple[Matcher, ...]:
        failure = self.convention.server_failure
        if not declared.successful_only or code_label is None or failure is None:
            return ()
        return (Matcher(code_label, failure, MatchOperator.NOT_REGEX),)

    def probe(self, declared: DeclaredObjective) -> Indicator | Unbound:
        gauge = self.select(Role.PROBE_SUCCESS)
        if gauge is None:
            return Unbound(declared.name, Role.PROBE_SUCCESS, self.convention.name)
        return SampleEvents(gauge=gauge, bad_below=1)

    def latency_bound(self, declared: DeclaredObjective) -> LatencyBound | None:
        bucket = self.convention.roles.get(Role.DURATION_BUCKET)
        if declared.kind is not ObjectiveKind.LATENCY or bucket is None or declared.bound is None:
            return None
        return LatencyBound(bound=declared.bound, histogram=bucket.metric)


def _probe_of(objectives: tuple[Objective, ...]) -> Selector | None:
    for objective in objectives:
        if objective.kind is ObjectiveKind.PROBE and isinstance(objective.indicator, SampleEvents):
            return objective.indicator.gauge
    return None
