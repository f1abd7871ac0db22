"""Conventions: how a family of software names its metrics; the values come from data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from midwatch.domain.signals.selector import Matcher, Selector


class Role(Enum):
    """What a metric is to Midwatch, whatever its name."""

    REQUESTS_TOTAL = "requests_total"
    DURATION_BUCKET = "duration_bucket"
    DURATION_COUNT = "duration_count"
    IN_FLIGHT = "in_flight"
    IN_FLIGHT_LIMIT = "in_flight_limit"
    CPU_RATIO = "cpu_ratio"
    CPU_IDLE = "cpu_idle"
    MEMORY_BYTES = "memory_bytes"
    MEMORY_AVAILABLE_BYTES = "memory_available_bytes"
    MEMORY_LIMIT_BYTES = "memory_limit_bytes"
    MEMORY_RATIO = "memory_ratio"
    FILESYSTEM_AVAILABLE_BYTES = "filesystem_available_bytes"
    FILESYSTEM_SIZE_BYTES = "filesystem_size_bytes"
    QUEUE_LENGTH = "queue_length"
    QUEUE_LIMIT = "queue_limit"
    PROBE_SUCCESS = "probe_success"
    BUILD_INFO = "build_info"
    START_TIME = "start_time"
    CALLS_TOTAL = "calls_total"


@dataclass(frozen=True, slots=True)
class ShareRoles:
    """Two roles that together say how full something is. `free`: the first tells what is left of the limit."""

    gauge: Role
    limit: Role
    free: bool = False


SHARES: Final = (
    ShareRoles(Role.MEMORY_BYTES, Role.MEMORY_LIMIT_BYTES),
    ShareRoles(Role.MEMORY_AVAILABLE_BYTES, Role.MEMORY_LIMIT_BYTES, free=True),
    ShareRoles(Role.FILESYSTEM_AVAILABLE_BYTES, Role.FILESYSTEM_SIZE_BYTES, free=True),
    ShareRoles(Role.IN_FLIGHT, Role.IN_FLIGHT_LIMIT),
    ShareRoles(Role.QUEUE_LENGTH, Role.QUEUE_LIMIT),
)
"""What can be a share of what; of two that say the same, the first that a convention has counts."""

_OF_A_SERVICE: Final = frozenset(
    (
        Role.REQUESTS_TOTAL,
        Role.DURATION_BUCKET,
        Role.DURATION_COUNT,
        Role.PROBE_SUCCESS,
        Role.CALLS_TOTAL,
    )
)
_TARGET_LABEL: Final = "instance"
"""Names a target, `<host>:<port>`, and so no service.

Source: https://prometheus.io/docs/concepts/jobs_instances/
"""


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

    @property
    def stands_beside(self) -> bool:
        """Whether it tells of what services run on, by their names: containers do, machines do not."""
        labels = {role.service_label for role in self.roles.values()}
        return bool(labels) and _TARGET_LABEL not in labels and not _OF_A_SERVICE & set(self.roles)
