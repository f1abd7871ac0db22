"""The demo's shop, simulated call by call: what is wrong with one service is felt by all that call it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from midwatch.domain.signals.causes.situation import Alarm, Observed, Signal, Situation
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.counts import Floats
from midwatch.workflows.demo.shop import (
    CALLERS_FIRST,
    DEPENDENCIES,
    callers_of,
    needed_by,
    service,
)

START = datetime(2026, 3, 4, 10, tzinfo=UTC)
NORMAL, CURRENT = 1440, 60
OWN_MS = {"web": 20.0, "api": 15.0, "payments": 40.0, "auth": 8.0, "cache": 1.0, "database": 5.0}
GRAPH = {
    caller: tuple(each.callee for each in DEPENDENCIES if each.caller == caller)
    for caller in CALLERS_FIRST
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What one service does wrong by itself, from one minute of the current range on.

    `by`: milliseconds added, or a share of requests that fail, or a share of its resource, by signal; for traffic, how
    many times the visitors.
    """

    service: str
    signal: Signal
    by: float
    minute: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An hour of the shop, minute by minute, after a normal day.

    `silent`: services of which nothing is measured from a minute on, and that minute.
    """

    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    silent: tuple[tuple[str, int], ...] = ()
    alarmed: str = "web"
    signal: Signal = Signal.LATENCY
    seed: int = 1
    minutes_a_sample: int = 1

    def situation(self) -> Situation:
        """What telemetry says of it."""
        chance = np.random.default_rng(self.seed)
        normal = _shop(chance, NORMAL, ())
        current = _shop(chance, CURRENT, self.faults)
        for name, since in self.silent:
            for signal in Signal:
                current[name, signal][since:] = np.nan
        telemetry = {
            key: Observed(normal=self._sampled(normal[key]), current=self._sampled(current[key]))
            for key in normal
        }
        times = START.timestamp() + 60.0 * np.arange(1, CURRENT + 1, dtype=np.float64)
        return Situation(
            graph=GRAPH,
            telemetry=telemetry,
            times=times[self.minutes_a_sample - 1 :: self.minutes_a_sample],
            changes=self.changes,
            alarm=Alarm(service=self.alarmed, signal=self.signal, since=minute(42)),
        )

    def _sampled(self, values: Floats) -> Floats:
        means: Floats = values.reshape(-1, self.minutes_a_sample).mean(axis=1)
        return means


def minute(number: int) -> datetime:
    """A moment of the current hour."""
    return datetime.fromtimestamp(START.timestamp() + 60 * number, UTC)


def changed(name: str, at: int) -> Change:
    """A deployment in a minute of the current hour."""
    return Change(at=minute(at), service=name, kind="deployment", summary="a new version")


def without(situation: Situation, *keys: tuple[str, Signal]) -> Situation:
    """The same, had these never been measured."""
    kept = {key: each for key, each in situation.telemetry.items() if key not in keys}
    return replace(situation, telemetry=kept)


def _shop(
    chance: np.random.Generator, minutes: int, faults: Iterable[Fault]
) -> dict[tuple[str, Signal], Floats]:
    """Traffic runs from callers to callees, failures and time the other way."""
    found: dict[tuple[str, Signal], Floats] = {}

    def fault(name: str, signal: Signal, nothing: float) -> Floats:
        values = np.full(minutes, nothing)
        for each in faults:
            if each.service == name and each.signal is signal:
                values[each.minute :] = each.by
        return values

    for name in CALLERS_FIRST:
        visitors = service(name).visitors / 60 * fault(name, Signal.TRAFFIC, 1.0)
        called = sum(
            (each.calls * found[each.caller, Signal.TRAFFIC] for each in callers_of(name)), visitors
        )
        found[name, Signal.TRAFFIC] = called * chance.lognormal(0, 0.03, minutes)
    for name in reversed(CALLERS_FIRST):
        below = needed_by(name)
        own = OWN_MS[name] * chance.lognormal(0, 0.05, minutes) + fault(name, Signal.LATENCY, 0.0)
        found[name, Signal.LATENCY] = sum(
            (each.calls * found[each.callee, Signal.LATENCY] for each in below), own
        )
        failing = service(name).failing + fault(name, Signal.ERRORS, 0.0)
        share = np.minimum(
            sum((each.needs * found[each.callee, Signal.ERRORS] for each in below), failing), 1.0
        )
        requests = found[name, Signal.TRAFFIC] * 60
        found[name, Signal.ERRORS] = chance.poisson(share * requests) / requests
        found[name, Signal.SATURATION] = 0.3 * chance.lognormal(0, 0.05, minutes) + fault(
            name, Signal.SATURATION, 0.0
        )
    return found
