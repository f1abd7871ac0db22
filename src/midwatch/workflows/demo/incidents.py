"""What goes wrong in the shop: four incidents on four working days, which the seed draws."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

import numpy as np

from midwatch.domain.units import TimeRange

QUIET_START = timedelta(days=1)
QUIET_END = timedelta(days=4)
"""Days at both ends without incidents: every one has a before, and the present is calm."""
SATURDAY = 5
FIRST_HOUR, HOURS = 10, 6
"""Incidents begin in these hours, UTC, while traffic hardly changes: their cost hardly depends on the seed."""


class IncidentKind(Enum):
    """The four that are told apart."""

    BAD_DEPLOYMENT = "bad deployment"
    POOL_EXHAUSTION = "connection-pool exhaustion"
    REPLICA_LAG = "replica lag"
    EXPIRED_CERTIFICATE = "expired certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an incident does to one service's requests, as shares of them.

    `failing`: fail by its own fault; `starved`: fail for want of what it needs; `slow`: exceed every latency bound.
    """

    failing: float = 0.0
    starved: float = 0.0
    slow: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident as it truly was: where it began, when, and whom it hurt (their callers felt it too)."""

    kind: IncidentKind
    root: str
    span: TimeRange
    effects: Mapping[str, Effect]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    kind: IncidentKind
    root: str
    minutes: int
    effects: Mapping[str, Effect]


_PLANS = (
    _Plan(
        kind=IncidentKind.BAD_DEPLOYMENT,
        root="api",
        minutes=22,
        effects={"api": Effect(failing=0.4, slow=0.05)},
    ),
    _Plan(
        kind=IncidentKind.POOL_EXHAUSTION,
        root="database",
        minutes=64,
        effects={
            "database": Effect(failing=0.002, slow=0.05),
            "payments": Effect(starved=0.7, slow=0.2),
        },
    ),
    _Plan(
        kind=IncidentKind.REPLICA_LAG,
        root="database",
        minutes=190,
        effects={"database": Effect(failing=0.003, slow=0.6)},
    ),
    _Plan(
        kind=IncidentKind.EXPIRED_CERTIFICATE,
        root="auth",
        minutes=15,
        effects={"auth": Effect(failing=1.0)},
    ),
)


def draw_incidents(rng: np.random.Generator, within: TimeRange) -> tuple[Incident, ...]:
    """All four, oldest first, on different days of `within`. Raises ValueError where it has too few working days."""
    days = tuple(working_days(within))
    if len(days) < len(_PLANS):
        msg = f"four incidents need as many working days, and {within.length} leaves {len(days)}"
        raise ValueError(msg)
    chosen = rng.choice(len(days), size=len(_PLANS), replace=False)
    minutes = rng.integers(0, HOURS * 60, size=len(_PLANS))
    drawn = [
        _begin(plan, days[day] + timedelta(hours=FIRST_HOUR, minutes=int(minute)))
        for plan, day, minute in zip(_PLANS, chosen, minutes, strict=True)
    ]
    return tuple(sorted(drawn, key=lambda incident: incident.span.start))


def working_days(within: TimeRange) -> Iterator[datetime]:
    """Midnights (UTC) of the working days that lie wholly between the quiet start and the quiet end."""
    first = (within.start + QUIET_START).astimezone(UTC)
    day = first.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while day + timedelta(days=1) <= within.end - QUIET_END:
        if day.weekday() < SATURDAY:
            yield day
        day += timedelta(days=1)


def _begin(plan: _Plan, onset: datetime) -> Incident:
    span = TimeRange(onset, onset + timedelta(minutes=plan.minutes))
    return Incident(kind=plan.kind, root=plan.root, span=span, effects=plan.effects)
