"""The demo's shop in memory: its files in a repository, its telemetry behind both ports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from midwatch.domain.signals import telemetry as columns
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.providers.capture.topology import CaptureTopology
from midwatch.providers.capture.tracks import CaptureTracks
from midwatch.store import changes as feed
from midwatch.store.repository import Repository
from midwatch.workflows.demo.incidents import Incident, IncidentKind
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.telemetry import generate
from midwatch.workflows.demo.walk import service_text
from midwatch.workflows.observe.observe import ObserveReport, ObserveSources, observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.loading import Loaded
from midwatch.workflows.slo.reading import load_repository

END = datetime(2026, 11, 26, 7, 47, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shop:
    """A repository of the shop, loaded, and its telemetry."""

    repository: Repository
    loaded: Loaded
    sources: ObserveSources
    incidents: Mapping[IncidentKind, Incident]

    def observed(self, at: datetime, **asked: object) -> ObserveReport:
        request = ObserveRequest(at=at, **asked)  # type: ignore[arg-type]  # fields by name
        return observe(request, self.loaded, self.sources, repository=self.repository)


def open_shop(root: Path, seed: int) -> Shop:
    told = generate(seed, END)
    repository = Repository(root, root)
    repository.write({f"slos/{each.name}.yaml": service_text(each) for each in SERVICES})
    for change in told.changes:
        feed.append(repository, change)
    capture = Capture.of("shop", columns.Telemetry(series=told.series))
    events, tracks = CaptureEvents(capture), CaptureTracks(capture)
    topology = CaptureTopology(capture)
    texts = {path: repository.read(path) for path in repository.slo_paths()}
    return Shop(
        repository=repository,
        loaded=load_repository(repository, texts, None, END),
        sources=ObserveSources(
            counting=Sources(counts_for=lambda _: events),
            tracks_for=lambda _: tracks,
            topology_for=lambda _: topology,
        ),
        incidents={incident.kind: incident for incident in told.ground_truth},
    )
