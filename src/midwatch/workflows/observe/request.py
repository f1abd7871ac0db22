"""What `observe` is asked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from midwatch.domain.errors import InputError
from midwatch.domain.signals.anomalies.find import ANOMALY_FACTOR
from midwatch.formats import durations
from midwatch.workflows.observe.frames import DAY, HOUR, LONGEST, SHORTEST

ERROR_OPTION, LATENCY_OPTION = "--error-threshold", "--latency-threshold"
SHORTEST_BASELINE, LONGEST_BASELINE = DAY, 30 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveRequest:
    """Which services (all, where none is named), over which range up to `at`, against what.

    `baseline` None: the same hours of the weeks before. `latency_threshold` (for the 95th percentile) and
    `error_threshold` (a ratio) are held against the range and turn a service red. `anomaly_threshold`: times the
    baseline.
    `custom_metrics`: name → PromQL of a signal that belongs to no service; a name that ends with `_ratio` is a share of
    what there is, and full above 80%. `slo_status`: whether every objective is to be listed beside the services.
    """

    at: datetime
    services: tuple[str, ...] = ()
    timerange: timedelta = HOUR
    baseline: timedelta | None = None
    latency_threshold: timedelta | None = None
    error_threshold: float | None = None
    anomaly_threshold: float = ANOMALY_FACTOR
    custom_metrics: Mapping[str, str] = field(default_factory=dict)
    slo_status: bool = False


def checked(request: ObserveRequest) -> ObserveRequest:
    """The request, where it can be carried out. Raises InputError."""
    if not SHORTEST <= request.timerange <= LONGEST:
        raise InputError(
            f"a range of {durations.render(request.timerange)} cannot be looked at",
            why="golden signals are measured over 5 minutes to 30 days",
            fix="write `--timerange 1h`, or another between 5m and 30d",
        )
    baseline = request.baseline
    if baseline is not None and not SHORTEST_BASELINE <= baseline <= LONGEST_BASELINE:
        raise InputError(
            f"a baseline of {durations.render(baseline)} cannot be used",
            why="the same hours are compared from 1 to 30 days back",
            fix="write `--baseline 7d`, or leave it out for the same hours of the weeks before",
        )
    if not 1 < request.anomaly_threshold < math.inf:
        raise InputError(
            f"an anomaly threshold of {request.anomaly_threshold:g} cannot be used",
            why="it says how many times its baseline a signal must be: once is no departure",
            fix="write `--anomaly-threshold 1.5`",
        )
    if request.latency_threshold is not None and request.latency_threshold <= timedelta(0):
        raise InputError(
            "a latency threshold of 0 s cannot be used",
            why="every request takes some time",
            fix="write `--latency-threshold 200ms`",
        )
    return request
