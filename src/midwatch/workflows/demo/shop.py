"""The shop: six services, how they depend on each other, what they serve and how well."""

from collections.abc import Mapping
from dataclasses import dataclass

BUCKETS = (0.1, 0.2, 0.5)
"""Bounds of the duration histograms, in seconds; above them there is `+Inf`."""
BUCKET_MEANS_MS = (40, 140, 300, 900)
"""What a request in each bucket takes in the mean; the last is for `+Inf`."""

DAY_SWING = 0.4
PEAK_HOUR = 13.0
"""Traffic swings over the day by this share around its mean, and peaks at this hour, UTC."""
WEEKEND_SHARE = 0.7
"""Traffic on Saturdays and Sundays, against working days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopService:
    """One service as it is on a good day.

    `visitors`: requests a minute from outside the shop. `failing`: share of requests that fail by its own fault.
    `slow`: shares of requests slower than each of `BUCKETS`. `client_code`: what a request that asked for something
    impossible gets, and its share. `failure_code`: its own failures; `dependency_code`: those of what it needs.
    """

    name: str
    visitors: float = 0.0
    failing: float
    slow: tuple[float, float, float]
    client_code: tuple[str, float] | None = None
    failure_code: str = "500"
    dependency_code: str = "500"
    objectives: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """All status codes it answers, in order."""
        client = (self.client_code[0],) if self.client_code else ()
        return tuple(sorted({"200", *client, self.failure_code, self.dependency_code}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """For each request it serves, `caller` makes `calls` to `callee`; a share `needs` of its own fails with them."""

    caller: str
    callee: str
    calls: float
    needs: float


SERVICES = (
    ShopService(
        name="web",
        visitors=1500,
        failing=0.00004,
        slow=(0.20, 0.024, 0.004),
        client_code=("404", 0.012),
        objectives={"availability": "99.9%", "latency_p95": "200ms"},
    ),
    ShopService(
        name="api",
        visitors=600,
        failing=0.00005,
        slow=(0.12, 0.020, 0.003),
        client_code=("404", 0.008),
        dependency_code="503",
        objectives={"availability": "99.9%", "latency_p95": "200ms"},
    ),
    ShopService(
        name="auth",
        failing=0.00006,
        slow=(0.04, 0.008, 0.001),
        client_code=("401", 0.03),
        objectives={"availability": "99.9%"},
    ),
    ShopService(
        name="payments",
        failing=0.00006,
        slow=(0.25, 0.032, 0.006),
        client_code=("402", 0.015),
        dependency_code="503",
        objectives={"availability": "99.9%", "latency_p95": "500ms"},
    ),
    ShopService(
        name="database",
        failing=0.00005,
        slow=(0.02, 0.002, 0.0004),
        objectives={"availability": "99.9%", "latency_p99": "200ms"},
    ),
    ShopService(
        name="cache",
        failing=0.00003,
        slow=(0.002, 0.0004, 0.0001),
        objectives={"availability": "99.9%"},
    ),
)

DEPENDENCIES = (
    Dependency(caller="web", callee="api", calls=0.8, needs=0.7),
    Dependency(caller="api", callee="auth", calls=0.5, needs=0.45),
    Dependency(caller="api", callee="payments", calls=0.15, needs=0.12),
    Dependency(caller="api", callee="cache", calls=1.5, needs=0.0),
    Dependency(caller="api", callee="database", calls=0.6, needs=0.5),
    Dependency(caller="payments", callee="database", calls=2.0, needs=1.0),
)

CALLERS_FIRST = ("web", "api", "payments", "auth", "cache", "database")
"""An order in which everybody comes before those whom they call."""


def service(name: str) -> ShopService:
    """The service of this name. Raises KeyError."""
    return {each.name: each for each in SERVICES}[name]


def needed_by(caller: str) -> tuple[Dependency, ...]:
    """What a service calls."""
    return tuple(each for each in DEPENDENCIES if each.caller == caller)


def callers_of(callee: str) -> tuple[Dependency, ...]:
    """Who calls a service."""
    return tuple(each for each in DEPENDENCIES if each.callee == callee)
