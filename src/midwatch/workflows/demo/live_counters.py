"""The shop going on: the counters of its history, continued second by second without a reset.

Requests come at the mean rate of the history's last hour, so that detection times for constant traffic hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.formats.openmetrics_writer import Family, FamilyType, series_name
from midwatch.workflows.demo.counters import BOUNDS, DURATION, REQUESTS
from midwatch.workflows.demo.saturation import CPU
from midwatch.workflows.demo.shop import BUCKET_MEANS_MS, CALLERS_FIRST, needed_by, service
from midwatch.workflows.demo.telemetry import Telemetry
from midwatch.workflows.demo.traffic import Integers

HOUR_S = 3_600.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Flow:
    """One service's requests since the history ended, by code and bucket; expectations, whole numbers when shown.

    `rates`: float64[codes, buckets], requests a second since `since`; `made`: float64[codes, buckets], all before it.
    """

    codes: tuple[str, ...]
    since: float
    rates: Floats
    made: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        self.rates.setflags(write=False)
        self.made.setflags(write=False)

    def events(self, at: float) -> Integers:
        """Requests up to `at`, int64[codes, buckets]; none of them ever shrinks."""
        return np.floor(self.made + self.rates * (at - self.since)).astype(np.int64)

    def failing(self, share: float, code: str, at: float) -> "Flow":
        """The same requests, of which a further `share` fails with `code` from `at` on."""
        failed = self.rates.sum(axis=0) * share
        rates = self.rates * (1 - share)
        rates[self.codes.index(code)] += failed
        made = self.made + self.rates * (at - self.since)
        return replace(self, since=at, rates=rates, made=made)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LiveShop:
    """What every service shows on its metrics page from the end of its history on."""

    families: tuple[Family, ...]
    flows: Mapping[str, Flow]
    ended: float
    """When the history ended, Unix seconds."""
    processors: Mapping[str, float]
    """Processor seconds a second of each service that tells them."""

    @classmethod
    def continuing(cls, telemetry: Telemetry) -> Self:
        """Go on where the history ended, at the rates of its last hour."""
        last = tuple(
            replace(family, series=tuple(map(_last_sample, family.series)))
            for family in telemetry.families
        )
        flows = {job: _last_hour(telemetry, job) for job in CALLERS_FIRST}
        processors = {
            series.labels["job"]: _grown(series) / HOUR_S
            for series in telemetry.series
            if series.metric == f"{CPU}_total"
        }
        ended = telemetry.span.end.timestamp()
        return cls(families=last, flows=flows, ended=ended, processors=processors)

    def with_outage(self, name: str, at: float) -> "LiveShop":
        """From `at` on (Unix seconds), every request of the service fails, and its callers see their share.

        Raises KeyError where the shop has no such service.
        """
        shares = outage_shares(name)
        flows = {
            job: flow.failing(shares[job], _failure_code(job, name), at) if shares[job] else flow
            for job, flow in self.flows.items()
        }
        return replace(self, flows=flows)

    def exposition(self, at: float, job: str | None = None) -> str:
        """The metrics page at `at`, of one service or of all.

        Source: https://prometheus.io/docs/instrumenting/exposition_formats/
        """
        events = {name: flow.events(at) for name, flow in self.flows.items()}
        return "".join(self._page(events, at, job))

    def _page(self, events: Mapping[str, Integers], at: float, job: str | None) -> Iterator[str]:
        for family in self.families:
            shown = [each for each in family.series if job in (None, each.labels["job"])]
            if not shown:
                continue
            name = f"{family.name}_total" if family.type is FamilyType.COUNTER else family.name
            yield f"# HELP {name} {family.help}\n# TYPE {name} {family.type.value}\n"
            for each in shown:
                value = float(each.values[-1]) + self._increase(each, events, at)
                yield f"{series_name(each.metric, each.labels)} {_number(value)}\n"

    def _increase(self, series: SampleSeries, events: Mapping[str, Integers], at: float) -> float:
        """How far a counter has come since the history ended; a gauge stays where it was."""
        job = series.labels["job"]
        if series.metric == f"{CPU}_total":
            return self.processors[job] * (at - self.ended)
        if series.metric == f"{REQUESTS}_total":
            return float(events[job][self.flows[job].codes.index(series.labels["code"])].sum())
        return _timed(series, events[job])


def outage_shares(name: str) -> Mapping[str, float]:
    """Which share of each service's requests fails while every request of one fails. Raises KeyError."""
    shares = {service(name).name: 1.0}
    for caller in reversed(CALLERS_FIRST):
        if caller not in shares:
            needed = [1 - each.needs * shares[each.callee] for each in needed_by(caller)]
            shares[caller] = 1.0 - float(np.prod(needed))
    return shares


def _failure_code(job: str, root: str) -> str:
    return service(job).failure_code if job == root else service(job).dependency_code


def _timed(series: SampleSeries, events: Integers) -> float:
    """The growth of one series of the histogram; 0 for what is none."""
    if series.metric == f"{DURATION}_bucket":
        return float(events[:, : BOUNDS.index(series.labels["le"]) + 1].sum())
    if series.metric == f"{DURATION}_count":
        return float(events.sum())
    if series.metric == f"{DURATION}_sum":
        return float(events.sum(axis=0) @ np.array(BUCKET_MEANS_MS)) / 1000
    return 0.0


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _last_sample(series: SampleSeries) -> SampleSeries:
    return replace(series, times=series.times[-1:], values=series.values[-1:])


def _last_hour(telemetry: Telemetry, job: str) -> Flow:
    """Codes and buckets are taken as independent: only their sums are ever shown."""
    codes = service(job).codes
    grown = {
        (series.metric, series.labels.get("code") or series.labels.get("le")): _grown(series)
        for series in telemetry.series
        if series.labels["job"] == job
    }
    counted = [grown[f"{REQUESTS}_total", code] for code in codes]
    up_to = [grown[f"{DURATION}_bucket", bound] for bound in BOUNDS]
    by_code, by_bucket = np.array(counted), np.diff(up_to, prepend=0.0)
    rates = np.outer(by_code, by_bucket) / by_code.sum() / HOUR_S
    end = telemetry.span.end.timestamp()
    return Flow(codes=codes, since=end, rates=rates, made=np.zeros_like(rates))


def _grown(series: SampleSeries) -> float:
    """A counter's growth over the last hour, in which nothing restarts."""
    hour = series.values[series.times > series.times[-1] - HOUR_S - 1]
    return float(hour[-1] - hour[0])
