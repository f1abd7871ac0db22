"""Incidents of any kind, size, place and hour: what benchmarks and tests let the shop go through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import numpy as np

from midwatch.domain.units import TimeRange, seconds
from midwatch.workflows.demo.incidents import Effect, Incident, IncidentKind
from midwatch.workflows.demo.shop import SERVICES

SHORTEST_MIN, LONGEST_MIN = 10, 180
"""Every length between is as likely as its double: outages that people write about last from minutes to hours."""
APART = timedelta(hours=2)
"""Quiet before and after each, so that every one has a before."""
GROWING_SHARE, LONGEST_GROWTH_MIN = 0.25, 20
"""Share of incidents that come gradually, and how long that takes at most."""


class Size(Enum):
    """How much of the full range of a kind an incident has."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomIncident:
    """An incident, and its size class."""

    incident: Incident
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Whom a kind can begin at, the bounds of its three size classes, and what a size does."""

    roots: Sequence[str]
    bounds: tuple[float, float, float, float]
    effects: Callable[[str, float], Mapping[str, Effect]]


_ALL = tuple(service.name for service in SERVICES)
_KINDS = {
    IncidentKind.FAILING_REQUESTS: _Kind(
        roots=_ALL,
        bounds=(0.002, 0.01, 0.1, 1.0),
        effects=lambda root, size: {root: Effect(failing=size)},
    ),
    IncidentKind.SLOW_REQUESTS: _Kind(
        roots=_ALL,
        bounds=(0.02, 0.08, 0.3, 0.9),
        effects=lambda root, size: {root: Effect(slow=size)},
    ),
    IncidentKind.LOST_TRAFFIC: _Kind(
        roots=_ALL,
        bounds=(0.4, 0.6, 0.8, 1.0),
        effects=lambda root, size: {root: Effect(arriving=1 - size)},
    ),
    IncidentKind.TRAFFIC_SURGE: _Kind(
        roots=_ALL,
        bounds=(0.6, 1.0, 2.0, 5.0),
        effects=lambda root, size: {root: Effect(arriving=1 + size)},
    ),
    IncidentKind.BUSY_PROCESSOR: _Kind(
        roots=("api", "database"),
        bounds=(0.3, 0.4, 0.5, 0.6),
        effects=lambda root, size: {root: Effect(busy=size)},
    ),
    IncidentKind.BAD_DEPLOYMENT: _Kind(
        roots=("api", "payments", "auth"),
        bounds=(0.01, 0.05, 0.2, 0.8),
        effects=lambda root, size: {root: Effect(failing=size, slow=size / 4)},
    ),
    IncidentKind.REPLICA_LAG: _Kind(
        roots=("database",),
        bounds=(0.05, 0.1, 0.3, 0.8),
        effects=lambda root, size: {root: Effect(failing=0.003, slow=size)},
    ),
}


def draw_random(
    rng: np.random.Generator, within: TimeRange, count: int
) -> tuple[RandomIncident, ...]:
    """So many incidents at random moments of `within`, oldest first, `APART` from each other and from its bounds.

    Kind, service, size, length and whether it grows are drawn apart. Raises ValueError where they do not fit.
    """
    longest = timedelta(minutes=LONGEST_MIN)
    free = within.length - APART - count * (longest + APART)
    if free < timedelta(0):
        msg = f"{count} incidents do not fit into {within.length}"
        raise ValueError(msg)
    offsets = np.sort(rng.uniform(0.0, seconds(free), count))
    return tuple(
        _draw_one(rng, within, APART + timedelta(seconds=int(offset)) + number * (longest + APART))
        for number, offset in enumerate(offsets)
    )


def _draw_one(rng: np.random.Generator, within: TimeRange, offset: timedelta) -> RandomIncident:
    kind = tuple(_KINDS)[rng.integers(len(_KINDS))]
    of, size = _KINDS[kind], tuple(Size)[rng.integers(len(Size))]
    low, high = of.bounds[tuple(Size).index(size)], of.bounds[tuple(Size).index(size) + 1]
    root = of.roots[int(rng.integers(len(of.roots)))]
    minutes = np.exp(rng.uniform(np.log(SHORTEST_MIN), np.log(LONGEST_MIN)))
    growing = rng.uniform(1, LONGEST_GROWTH_MIN) if rng.random() < GROWING_SHARE else 0.0
    start = within.start + offset
    incident = Incident(
        kind=kind,
        root=root,
        span=TimeRange(start, start + timedelta(minutes=float(minutes))),
        effects=of.effects(root, float(np.exp(rng.uniform(np.log(low), np.log(high))))),
        growing=timedelta(minutes=float(min(growing, minutes / 2))),
    )
    return RandomIncident(incident=incident, size=size)
