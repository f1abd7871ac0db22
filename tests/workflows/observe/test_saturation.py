"""How full services are, of themselves and of what they run on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.domain.errors import SourceUnreachable
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.measure import Share, TrackRequest
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.ports.tracks import Tracks
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents
from midwatch.providers.capture.topology import CaptureTopology
from midwatch.providers.capture.tracks import CaptureTracks
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveReport, ObserveSources, observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.reading import load_repository

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MINUTES = 7 * 24 * 60
TIMES: Floats = NOW.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
SAME = np.ones(MINUTES + 1)
GIB = float(1 << 30)
SLO = "slo: {availability: 99.9%}\nconvention: prometheus-client\n"
MACHINE = "slo: {work: {target: 99%, total: work_total, bad: failed_work_total}}\n"

Answer = Measured[Track] | NoData


def series(metric: str, values: Floats, **labels: str) -> SampleSeries:
    return SampleSeries(metric=metric, labels=labels, times=TIMES, values=values)


def requests(service: str) -> Iterator[SampleSeries]:
    yield series("http_requests_total", np.cumsum(600 * SAME), job=service, code="200")
    yield series("process_resident_memory_bytes", GIB * SAME, job=service)


def container(
    service: str, used: Floats, limit: float | None, **labels: str
) -> Iterator[SampleSeries]:
    at = {"container": service, **labels}
    yield series("container_memory_working_set_bytes", used, **at)
    if limit is not None:
        yield series("container_spec_memory_limit_bytes", limit * SAME, **at)


def observed(
    root: Path,
    files: Mapping[str, str],
    told: Sequence[SampleSeries],
    tracks_of: Callable[[Tracks], Tracks] = lambda tracks: tracks,
) -> ObserveReport:
    repository = Repository(root, root)
    repository.write(files)
    capture = Capture.of("shop", Telemetry(series=tuple(told)))
    events, tracks = CaptureEvents(capture), tracks_of(CaptureTracks(capture))
    topology = CaptureTopology(capture)
    texts = {path: repository.read(path) for path in repository.slo_paths()}
    sources = ObserveSources(
        counting=Sources(counts_for=lambda _: events),
        tracks_for=lambda _: tracks,
        topology_for=lambda _: topology,
    )
    loaded = load_repository(repository, texts, None, NOW)
    assert loaded.findings == ()
    return observe(ObserveRequest(at=NOW), loaded, sources, repository=repository)


def one(
    root: Path,
    told: Sequence[SampleSeries],
    text: str = f"service: web\n{SLO}",
    **more: str,
) -> ServiceHealth:
    name = text.split("\n", 1)[0].removeprefix("service: ")
    files = {f"slos/{name}.yaml": text} | {f"conventions/{n}.yaml": t for n, t in more.items()}
    (health,) = observed(root, files, told).seen.services
    return health


def value(health: ServiceHealth, name: str) -> float:
    reading = health.reading(name)
    assert reading is not None
    assert isinstance(reading.current, Measured)
    return reading.current.value


def kinds(health: ServiceHealth) -> dict[str, ReasonKind]:
    return {reason.about: reason.kind for reason in health.reasons}


def test_a_service_is_as_full_as_the_fullest_of_its_containers(tmp_path: Path) -> None:
    told = [
        *requests("web"),
        *container("web", 0.5 * GIB * SAME, 2 * GIB, pod="a"),
        *container("web", 0.9 * GIB * SAME, GIB, pod="b"),
    ]
    health = one(tmp_path, told)
    assert value(health, "memory share") == pytest.approx(0.9)
    assert health.colour is Colour.YELLOW
    assert kinds(health)["memory share"] is ReasonKind.SATURATED


def test_what_fills_up_within_a_day_is_told_before_it_is_full(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.002, MINUTES + 1)
    used = GIB * (np.linspace(0.1, 0.75, MINUTES + 1) + noise)
    health = one(tmp_path, [*requests("web"), *container("web", used, GIB)])
    assert value(health, "memory share") < 0.8
    assert kinds(health) == {"memory share": ReasonKind.DUE_SOON}
    (due,) = health.due
    assert not isinstance(due.reach, NoData)
    hours = (due.reach.expected - NOW) / timedelta(hours=1)
    assert hours == pytest.approx(0.05 / 0.65 * 168, abs=4)


@pytest.mark.parametrize("limit", [None, 0.0, -1.0], ids=["absent", "zero", "minus one"])
def test_a_container_without_a_limit_is_not_full_of_anything(
    tmp_path: Path, limit: float | None
) -> None:
    health = one(tmp_path, [*requests("web"), *container("web", 9 * GIB * SAME, limit)])
    assert health.reading("memory share") is None
    assert health.colour is Colour.GREEN


def test_a_service_without_containers_is_shown_as_before(tmp_path: Path) -> None:
    health = one(tmp_path, [*requests("web"), *container("cart", 0.9 * GIB * SAME, GIB)])
    names = [reading.name for reading in health.readings]
    latencies = ["latency p50", "latency p95", "latency p99"]
    assert names == ["traffic", "errors", *latencies, "cpu", "memory", "in flight", "probe"]


def test_what_a_service_tells_itself_is_not_borrowed(tmp_path: Path) -> None:
    told = [*requests("web"), *container("web", 0.3 * GIB * SAME, GIB)]
    health = one(tmp_path, told)
    assert value(health, "memory") == GIB
    assert [reading.name for reading in health.readings].count("memory") == 1


def test_the_conditions_of_a_service_hold_for_what_it_runs_on(tmp_path: Path) -> None:
    told = [
        *container("web", 0.9 * GIB * SAME, GIB, namespace="theirs"),
        *container("web", 0.3 * GIB * SAME, GIB, namespace="ours"),
    ]
    health = one(tmp_path, told, f"service: web\nselector: {{namespace: ours}}\n{SLO}")
    assert value(health, "memory share") == pytest.approx(0.3)


def test_a_container_that_is_well_does_not_make_a_silent_service_green(tmp_path: Path) -> None:
    told = list(container("web", 0.3 * GIB * SAME, GIB))
    report = observed(tmp_path, {"slos/web.yaml": f"service: web\n{SLO}"}, told)
    (health,) = report.seen.services
    assert value(health, "memory share") == pytest.approx(0.3)
    assert health.colour is Colour.NO_DATA
    assert report.exit_code == 3


class Refusing:
    """A source that answers everything but shares."""

    def __init__(self, tracks: Tracks) -> None:
        self._tracks = tracks

    def tracks(self, requests: Sequence[TrackRequest]) -> Mapping[TrackRequest, Answer]:
        refused = NoData(reason="503 Service Unavailable", source_failed=True)
        answers = self._tracks.tracks(requests)
        return {r: refused if isinstance(r.measure, Share) else answers[r] for r in requests}


def test_what_its_source_did_not_answer_is_said_though_it_is_borrowed(tmp_path: Path) -> None:
    files = {"slos/web.yaml": f"service: web\n{SLO}"}
    report = observed(tmp_path, files, list(requests("web")), Refusing)
    (health,) = report.seen.services
    assert kinds(health)["memory share"] is ReasonKind.NO_ANSWER
    assert report.exit_code == 3


class Forgetful:
    """A source that answers the first time that it is asked."""

    def __init__(self, tracks: Tracks) -> None:
        self._tracks, self._asked = tracks, 0

    def tracks(self, requests: Sequence[TrackRequest]) -> Mapping[TrackRequest, Answer]:
        self._asked += 1
        if self._asked > 1:
            raise SourceUnreachable("ask shop", why="no route", fix="look at the network")
        return self._tracks.tracks(requests)


def test_a_week_that_its_source_did_not_tell_is_said(tmp_path: Path) -> None:
    files = {"slos/web.yaml": f"service: web\n{SLO}"}
    told = [*requests("web"), *container("web", 0.3 * GIB * SAME, GIB)]
    report = observed(tmp_path, files, told, Forgetful)
    (health,) = report.seen.services
    assert value(health, "memory share") == pytest.approx(0.3)
    assert health.source_failed
    assert report.exit_code == 3


def test_a_machine_shows_how_full_it_is(tmp_path: Path) -> None:
    files = ("node_filesystem_avail_bytes", "node_filesystem_size_bytes")
    told = [
        series("node_memory_MemAvailable_bytes", 3 * GIB * SAME, instance="m1"),
        series("node_memory_MemTotal_bytes", 8 * GIB * SAME, instance="m1"),
        *(
            series("node_cpu_seconds_total", np.cumsum(60 * idle * SAME), **labels)
            for cpu, idle in (("0", 0.9), ("1", 0.5))
            for labels in [{"instance": "m1", "cpu": cpu, "mode": "idle"}]
        ),
        *(
            series(metric, share * GIB * SAME, instance="m1", mountpoint=place, fstype=kind)
            for place, kind, free in (("/", "ext4", 0.1), ("/data", "xfs", 0.6), ("/s", "tmpfs", 0))
            for metric, share in zip(files, (free, 1), strict=True)
        ),
    ]
    text = f"service: m1\nconvention: node-resources\n{MACHINE}"
    health = one(tmp_path, told, text)
    assert value(health, "memory share") == pytest.approx(5 / 8)
    assert value(health, "filesystem share") == pytest.approx(0.9)
    assert value(health, "cpu share") == pytest.approx(0.3, abs=0.001)
    assert health.reading("memory") is None
    assert health.reading("cpu") is None
    assert kinds(health)["filesystem share"] is ReasonKind.SATURATED


POOL = """\
name: pool
source: https://wiki.example.org/pool
roles:
  in_flight: {metric: pool_in_use, service_label: service}
  in_flight_limit: {metric: pool_size, service_label: service}
  queue_length: {metric: pool_waiting, service_label: service}
  cpu_ratio: {metric: pool_busy_percent, service_label: service, unit: percent}
  memory_ratio: {metric: pool_memory_ratio, service_label: service, unit: ratio}
