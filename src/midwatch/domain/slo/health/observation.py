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

    `past`: the ranges that the present was compared with, newest first. `custom`: signals of a person's own. `causes`:
    suspects behind the gravest trouble, None where nothing is red. `calls`: between services, as
    telemetry shows them. `untold`: why changes of version, or calls, are not known.
    """

    range: TimeRange
    step: timedelta
    past: tuple[TimeRange, ...]
    services: tuple[ServiceHealth, ...]
    custom: tuple[OwnSignal, ...]
    causes: Ranking | None
    calls: tuple[Measured[frozenset[Call]], ...] = ()
    untold: tuple[NoData, ...] = ()
