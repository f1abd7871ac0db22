"""The demo's shop as tracks: traffic, errors, slow requests and saturation of six services, a step a minute."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from midwatch.domain.signals.anomalies.anomaly import Watched
from midwatch.domain.signals.anomalies.track import (
    Direction,
    Signal,
    Track,
    errors,
    gauge,
    slowness,
    traffic,
)
from midwatch.domain.signals.counters import running_total
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.units import seconds
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.telemetry import STEP, Telemetry

SLOW_BOUND = "0.2"
WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
UP = (Direction.UP,)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Whole:
    """A signal over all of a telemetry: float64[n]; weights None where it has none."""

    signal: Signal
    times: Floats
    values: Floats
    weights: Floats | None = None

    def part(self, first: int, last: int) -> Track:
        """Steps `first` up to `last`."""
        weights = None if self.weights is None else self.weights[first:last].copy()
        inside = slice(first, last)
        values, times = self.values[inside].copy(), self.times[inside].copy()
        return Track(step=STEP, times=times, values=values, weights=weights)

    def range_after_history(self, length: timedelta) -> Watched:
        """The last `length`, after all that was before."""
        begin = self.times.size - length // STEP
        current = self.part(begin, self.times.size)
        return Watched(signal=self.signal, current=current, history=self.part(0, begin))

    def range_with_weeks(self, last: int, length: timedelta, weeks: int) -> Watched:
        """`length` up to a step, and the same of the weeks before, as far as there are any."""
        count, week = length // STEP, WEEK // STEP
        starts = [last - count - week * number for number in range(1, weeks + 1)]
        past = tuple(self.part(at, at + count) if at >= 0 else None for at in starts)
        return Watched(signal=self.signal, current=self.part(last - count, last), weeks=past)


def tracks_of(telemetry: Telemetry) -> tuple[Whole, ...]:
    """Every signal of every service."""
    return tuple(signal for each in SERVICES for signal in _of_service(telemetry, each.name))


def _of_service(telemetry: Telemetry, job: str) -> Iterator[Whole]:
    def rises(accepts: Callable[[SampleSeries], bool]) -> Floats:
        found = [
            np.diff(running_total(series.values))
            for series in telemetry.series
            if series.labels["job"] == job and accepts(series)
        ]
        total: Floats = np.sum(found, axis=0)
        return total

    times = telemetry.series[0].times[1:]
    all_of_them = rises(lambda s: s.metric == "http_requests_total")
    yield Whole(signal=traffic(job), times=times, values=all_of_them / seconds(STEP))
    for signal, bad in (
        (
            errors(job),
            rises(lambda s: s.metric == "http_requests_total" and s.labels["code"][0] == "5"),
        ),
        (
            slowness(job),
            all_of_them
            - rises(lambda s: s.metric.endswith("_bucket") and s.labels["le"] == SLOW_BOUND),
        ),
    ):
        share = np.where(all_of_them > 0, bad / np.maximum(all_of_them, 1), np.nan)
        yield Whole(signal=signal, times=times, values=share, weights=all_of_them)
    for series in telemetry.series:
        if series.labels["job"] == job and series.metric == "process_cpu_seconds_total":
            busy = np.diff(running_total(series.values)) / seconds(STEP)
            yield Whole(signal=gauge(job, "processor", UP), times=times, values=busy)
        if series.labels["job"] == job and series.metric in (
            "database_connections_in_use",
            "database_replica_lag_seconds",
        ):
            signal = gauge(job, series.metric, UP)
            yield Whole(signal=signal, times=times, values=series.values[1:])
