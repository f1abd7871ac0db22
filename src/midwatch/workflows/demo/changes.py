"""What people changed in the shop: mostly harmless, and once not."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain

import numpy as np

from midwatch.domain.signals.change import Change
from midwatch.domain.units import TimeRange
from midwatch.workflows.demo.incidents import Incident, IncidentKind, working_days
from midwatch.workflows.demo.shop import SERVICES

DEPLOYMENT, CONFIGURATION, ROLLBACK = "deployment", "configuration", "rollback"
RESTARTING = frozenset({DEPLOYMENT, ROLLBACK})
"""Kinds of change after which the service's counters begin again."""
FIRST_HOUR, MINUTES = 7, 120
"""Harmless changes are made in these minutes of a working day, UTC."""
DEPLOYED_SHARE, CONFIGURED_SHARE = 0.16, 0.06
"""Share of working days on which a service is deployed, or configured."""


def draw_changes(
    rng: np.random.Generator, within: TimeRange, incidents: Sequence[Incident]
) -> tuple[Change, ...]:
    """Harmless changes, and those that began or ended an incident, oldest first."""
    drawn = chain(_harmless(rng, within), chain.from_iterable(map(_around, incidents)))
    return tuple(sorted(drawn, key=lambda change: (change.at, change.service)))


def _harmless(rng: np.random.Generator, within: TimeRange) -> Iterator[Change]:
    for service in SERVICES:
        release = 0
        for day in working_days(within):
            at = day + timedelta(hours=FIRST_HOUR, minutes=int(rng.integers(MINUTES)))
            chance = rng.random()
            if chance < DEPLOYED_SHARE:
                release += 1
                yield Change(
                    at=at,
                    service=service.name,
                    kind=DEPLOYMENT,
                    summary=f"release {release} of {service.name}",
                    version=f"1.{release}.0",
                )
            elif chance < DEPLOYED_SHARE + CONFIGURED_SHARE:
                yield Change(
                    at=at, service=service.name, kind=CONFIGURATION, summary="log level changed"
                )


def _around(incident: Incident) -> Iterator[Change]:
    begin, end, root = incident.span.start, incident.span.end, incident.root
    match incident.kind:
        case IncidentKind.BAD_DEPLOYMENT:
            yield Change(
                at=begin, service=root, kind=DEPLOYMENT, summary="new checkout", version="2.0.0"
            )
            yield Change(
                at=end, service=root, kind=ROLLBACK, summary="back from 2.0.0", version="1.9.0"
            )
        case IncidentKind.POOL_EXHAUSTION:
            yield Change(
                at=begin, service=root, kind=CONFIGURATION, summary="hourly report switched on"
            )
            yield Change(at=end, service=root, kind=CONFIGURATION, summary="larger connection pool")
        case IncidentKind.REPLICA_LAG:
            yield Change(at=end, service=root, kind=CONFIGURATION, summary="replica rebuilt")
        case IncidentKind.EXPIRED_CERTIFICATE:
            yield Change(at=end, service=root, kind=CONFIGURATION, summary="certificate renewed")
        case _:  # nobody changed anything
            pass
