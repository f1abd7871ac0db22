"""How full the shop's machines are, and what runs out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.workflows.demo.counters import counted
from midwatch.workflows.demo.incidents import Incident, IncidentKind
from midwatch.workflows.demo.traffic import presence, season

CPU = "process_cpu_seconds"
POOL_IN_USE = "database_connections_in_use"
POOL_SIZE = "database_connections_max"
REPLICA_LAG = "database_replica_lag_seconds"
CERTIFICATE = "tls_certificate_expiry_timestamp_seconds"

POOL_BEFORE, POOL_AFTER = 80, 120
LAG_PER_HOUR_S = 60.0
RENEWED_FOR = timedelta(days=90)


def processor_counters(
    rng: np.random.Generator,
    times: Floats,
    step_s: float,
    restarts: Mapping[str, Sequence[float]],
) -> Iterator[SampleSeries]:
    """`process_cpu_seconds_total` of two services with one processor each, in hundredths of a second.

    `restarts`: service → Unix seconds.
    """
    for job, idle in (("api", 0.12), ("database", 0.2)):
        busy = idle + 0.35 * season(times) + rng.normal(0.0, 0.01, times.size)
        spent = np.rint(busy.clip(0.0, 1.0) * step_s * 100).astype(np.int64)
        values = counted(spent, times, restarts[job]) / 100
        yield SampleSeries(metric=f"{CPU}_total", labels={"job": job}, times=times, values=values)


def gauges(
    rng: np.random.Generator, times: Floats, step_s: float, incidents: Sequence[Incident]
) -> Iterator[SampleSeries]:
    """All gauges. Each is bad when, and only when, its incident is on."""
    of_kind = {incident.kind: incident for incident in incidents}
    load = season(times)
    exhausted = of_kind[IncidentKind.POOL_EXHAUSTION]
    size = np.where(times < exhausted.span.end.timestamp(), float(POOL_BEFORE), float(POOL_AFTER))
    full = presence(times, step_s, exhausted.span) > 0
    busy = np.rint(18 * load + rng.normal(0.0, 2.0, times.size)).clip(1, POOL_BEFORE)
    yield _gauge(POOL_IN_USE, "database", times, np.where(full, size, busy))
    yield _gauge(POOL_SIZE, "database", times, size)
    yield _gauge(REPLICA_LAG, "database", times, _lag(rng, times, of_kind))
    expired = of_kind[IncidentKind.EXPIRED_CERTIFICATE].span
    renewed = (expired.end + RENEWED_FOR).timestamp()
    until = np.where(times < expired.end.timestamp(), expired.start.timestamp(), renewed)
    yield _gauge(CERTIFICATE, "auth", times, until)


def _lag(rng: np.random.Generator, times: Floats, of_kind: dict[IncidentKind, Incident]) -> Floats:
    span = of_kind[IncidentKind.REPLICA_LAG].span
    behind_for = np.where(
        (times >= span.start.timestamp()) & (times < span.end.timestamp()),
        times - span.start.timestamp(),
        0.0,
    )
    usual = rng.uniform(0.05, 0.4, times.size)
    return np.round(usual + behind_for / 3600 * LAG_PER_HOUR_S, 2)


def _gauge(metric: str, job: str, times: Floats, values: Floats) -> SampleSeries:
    column = values.astype(np.float64)
    return SampleSeries(metric=metric, labels={"job": job}, times=times, values=column)
