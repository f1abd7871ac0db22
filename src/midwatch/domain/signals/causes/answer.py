"""What is said about causes: suspects in order, each with a verdict by rule, its evidence and its doubts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from midwatch.domain.measured import NoData
from midwatch.domain.signals.causes.deviation import Deviation
from midwatch.domain.signals.change import Change


class Verdict(Enum):
    """How much is known of a suspect; the rule is in `verdict.py`."""

    CONFIRMED = "CONFIRMED"
    LIKELY = "LIKELY"
    INCONCLUSIVE = "INCONCLUSIVE"


class Doubt(Enum):
    """What speaks against a suspect."""

    WEAK_ALARM = "the alarmed signal is as usual"
    SMALL = "it explains less than a third of the alarm"
    LATER = "it began after the alarm"
    HEALTHY_BETWEEN = "a service between it and the alarmed one is well"
    OTHER_SIGNAL = "another of its signals deviates than the one that alarms, and it is called more or less than before"
    CALLEE_DEVIATES = "a service that it calls deviates in another signal"
    MORE_TRAFFIC = "its traffic had risen: it may only be overloaded"
    SILENT = "it is not measured"
    SILENT_CALLEE = "a service that it calls is not measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found of one suspect.

    `deviation`: of the signal that makes it one, or what is missing. `onset`: the end of the first sample that is
    worse. `lead`: how long before the alarm's onset that was; negative after it. `share`: of what the alarmed signal
    has too much, what this service brings about itself, 0 to 1. `path`: from the alarmed service to this one along
    calls. `also`: its other signals that deviate. `traffic`: how its traffic moved. `healthy`: services that it calls
    and that are well. `silent`: those that are not measured. `changes`: of services on the path, shortly before the
    onset, the latest first.
    """

    deviation: Deviation | NoData
    onset: datetime | NoData
    lead: timedelta | NoData
    share: float
    path: tuple[str, ...]
    also: tuple[Deviation, ...]
    traffic: Deviation | NoData
    healthy: tuple[str, ...]
    silent: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """One service. `score`: its share of the alarm, halved for each doubt that is not about size; 0 to 1."""

    service: str
    score: float
    verdict: Verdict
    doubts: tuple[Doubt, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficRise:
    """More requests reach the alarmed service, and did not later than it became worse.

    `origins`: the services at which more requests arrive although none that calls them has more.
    """

    origins: tuple[str, ...]
    deviation: Deviation
    onset: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The answer. No suspects and no traffic: nothing is wrong, or nothing that deviates can have to do with it.

    `alarm`: how the alarmed signal deviates, or what is missing. `onset`: when that began, if it does. `silent`:
    services behind the alarmed one that are not measured, and why.
    """

    alarm: Deviation | NoData
    onset: datetime | NoData
    suspects: tuple[Suspect, ...] = ()
    traffic: TrafficRise | None = None
    silent: tuple[tuple[str, NoData], ...] = ()
