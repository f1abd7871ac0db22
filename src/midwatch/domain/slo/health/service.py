"""A service as it is: its colour and why, its signals, its objectives, and what was changed."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.anomaly import Anomaly
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.topology import VersionSeen
from midwatch.domain.signals.trends.reach import Reach
from midwatch.domain.slo.health.fast_burn import FastBurn, WorstHours
from midwatch.domain.slo.health.reading import Reading, Unit
from midwatch.domain.slo.health.verdict import Colour, Reason, ReasonKind
from midwatch.domain.slo.objective import Service
from midwatch.domain.slo.standing.status import ObjectiveStatus

UNTOLD = frozenset({ReasonKind.LIMIT_UNTOLD, ReasonKind.STOPPED})
"""Reasons for which nobody can tell how a service is, whatever else is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One signal before a change and after it, each the middle of its steps; None where there was none."""

    signal: str
    unit: Unit
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSeen:
    """A change, and how the signals of its service moved with it."""

    change: Change
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a signal reaches its limit, or why that is not told."""

    signal: str
    reach: Reach | NoData


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHealth:
    """One service over the range. `anomalies`: of all its signals, in order of onset.

    `worst_hours`: of each objective that counts events, where steps are so long that they hide a short incident.
    `versions`: which ran in the range and shortly before; None where the convention does not tell.
    """

    service: Service
    colour: Colour
    reasons: tuple[Reason, ...]
    readings: tuple[Reading, ...]
    statuses: tuple[ObjectiveStatus, ...]
    due: tuple[Due, ...]
    changes: tuple[ChangeSeen, ...]
    worst_hours: tuple[WorstHours, ...] = ()
    versions: Measured[tuple[VersionSeen, ...]] | NoData | None = None

    @property
    def fast_burns(self) -> tuple[FastBurn, ...]:
        """What burned faster than the fastest page's rate at any time of the range, objective by objective."""
        return tuple(burned for hours in self.worst_hours for burned in hours.fast_burns)

    @property
    def anomalies(self) -> tuple[Anomaly, ...]:
        """Departures of its signals from their baselines, in order of onset."""
        judged = (reading.judgement for reading in self.readings if reading.judgement)
        every = [anomaly for judgement in judged for anomaly in judgement.anomalies]
        return tuple(sorted(every, key=_began))

    @property
    def nobody_can_tell(self) -> bool:
        """Whether a source did not answer, or there is nothing by which to tell how the service is."""
        untold = any(reason.kind in UNTOLD for reason in self.reasons)
        return self.source_failed or untold or self.colour is Colour.NO_DATA

    @property
    def source_failed(self) -> bool:
        """Whether anything is missing because a source did not answer."""
        signals = (reading.current for reading in self.readings)
        missing = any(isinstance(one, NoData) and one.source_failed for one in signals)
        past = any(reading.past_failed for reading in self.readings)
        hours = any(
            isinstance(one.shares, NoData) and one.shares.source_failed for one in self.worst_hours
        )
        return missing or past or hours or any(status.source_failed for status in self.statuses)

    def reading(self, name: str) -> Reading | None:
        """The signal of a name; None where the service has none."""
        return next((reading for reading in self.readings if reading.name == name), None)


def _began(anomaly: Anomaly) -> datetime:
    return anomaly.began
