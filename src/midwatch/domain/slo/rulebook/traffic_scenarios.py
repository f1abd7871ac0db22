"""What the alerts on traffic must do: requests that stop or dwindle, and what is known to be down meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.objective import Service

USUAL = 100.0
"""Requests a minute of an ordinary hour."""
_MINUTE = timedelta(minutes=1)
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_CHECKED_AFTER = timedelta(hours=3)
"""How long a scenario of days goes on: an hourly evaluation sees the change, another one ends its `for`."""


class Down(Enum):
    """What is known to be down from the change on."""

    TARGET = "a target is down"
    NO_TARGET = "no target is left"
    PROBE = "the probe fails"


@dataclass(frozen=True, slots=True)
class Flow:
    """Requests a minute for a while; None: there is no such counter."""

    per_minute: float | None
    length: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficScenario:
    """How requests flow, one flow after another, what goes down with the last one, and who is told at the end."""

    name: str
    flows: tuple[Flow, ...]
    down: Down | None = None
    firing: AlertSeverity | None = None

    @property
    def onset(self) -> timedelta:
        """When the last flow begins."""
        return sum((flow.length for flow in self.flows[:-1]), timedelta())

    @property
    def length(self) -> timedelta:
        """How long all of it takes."""
        return self.onset + self.flows[-1].length


def causes(service: Service) -> tuple[Down, ...]:
    """What can be known to be down of a service."""
    targets = (Down.TARGET, Down.NO_TARGET) if service.scrape_up is not None else ()
    return (*targets, Down.PROBE) if service.probe is not None else targets


def minutes_of_traffic(service: Service) -> Iterator[TrafficScenario]:
    """Requests stop, or go on, while something is down, or nothing."""
    before = Flow(USUAL, 10 * _MINUTE)
    for down in (None, *causes(service)):
        stops = (before, Flow(None, 30 * _MINUTE))
        yield _told("traffic stops", stops, down)
    for down in causes(service):
        goes_on = (before, Flow(USUAL, 30 * _MINUTE))
        yield _quiet("traffic goes on", goes_on, down)


def days_of_traffic(service: Service) -> Iterator[TrafficScenario]:
    """Requests are compared with those of the same hour a week ago."""
    last = next(iter(causes(service)), None)
    usual = Flow(USUAL, _WEEK)
    for down in dict.fromkeys((None, last)):
        dwindles = (usual, Flow(0.09 * USUAL, _CHECKED_AFTER))
        yield _told("traffic falls below a tenth of the same hour a week ago", dwindles, down)
        silence = (Flow(USUAL, _WEEK - 2 * _DAY), Flow(None, 2 * _DAY + _CHECKED_AFTER))
        yield _told("traffic is gone for two days", silence, down)
    above = (usual, Flow(0.11 * USUAL, _CHECKED_AFTER))
    yield _quiet("traffic falls, and stays above a tenth of the same hour a week ago", above, last)
    few = (Flow(0.5, _WEEK), Flow(0, _CHECKED_AFTER))
    yield _quiet("traffic stops that was too thin to be missed", few, last)
    forgotten = (Flow(USUAL, _DAY), Flow(None, _WEEK + _CHECKED_AFTER))
    yield _quiet("traffic is gone for more than a week", forgotten, last)


def _told(name: str, flows: tuple[Flow, ...], down: Down | None) -> TrafficScenario:
    severity = AlertSeverity.TICKET if down is None else AlertSeverity.PAGE
    return TrafficScenario(name=_named(name, down), flows=flows, down=down, firing=severity)


def _quiet(name: str, flows: tuple[Flow, ...], down: Down | None) -> TrafficScenario:
    return TrafficScenario(name=_named(name, down), flows=flows, down=down)


def _named(name: str, down: Down | None) -> str:
    return f"{name}, {'nothing is down' if down is None else down.value}"