"""


def test_a_team_says_what_its_limits_are(tmp_path: Path) -> None:
    told = [
        *requests("web"),
        series("pool_in_use", 17 * SAME, service="web"),
        series("pool_size", 20 * SAME, service="web"),
        series("pool_waiting", 400 * SAME, service="web"),
        series("pool_busy_percent", 40 * SAME, service="web"),
        series("pool_memory_ratio", 0.2 * SAME, service="web"),
    ]
    health = one(tmp_path, told, pool=POOL)
    assert value(health, "in flight share") == pytest.approx(0.85)
    assert value(health, "cpu share") == pytest.approx(0.4)
    assert value(health, "memory share") == pytest.approx(0.2)
    assert value(health, "queue") == 400
    assert health.reading("queue share") is None
    assert kinds(health) == {"in flight share": ReasonKind.SATURATED}


def test_of_two_that_tell_the_same_the_first_that_has_it_is_shown(tmp_path: Path) -> None:
    told = [
        *requests("web"),
        *container("web", 0.3 * GIB * SAME, GIB),
        series("pool_memory_ratio", 0.2 * SAME, service="web"),
    ]
    health = one(tmp_path, told, pool=POOL)
    assert [reading.name for reading in health.readings].count("memory share") == 1
    assert value(health, "memory share") == pytest.approx(0.3)
    without = [each for each in told if not each.metric.startswith("container_")]
    assert value(one(tmp_path, without, pool=POOL), "memory share") == pytest.approx(0.2)


def test_a_limit_of_its_own_goes_before_that_of_its_container(tmp_path: Path) -> None:
    own = """\
name: prometheus-client
source: https://wiki.example.org/own
server_failure: "5.."
roles:
  requests_total: {metric: http_requests_total, service_label: job, code_label: code}
  memory_bytes: {metric: process_resident_memory_bytes, service_label: job}
  memory_limit_bytes: {metric: our_memory_limit_bytes, service_label: job}
"""
    told = [
        *requests("web"),
        *container("web", 0.3 * GIB * SAME, GIB),
        series("our_memory_limit_bytes", 4 * GIB * SAME, job="web"),
    ]
    health = one(tmp_path, told, **{"prometheus-client": own})
    assert value(health, "memory share") == pytest.approx(0.25)
    assert not any(reading.borrowed for reading in health.readings)
