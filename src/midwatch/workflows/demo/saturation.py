"""How full the shop's machines are, and what runs out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import numpy as np

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.units import TimeRange, seconds
from midwatch.workflows.demo.counters import counted
from midwatch.workflows.demo.incidents import Incident, IncidentKind
from midwatch.workflows.demo.traffic import presence, season, strength

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
    incidents: Sequence[Incident] = (),
) -> Iterator[SampleSeries]:
    """`process_cpu_seconds_total` of two services with one processor each, in hundredths of a second.

    `restarts`: service → Unix seconds.
    """
    for job, idle in (("api", 0.12), ("database", 0.2)):
        busy = idle + 0.35 * season(times) + rng.normal(0.0, 0.01, times.size)
        for incident in incidents:
            if job in incident.effects and incident.effects[job].busy:
                busy += incident.effects[job].busy * strength(times, step_s, incident)
        spent = np.rint(busy.clip(0.0, 1.0) * step_s * 100).astype(np.int64)
        values = counted(spent, times, restarts[job]) / 100
        yield SampleSeries(metric=f"{CPU}_total", labels={"job": job}, times=times, values=values)


def gauges(
    rng: np.random.Generator, times: Floats, step_s: float, incidents: Sequence[Incident]
) -> Iterator[SampleSeries]:
    """All gauges. Each is bad when, and only when, its incident is on."""
    load = season(times)
    exhausted = _spans(incidents, IncidentKind.POOL_EXHAUSTION)
    size, full = np.full_like(times, POOL_BEFORE), np.zeros_like(times, dtype=bool)
    for span in exhausted:
        size[times >= span.end.timestamp()] = POOL_AFTER
        full |= presence(times, step_s, span) > 0
    busy = np.rint(18 * load + rng.normal(0.0, 2.0, times.size)).clip(1, POOL_BEFORE)
    yield _gauge(POOL_IN_USE, "database", times, np.where(full, size, busy))
    yield _gauge(POOL_SIZE, "database", times, size)
    yield _gauge(REPLICA_LAG, "database", times, _lag(rng, times, incidents))
    yield _gauge(CERTIFICATE, "auth", times, _expiries(times, incidents))


def _lag(rng: np.random.Generator, times: Floats, incidents: Sequence[Incident]) -> Floats:
    behind_for = np.zeros_like(times)
    for span in _spans(incidents, IncidentKind.REPLICA_LAG):
        inside = (times >= span.start.timestamp()) & (times < span.end.timestamp())
        behind_for[inside] = times[inside] - span.start.timestamp()
    usual = rng.uniform(0.05, 0.4, times.size)
    return np.round(usual + behind_for / 3600 * LAG_PER_HOUR_S, 2)


def _expiries(times: Floats, incidents: Sequence[Incident]) -> Floats:
    """The certificate that is in use expires when the next incident begins, or long after."""
    spans = _spans(incidents, IncidentKind.EXPIRED_CERTIFICATE)
    last = spans[-1].end.timestamp() if spans else times[-1]
    until = np.full_like(times, last + seconds(RENEWED_FOR))
    for span in reversed(spans):
        until[times < span.end.timestamp()] = span.start.timestamp()
    return until


def _spans(incidents: Sequence[Incident], kind: IncidentKind) -> Sequence[TimeRange]:
    """When incidents of a kind were on, oldest first."""
    found = (incident.span for incident in incidents if incident.kind is kind)
    return sorted(found, key=lambda span: span.start)


def _gauge(metric: str, job: str, times: Floats, values: Floats) -> SampleSeries:
    column = values.astype(np.float64)
    return SampleSeries(metric=metric, labels={"job": job}, times=times, values=column)
