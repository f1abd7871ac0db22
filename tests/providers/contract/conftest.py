"""The same capture behind both adapters: in files, and in a real Prometheus."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from midwatch.formats.openmetrics_writer import dump_columns
from midwatch.ports.events import EventCounts
from midwatch.ports.metrics import MetricCatalogue
from midwatch.ports.topology import Topology
from midwatch.ports.tracks import Tracks
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.providers.capture.metrics import CaptureMetrics
from midwatch.providers.capture.topology import CaptureTopology
from midwatch.providers.capture.tracks import CaptureTracks
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.events import PrometheusEvents
from midwatch.providers.prometheus.metrics import PrometheusMetrics
from midwatch.providers.prometheus.settings import PrometheusSettings
from midwatch.providers.prometheus.topology import PrometheusTopology
from midwatch.providers.prometheus.tracks import PrometheusTracks
from midwatch.store.capture_files import load
from tests.conftest import StartPrometheus
from tests.providers.contract.shop import families


@dataclass(frozen=True, slots=True)
class Source:
    """All ports of one adapter."""

    events: EventCounts
    metrics: MetricCatalogue
    tracks: Tracks
    topology: Topology


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "shop.om"
    path.write_bytes(b"".join(dump_columns(families())))
    return path


@pytest.fixture(scope="session")
def capture(shop_file: Path) -> Source:
    telemetry = load([shop_file.name], root=shop_file.parent)
    found = Capture.of("shop", telemetry)
    return Source(
        CaptureEvents(found), CaptureMetrics(found), CaptureTracks(found), CaptureTopology(found)
    )


@pytest.fixture(scope="session")
def prometheus(
    shop_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
) -> Iterator[Source]:
    data = tmp_path_factory.mktemp("tsdb") / "data"
    backfill_openmetrics(shop_file, data)
    with start_prometheus(tsdb_dir=data) as server:
        settings = PrometheusSettings(name="shop", url=server.url)
        with closing(PrometheusClient(settings)) as client:
            yield Source(
                PrometheusEvents(client),
                PrometheusMetrics(client),
                PrometheusTracks(client),
                PrometheusTopology(client),
            )


@pytest.fixture(scope="session", params=["capture", "prometheus"])
def source(request: pytest.FixtureRequest) -> Source:
    """Either adapter: a sentence that takes it holds for both."""
    found: Source = request.getfixturevalue(request.param)
    return found
