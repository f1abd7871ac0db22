"""Asking the sources: each one once for everything, all of them at the same time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from midwatch.domain.errors import SourceError
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.signals.measure import TrackRequest
from midwatch.domain.signals.topology import Call, CallCounter, VersionSeen
from midwatch.domain.slo.golden_signals import VersionSignal
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest, EventCounts

Answer = Measured[Counts] | NoData
SeriesAnswer = Measured[CountSeries] | NoData
T = TypeVar("T")

THREADS = 8
"""Questions that are out at once, over all sources: a source's own bound comes on top."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What asking has cost until now: requests sent, and the time somebody waited for answers."""

    requests: int = 0
    waited: timedelta = timedelta(0)

    def __add__(self, other: "Effort") -> "Effort":
        """What two rounds of questions cost."""
        return Effort(self.requests + other.requests, self.waited + other.waited)

    def __sub__(self, earlier: "Effort") -> "Effort":
        """What was spent since `earlier`."""
        return Effort(self.requests - earlier.requests, self.waited - earlier.waited)


def _no_effort() -> Effort:
    return Effort()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where telemetry is: which source counts a service's events (the same object for services that share one).

    `effort` tells what all of them together have cost until now.
    """

    counts_for: Callable[[str], EventCounts]
    effort: Callable[[], Effort] = _no_effort


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Events of services whose source could not say how their metrics are named: each question has that answer."""

    error: SourceError

    def count(self, requests: Sequence[CountRequest]) -> Mapping[CountRequest, Answer]:
        """Give the same absence to every request."""
        return dict.fromkeys(requests, failed(self.error))

    def count_by_step(
        self,
        indicator: Indicator,  # noqa: ARG002 - the port's
        span: TimeRange,  # noqa: ARG002 - the port's
        step: timedelta,  # noqa: ARG002 - the port's
    ) -> SeriesAnswer:
        """Give it to every series."""
        return failed(self.error)

    def begins(
        self,
        indicators: Sequence[Indicator],  # noqa: ARG002 - the port's
        span: TimeRange,  # noqa: ARG002 - the port's
    ) -> Mapping[Indicator, datetime]:
        """Say it again. Raises SourceError."""
        raise self.error

    def tracks(
        self, requests: Sequence[TrackRequest]
    ) -> Mapping[TrackRequest, Measured[Track] | NoData]:
        """Give it to every signal."""
        return dict.fromkeys(requests, failed(self.error))

    def versions(
        self,
        builds: Sequence[VersionSignal],
        span: TimeRange,  # noqa: ARG002 - the port's
    ) -> Mapping[VersionSignal, Measured[tuple[VersionSeen, ...]] | NoData]:
        """Give it to every build."""
        return dict.fromkeys(builds, failed(self.error))

    def calls(
        self,
        counters: Sequence[CallCounter],
        span: TimeRange,  # noqa: ARG002 - the port's
    ) -> Mapping[CallCounter, Measured[frozenset[Call]] | NoData]:
        """Give it to every graph."""
        return dict.fromkeys(counters, failed(self.error))


@dataclass(frozen=True, slots=True)
class SeriesRequest:
    """The events of one indicator, step by step."""

    indicator: Indicator
    span: TimeRange
    step: timedelta


def count_all(
    sources: Sources, wanted: Iterable[tuple[str, CountRequest]]
) -> Mapping[CountRequest, Answer]:
    """An answer to every request of every service; a source that cannot be asked at all is no data for its requests."""
    by_source: dict[int, tuple[EventCounts, dict[CountRequest, None]]] = {}
    for service, request in wanted:
        source = sources.counts_for(service)
        by_source.setdefault(id(source), (source, {}))[1][request] = None
    jobs = [_counting(source, tuple(requests)) for source, requests in by_source.values()]
    return {request: answer for answers in at_once(jobs) for request, answer in answers.items()}


def series_of_all(
    sources: Sources, wanted: Iterable[tuple[str, SeriesRequest]]
) -> Mapping[SeriesRequest, SeriesAnswer]:
    """The steps of every request."""
    requests = {request: sources.counts_for(service) for service, request in wanted}
    answers = at_once([_stepping(source, request) for request, source in requests.items()])
    return dict(zip(requests, answers, strict=True))


def _counting(
    source: EventCounts, requests: tuple[CountRequest, ...]
) -> Callable[[], Mapping[CountRequest, Answer]]:
    def ask() -> Mapping[CountRequest, Answer]:
        try:
            return source.count(requests)
        except SourceError as error:
            return dict.fromkeys(requests, failed(error))

    return ask


def _stepping(source: EventCounts, request: SeriesRequest) -> Callable[[], SeriesAnswer]:
    def ask() -> SeriesAnswer:
        try:
            return source.count_by_step(request.indicator, request.span, request.step)
        except SourceError as error:
            return failed(error)

    return ask


def failed(error: SourceError) -> NoData:
    """A source's refusal or silence, as absence."""
    said = ": ".join(part for part in (error.what, error.why) if part)
    return NoData(reason="; ".join(part for part in (said, error.fix) if part), source_failed=True)


def at_once(jobs: list[Callable[[], T]]) -> list[T]:
    """What each job gives, in order; all of them run at the same time."""
    if len(jobs) <= 1:
        return [job() for job in jobs]
    with ThreadPoolExecutor(min(THREADS, len(jobs)), thread_name_prefix="midwatch-count") as pool:
        return [future.result() for future in [pool.submit(job) for job in jobs]]
