"""Everything that was observed, at one moment, over one range."""

from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.causes.answer import Ranking
from midwatch.domain.signals.topology import Call
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.units import TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Services, the gravest first and among these the likeliest cause, over `range` in steps of `step`.

    `past`: the ranges that the present was to be compared with, newest first; `found`: those that had telemetry.
    `custom`: signals of a person's own. `causes`: suspects behind the gravest trouble, or behind what burned fastest
    and is over; None where there is neither. `calls`: between services, as telemetry shows them. `untold`: why changes
    of version, or calls, are not known.
    """

    range: TimeRange
    step: timedelta
    past: tuple[TimeRange, ...]
    services: tuple[ServiceHealth, ...]
    custom: tuple[OwnSignal, ...]
    causes: Ranking | None
    found: tuple[TimeRange, ...] = ()
    calls: tuple[Measured[frozenset[Call]], ...] = ()
    untold: tuple[NoData, ...] = ()
