"""Asking the sources what the checks want to know: each source once, for all of its services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from midwatch.checks.slo.facts import LiveFacts, PastCounts, Skipped
from midwatch.checks.slo.questions import asked
from midwatch.domain.errors import SourceError
from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange
from midwatch.domain.untrusted import for_terminal
from midwatch.workflows.slo.detecting import LOOKBACK, CatalogueFor, by_catalogue

if TYPE_CHECKING:  # counts bring numpy, which a check without a source does not need
    from midwatch.ports.events import EventCounts
    from midwatch.ports.metrics import MetricCatalogue, MetricFacts
    from midwatch.workflows.slo.loading import LoadedFile

NO_SOURCE: Final = LiveFacts(
    skipped=Skipped(
        why="midwatch.toml names no source for these services",
        fix="name a source in midwatch.toml to check them too",
    )
)
OFFLINE: Final = LiveFacts(
    skipped=Skipped(why="no source was to be asked", fix="leave --offline out to check them too")
)
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSources:
    """Where a service's telemetry is, or None; the same objects for services that share a source."""

    catalogue_for: CatalogueFor
    counts_for: Callable[[str], EventCounts | None]


def gather(
    files: Sequence[LoadedFile], sources: LiveSources | None, at: datetime
) -> Mapping[str, LiveFacts]:
    """Path → the facts of the file's source. A source that does not answer is said, and stops nothing."""
    facts = {one.file.path: NO_SOURCE for one in files}
    if sources is None:
        return facts
    facts |= {one.file.path: failed(one.undetected) for one in files if one.undetected}
    bound = [one for one in files if one.service is not None and one.undetected is None]
    for catalogue, members in by_catalogue(bound, _service_of, sources.catalogue_for):
        counts = sources.counts_for(_service_of(members[0]))
        found = _ask(catalogue, counts, members, at)
        facts.update((one.file.path, found) for one in members)
    return facts


def _service_of(one: LoadedFile) -> str:
    return one.service.name if one.service is not None else ""


def _ask(
    catalogue: MetricCatalogue,
    counts: EventCounts | None,
    files: Sequence[LoadedFile],
    at: datetime,
) -> LiveFacts:
    try:
        names, series = _series(catalogue, files, TimeRange.ending(at, LOOKBACK))
        reaches = _reaches(catalogue, files, at)
        past = _past(counts, files, at)
    except SourceError as error:
        return failed(error)
    return LiveFacts(series=series, metric_names=names, reaches=reaches, past=past)


def _past(counts: EventCounts | None, files: Sequence[LoadedFile], at: datetime) -> PastCounts:
    # Here, because counting brings numpy: a check without a source starts faster than it loads.
    from midwatch.workflows.slo.past_counts import ask_past  # noqa: PLC0415 - see above

    return PastCounts() if counts is None else ask_past(counts, files, at)


def failed(error: SourceError) -> LiveFacts:
    """What is known where a source did not answer: why not."""
    reason = ": ".join(for_terminal(part) for part in (error.what, error.why) if part)
    fix = "see what the source answers with `midwatch doctor`"
    return LiveFacts(skipped=Skipped(why=reason, fix=fix, failure=error))


def _series(
    catalogue: MetricCatalogue, files: Sequence[LoadedFile], span: TimeRange
) -> tuple[frozenset[str], Mapping[Selector, MetricFacts]]:
    names = catalogue.metric_names(span)
    services = [one.service for one in files if one.service is not None]
    needed = dict.fromkeys(s for service in services for s in asked(service))
    shown = (s for service in services for s in service.signals.selectors if s.metric in names)
    wanted = list(dict.fromkeys((*needed, *shown)))
    series = dict(catalogue.describe(wanted, span)) if wanted else {}
    absent = {s.metric for s in needed if not series[s].series and s.metric in names}
    if absent:  # the whole metric is looked at only where a selector missed it
        series.update(catalogue.describe([Selector(metric) for metric in sorted(absent)], span))
    return names, series


def _reaches(
    catalogue: MetricCatalogue, files: Sequence[LoadedFile], at: datetime
) -> Mapping[timedelta, bool]:
    lengths = {
        o.period.nominal_length for one in files if one.service for o in one.service.objectives
    }
    return {
        length: bool(catalogue.metric_names(TimeRange.ending(at - length + _A_DAY, _A_DAY)))
        for length in sorted(lengths)
    }
