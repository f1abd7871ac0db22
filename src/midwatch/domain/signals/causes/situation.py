"""What a cause is looked for in: who calls whom, what was measured then and before, what was changed, the alarm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

import numpy as np

from midwatch.domain.signals.change import Change
from midwatch.domain.signals.counts import Floats

Graph = Mapping[str, tuple[str, ...]]
"""Caller → the services it calls; a service without an entry calls nobody that we know of."""


class Signal(Enum):
    """What is measured of a service, and its unit here.

    `LATENCY`: a duration in any unit, the same for all services; the mean where there is one, since only means add up
    along calls. `ERRORS`: the share of requests that failed, 0 to 1. `TRAFFIC`: requests a second. `SATURATION`: the
    share of a resource in use.
    """

    LATENCY = "latency"
    ERRORS = "errors"
    TRAFFIC = "traffic"
    SATURATION = "saturation"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Observed:
    """One signal of one service. Both: float64, oldest first, one step apart; NaN where nothing was measured.

    `normal`: [m], a period in which all was well, or of which the most was. `current`: [n], the range in question.
    """

    normal: Floats
    current: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What a person or a rule complains about; `since` is aware, and may come late: the onset is looked for."""

    service: str
    signal: Signal
    since: datetime


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Situation:
    """Everything that is known. `times`: float64[n], Unix seconds, evenly apart, right-closed, of all current ranges.

    Raises ValueError where a current range differs in length, or there are fewer than two times.
    """

    graph: Graph
    telemetry: Mapping[tuple[str, Signal], Observed]
    times: Floats
    changes: tuple[Change, ...] = field(default=())
    alarm: Alarm

    def __post_init__(self) -> None:
        """Refuse columns that do not match."""
        if len(self.times) < 2:  # noqa: PLR2004 - one time has no step
            msg = f"a range needs at least two samples, not {len(self.times)}"
            raise ValueError(msg)
        for (service, signal), observed in self.telemetry.items():
            if observed.current.shape != self.times.shape:
                counts = f"{len(observed.current)} samples at {len(self.times)} times"
                msg = f"{signal.value} of {service}: {counts}"
                raise ValueError(msg)

    @property
    def step_s(self) -> float:
        """Seconds from one sample to the next."""
        return float(self.times[1] - self.times[0])

    def of(self, service: str, signal: Signal) -> Observed | None:
        """One signal of one service, or None where nothing was ever measured."""
        observed = self.telemetry.get((service, signal))
        return observed if observed is not None and _measured(observed) else None


def _measured(observed: Observed) -> bool:
    return bool(np.isfinite(observed.current).any() or np.isfinite(observed.normal).any())
