"""Conventions: how a family of software names its metrics; the values come from data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from midwatch.domain.signals.selector import Matcher, Selector


class Role(Enum):
    """What a metric is to Midwatch, whatever its name."""

    REQUESTS_TOTAL = "requests_total"
    DURATION_BUCKET = "duration_bucket"
    DURATION_COUNT = "duration_count"
    IN_FLIGHT = "in_flight"
    CPU_RATIO = "cpu_ratio"
    MEMORY_BYTES = "memory_bytes"
    MEMORY_RATIO = "memory_ratio"
    QUEUE_LENGTH = "queue_length"
    PROBE_SUCCESS = "probe_success"
    BUILD_INFO = "build_info"
    START_TIME = "start_time"
    CALLS_TOTAL = "calls_total"


class DurationUnit(Enum):
    """The unit of a histogram's `le`, as seconds in one of it."""

    SECONDS = 1.0
    MILLISECONDS = 0.001
    MICROSECONDS = 0.000001


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRole:
    """One metric in its role: its name, the labels that tell the service and the outcome, and fixed conditions.

    `version_label` is the label of `build_info` that changes with each deployment. `callee_label` is the label of
    `calls_total` that names who is called; `service_label` names the caller.
    """

    metric: str
    service_label: str
    code_label: str | None = None
    version_label: str | None = None
    callee_label: str | None = None
    unit: str = ""
    selector: tuple[Matcher, ...] = ()

    def of(self, service: str) -> Selector:
        """The role's series of one service."""
        return Selector(self.metric, (Matcher(self.service_label, service), *self.selector))


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A named set of roles. `server_failure`, `client_failure`: regular expressions on the code label, or None."""

    name: str
    title: str
    source: str
    roles: Mapping[Role, MetricRole]
    server_failure: str | None = None
    client_failure: str | None = None
    duration_unit: DurationUnit = DurationUnit.SECONDS
    up: MetricRole | None = None
