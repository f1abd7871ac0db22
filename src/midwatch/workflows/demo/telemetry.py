"""The shop's telemetry: a month of it, the same bytes for the same seed and end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from midwatch.domain.signals.change import Change
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.units import TimeRange, seconds
from midwatch.formats.openmetrics_writer import Family, FamilyType
from midwatch.workflows.demo import saturation
from midwatch.workflows.demo.changes import RESTARTING, draw_changes
from midwatch.workflows.demo.counters import (
    DURATION,
    REQUESTS,
    duration_counters,
    request_counters,
)
from midwatch.workflows.demo.incidents import Incident, draw_incidents
from midwatch.workflows.demo.shop import CALLERS_FIRST
from midwatch.workflows.demo.traffic import Requests, draw_requests

LENGTH = timedelta(days=30)
STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Telemetry:
    """What the shop's services told, what its people changed, and what truly happened."""

    families: tuple[Family, ...]
    changes: tuple[Change, ...]
    ground_truth: tuple[Incident, ...]
    span: TimeRange

    @property
    def series(self) -> tuple[SampleSeries, ...]:
        """Every series, in the order of the families."""
        return tuple(series for family in self.families for series in family.series)


def generate(
    seed: int,
    end: datetime,
    length: timedelta = LENGTH,
    step: timedelta = STEP,
    *,
    happened: Sequence[Incident] | None = None,
) -> Telemetry:
    """Telemetry of `(end - length, end]`, one sample every `step`, the last at `end` (whole seconds of it).

    Four incidents fall on working days more than four days before the end, or those happen that are handed in. Raises
    ValueError where `length` has too few working days for the four: twelve days are always enough.
    """
    span = TimeRange.ending(end.replace(microsecond=0), length)
    placed, traffic, saturated = (
        np.random.Generator(np.random.PCG64(stream))
        for stream in np.random.SeedSequence(seed).spawn(3)
    )
    incidents = draw_incidents(placed, span) if happened is None else tuple(happened)
    changes = draw_changes(placed, span, incidents)
    times = sample_times(span, step)
    requests = draw_requests(traffic, times, seconds(step), incidents)
    restarts = _restarts(changes)
    processors = saturation.processor_counters(saturated, times, seconds(step), restarts, incidents)
    gauges = tuple(saturation.gauges(saturated, times, seconds(step), incidents))
    return Telemetry(
        families=(
            *_request_families(requests, times, restarts),
            _processor_family(processors),
            *_gauge_families(gauges),
        ),
        changes=changes,
        ground_truth=incidents,
        span=span,
    )


def sample_times(span: TimeRange, step: timedelta) -> Floats:
    """Unix seconds of the samples, the last at the span's end."""
    count = span.length // step
    times: Floats = span.end.timestamp() - seconds(step) * np.arange(count - 1, -1, -1.0)
    return times


def _restarts(changes: Sequence[Change]) -> Mapping[str, Sequence[float]]:
    """When each service's counters began again, Unix seconds."""
    return {
        name: [c.at.timestamp() for c in changes if c.service == name and c.kind in RESTARTING]
        for name in CALLERS_FIRST
    }


def _request_families(
    requests: Mapping[str, Requests], times: Floats, restarts: Mapping[str, Sequence[float]]
) -> Iterator[Family]:
    jobs = sorted(requests.items())
    counted = (request_counters(job, made, times, restarts[job]) for job, made in jobs)
    timed = (duration_counters(job, made, times, restarts[job]) for job, made in jobs)
    yield Family(
        name=REQUESTS,
        type=FamilyType.COUNTER,
        help="Requests served, by status code.",
        series=tuple(series for of_job in counted for series in of_job),
    )
    yield Family(
        name=DURATION,
        type=FamilyType.HISTOGRAM,
        help="How long requests took, in seconds.",
        series=tuple(series for of_job in timed for series in of_job),
    )


def _processor_family(series: Iterable[SampleSeries]) -> Family:
    return Family(
        name=saturation.CPU,
        type=FamilyType.COUNTER,
        help="Processor time spent, in seconds.",
        series=tuple(series),
    )


def _gauge_families(series: Sequence[SampleSeries]) -> Iterator[Family]:
    helps = {
        saturation.POOL_IN_USE: "Connections of the pool in use.",
        saturation.POOL_SIZE: "Connections that the pool may open.",
        saturation.REPLICA_LAG: "How far the replica is behind the primary, in seconds.",
        saturation.CERTIFICATE: "When the certificate expires, Unix time.",
    }
    for name, described in helps.items():
        found = tuple(each for each in series if each.metric == name)
        yield Family(name=name, type=FamilyType.GAUGE, help=described, series=found)
