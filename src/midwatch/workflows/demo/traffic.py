"""How many requests each service gets in each step, and what becomes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats
from midwatch.domain.units import TimeRange, seconds
from midwatch.workflows.demo.incidents import Effect, Incident
from midwatch.workflows.demo.shop import (
    CALLERS_FIRST,
    DAY_SWING,
    PEAK_HOUR,
    WEEKEND_SHARE,
    ShopService,
    callers_of,
    needed_by,
    service,
)

Integers = npt.NDArray[np.int64]

DAY_S = 86_400.0
HOUR_S = 3_600.0
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday
SATURDAY = 5
VERY_SLOW = 0.3
"""Share of an incident's slow requests that exceed the last latency bound too."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Requests:
    """One service's requests, per step; by code and by bucket they sum to the same.

    `by_code`: status code → int64[n]. `by_bucket`: int64[n] each, fastest first, the last for what exceeds every bound.
    """

    by_code: Mapping[str, Integers]
    by_bucket: Sequence[Integers]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for array in (*self.by_code.values(), *self.by_bucket):
            array.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Shares:
    """Shares of one service's requests per step: own failures, failures of what it needs, slow ones by incident."""

    failing: Floats
    starved: Floats
    slow: Floats

    @property
    def failed(self) -> Floats:
        """All failures together."""
        return 1 - (1 - self.failing) * (1 - self.starved)


def season(times: Floats) -> Floats:
    """Traffic against its mean: high at midday, low at night, lower at weekends. `times`: float64[n], Unix seconds."""
    hours = (times % DAY_S) / HOUR_S
    daily = 1 + DAY_SWING * np.cos(2 * np.pi * (hours - PEAK_HOUR) / 24)
    weekday = (times // DAY_S + EPOCH_WEEKDAY) % 7
    return daily * np.where(weekday >= SATURDAY, WEEKEND_SHARE, 1.0)


def draw_requests(
    rng: np.random.Generator, times: Floats, step_s: float, incidents: Sequence[Incident]
) -> Mapping[str, Requests]:
    """Requests of every service in the steps that end at `times`, incidents included."""
    load = season(times - step_s / 2) * _slow_noise(rng, times)
    totals = _draw_totals(rng, load * step_s / 60, _arriving(times, step_s, incidents))
    shares = _shares(times, step_s, incidents)
    return {
        name: _draw_outcomes(rng, service(name), totals[name], shares[name], load)
        for name in CALLERS_FIRST
    }


def presence(times: Floats, step_s: float, span: TimeRange) -> Floats:
    """The share of each step that lies in `span`, 0 to 1."""
    begin, end = span.start.timestamp(), span.end.timestamp()
    inside = np.minimum(times, end) - np.maximum(times - step_s, begin)
    return np.clip(inside / step_s, 0.0, 1.0)


def strength(times: Floats, step_s: float, incident: Incident) -> Floats:
    """How much of its full effect an incident has in each step, 0 to 1."""
    present = presence(times, step_s, incident.span)
    if not incident.growing:
        return present
    since = times - step_s / 2 - incident.span.start.timestamp()
    return present * np.clip(since / seconds(incident.growing), 0.0, 1.0)


def _arriving(times: Floats, step_s: float, incidents: Sequence[Incident]) -> Mapping[str, Floats]:
    """How many requests come to a service, against the usual number; services that are not named: as usual."""
    found: dict[str, Floats] = {}
    for incident in incidents:
        for name, effect in incident.effects.items():
            if effect.arriving != 1:
                change = 1 + (effect.arriving - 1) * strength(times, step_s, incident)
                found[name] = found.get(name, np.ones_like(times)) * change
    return found


def _slow_noise(rng: np.random.Generator, times: Floats) -> Floats:
    """Whims of the public: they last about an hour."""
    hours = np.arange(times[0] - HOUR_S, times[-1] + HOUR_S, HOUR_S)
    return np.exp(np.interp(times, hours, rng.normal(0.0, 0.05, hours.size)))


def _draw_totals(
    rng: np.random.Generator, minutes: Floats, arriving: Mapping[str, Floats]
) -> Mapping[str, Integers]:
    """All requests per step: from outside, and from callers."""
    totals: dict[str, Integers] = {}
    for name in CALLERS_FIRST:
        expected = service(name).visitors * minutes
        for dependency in callers_of(name):
            expected = expected + dependency.calls * totals[dependency.caller]
        totals[name] = rng.poisson(expected * arriving.get(name, 1.0))
    return totals


def _shares(times: Floats, step_s: float, incidents: Sequence[Incident]) -> Mapping[str, _Shares]:
    """What fails and what is slow, with what callers inherit from those whom they need."""
    shares: dict[str, _Shares] = {}
    for name in reversed(CALLERS_FIRST):
        failing = np.full_like(times, service(name).failing)
        works, quick = np.ones_like(times), np.ones_like(times)
        for incident in incidents:
            effect = incident.effects.get(name, Effect())
            part = strength(times, step_s, incident)
            failing = np.minimum(failing + effect.failing * part, 1.0)
            works *= 1 - effect.starved * part
            quick *= 1 - effect.slow * part
        for dependency in needed_by(name):
            works *= 1 - dependency.needs * shares[dependency.callee].failed
            quick *= 1 - dependency.needs * shares[dependency.callee].slow
        shares[name] = _Shares(failing=failing, starved=1 - works, slow=1 - quick)
    return shares


def _draw_outcomes(
    rng: np.random.Generator, of: ShopService, total: Integers, shares: _Shares, load: Floats
) -> Requests:
    by_code = {code: np.zeros_like(total) for code in of.codes}
    left = total
    client_code, client_share = of.client_code or ("200", 0.0)
    for code, share in (
        (of.failure_code, shares.failing),
        (of.dependency_code, shares.starved),
        (client_code, np.full_like(load, client_share)),
    ):
        drawn = rng.binomial(left, share)
        by_code[code] = by_code[code] + drawn
        left = left - drawn
    by_code["200"] = by_code["200"] + left
    return Requests(by_code=by_code, by_bucket=_draw_buckets(rng, of, total, shares.slow, load))


def _draw_buckets(
    rng: np.random.Generator, of: ShopService, total: Integers, slow: Floats, load: Floats
) -> Sequence[Integers]:
    """Each bound's slower requests are drawn among those slower than the bound before."""
    crowding = 0.7 + 0.3 * load
    buckets, slower, above = [], total, np.ones_like(load)
    for bound, share in enumerate(of.slow):
        added = slow * (VERY_SLOW if bound == len(of.slow) - 1 else 1.0)
        exceeding = 1 - (1 - np.minimum(share * crowding, 1.0)) * (1 - added)
        still = rng.binomial(slower, np.minimum(exceeding / above, 1.0))
        buckets.append(slower - still)
        slower, above = still, exceeding
    return [*buckets, slower]
