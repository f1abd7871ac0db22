"""A bound service for tests of its rules."""

from datetime import timedelta

from midwatch.domain.slo.definition.binding import bind
from midwatch.domain.slo.definition.convention import Convention, MetricRole, Role
from midwatch.domain.slo.definition.declaration import Declaration, DeclaredObjective
from midwatch.domain.slo.objective import AlertPolicy, ObjectiveKind, Service, Target
from midwatch.domain.slo.period import RollingPeriod
from midwatch.domain.units import Ratio

CONVENTION = Convention(
    name="prometheus-client",
    title="Prometheus client libraries",
    source="tests",
    roles={
        Role.REQUESTS_TOTAL: MetricRole(
            metric="http_requests_total", service_label="job", code_label="code"
        ),
        Role.DURATION_BUCKET: MetricRole(
            metric="http_request_duration_seconds_bucket", service_label="job"
        ),
        Role.DURATION_COUNT: MetricRole(
            metric="http_request_duration_seconds_count", service_label="job"
        ),
        Role.PROBE_SUCCESS: MetricRole(metric="probe_success", service_label="job"),
    },
    server_failure="5..",
    client_failure="4..",
    up=MetricRole(metric="up", service_label="job"),
)


def target(percent: str) -> Target:
    return Target(Ratio.from_percent(percent))


def available(
    percent: str = "99.9",
    policy: AlertPolicy | None = None,
    period: timedelta = timedelta(days=30),
) -> DeclaredObjective:
    return DeclaredObjective(
        name="availability",
        kind=ObjectiveKind.AVAILABILITY,
        target=target(percent),
        alerting=policy or AlertPolicy(),
        period=RollingPeriod(period),
    )


def latency(milliseconds: float = 200, percent: str = "95") -> DeclaredObjective:
    return DeclaredObjective(
        name=f"latency_p{percent}",
        kind=ObjectiveKind.LATENCY,
        target=target(percent),
        bound=timedelta(milliseconds=milliseconds),
    )


def service(name: str, *objectives: DeclaredObjective) -> Service:
    return bind(Declaration(service=name, objectives=objectives), CONVENTION)[0]
