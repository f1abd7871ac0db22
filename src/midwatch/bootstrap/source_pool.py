"""The sources of a repository: each connected once, when it is first needed, and found by service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from midwatch.bootstrap.settings.model import CaptureSource, Settings, Source
from midwatch.bootstrap.wiring import LiveSource
from midwatch.domain.errors import InputError, SourceError
from midwatch.domain.untrusted import for_terminal
from midwatch.ports.events import EventCounts
from midwatch.ports.metrics import MetricCatalogue
from midwatch.ports.topology import Topology
from midwatch.ports.tracks import Tracks
from midwatch.workflows.slo.counting import Effort, Sources, Unanswered

if TYPE_CHECKING:  # judging signals brings what other verbs do not need
    from midwatch.workflows.observe.observe import ObserveSources


@dataclass(slots=True)
class SourcePool:
    """Connects by `connect`, at most once a source."""

    settings: Settings
    connect: Callable[[Source], LiveSource]
    _live: dict[str, LiveSource] = field(default_factory=dict)

    def name_for(self, service: str) -> str | None:
        """The source of a service: by the first glob that matches it, else the only one there is; None: not known."""
        for glob, name in self.settings.services:
            if fnmatchcase(service, glob):
                return name
        only = tuple(self.settings.sources)
        return only[0] if len(only) == 1 and not self.settings.services else None

    def live(self, name: str) -> LiveSource:
        """A source by its name, connected."""
        if name not in self._live:
            self._live[name] = self.connect(self.settings.sources[name])
        return self._live[name]

    def awaited(self) -> tuple[str, ...]:
        """Names of the sources whose answers are waited for now; usable from another thread."""
        return tuple(name for name, source in list(self._live.items()) if source.is_waiting())

    def close(self) -> None:
        """Let go of every connection; a source that is asked again is connected again."""
        while self._live:
            self._live.popitem()[1].close()

    def counts_for(self, service: str) -> EventCounts:
        """What counts a service's events. Raises InputError where it has no source."""
        return self._source_of(service).events

    def counting(self, undetected: Mapping[str, SourceError]) -> Sources:
        """The same, as workflows take it, with what asking has cost; services that are `undetected` are not counted."""

        def counts_for(service: str) -> EventCounts:
            error = undetected.get(service)
            return self.counts_for(service) if error is None else Unanswered(error)

        return Sources(counts_for=counts_for, effort=self._effort)

    def observing(self, undetected: Mapping[str, SourceError]) -> "ObserveSources":
        """What counts and what measures, as `observe` takes it; services that are `undetected` are not asked about."""
        from midwatch.workflows.observe.observe import ObserveSources

        def tracks_for(service: str) -> Tracks:
            error = undetected.get(service)
            return self._source_of(service).tracks if error is None else Unanswered(error)

        def topology_for(service: str) -> Topology:
            error = undetected.get(service)
            return self._source_of(service).topology if error is None else Unanswered(error)

        order = list(self.settings.sources)

        def place_of(service: str) -> int:
            name = self.name_for(service)
            return order.index(name) if name in order else len(order)

        return ObserveSources(
            counting=self.counting(undetected),
            tracks_for=tracks_for,
            topology_for=topology_for,
            place_of=place_of,
        )

    def catalogue_for(self, service: str) -> MetricCatalogue | None:
        """What knows the metrics of a service; None where it has no source."""
        name = self.name_for(service)
        return self.live(name).metrics if name is not None else None

    def counts_if_any(self, service: str) -> EventCounts | None:
        """What counts a service's events; None where it has no source."""
        name = self.name_for(service)
        return self.live(name).events if name is not None else None

    def last_captured(self) -> datetime | None:
        """The newest sample, where telemetry is in captures alone: time stands still there. None otherwise."""
        sources = self.settings.sources
        if not all(isinstance(source, CaptureSource) for source in sources.values()):
            return None
        found = [self.live(name).metrics.newest_sample() for name in sources]
        return max((sample for sample in found if sample is not None), default=None)

    def _source_of(self, service: str) -> LiveSource:
        name = self.name_for(service)
        if name is None:
            raise self._no_source(service)
        return self.live(name)

    def _effort(self) -> Effort:
        spent = [source.effort() for source in self._live.values()]
        return Effort(
            requests=sum(each.requests for each in spent),
            waited=sum((each.waited for each in spent), start=timedelta(0)),
        )

    def _no_source(self, service: str) -> InputError:
        name = for_terminal(service, 80)
        if not self.settings.sources:
            return InputError(
                f"no source has telemetry of “{name}”",
                why="midwatch.toml names no source",
                fix="add [sources.main] with kind and url (Prometheus) or path (a capture)",
            )
        known = ", ".join(self.settings.sources)
        return InputError(
            f"no source has telemetry of “{name}”",
            why=f"[services] in midwatch.toml names none for it; sources are: {known}",
            fix=f'add "{name}" = "{next(iter(self.settings.sources))}" to [services]',
        )
