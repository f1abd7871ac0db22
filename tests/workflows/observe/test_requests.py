"""What observing costs a real Prometheus: requests by convention, however many services there are."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.bootstrap.assembly import load_services
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.measured import Measured
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.health.verdict import Colour
from midwatch.domain.units import TimeRange
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveReport, observe
from midwatch.workflows.observe.request import ObserveRequest
from tests.conftest import StartPrometheus
from tests.workflows.observe.asked_again import asked_again

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTES = 180
FAILING = "s117"
MOST_REQUESTS = 12


FULL = "s42"


def memory(containers: int) -> Iterator[Family]:
    """What containers use, and their limits, which every other one has."""
    times = NOW.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
    limits = [1000.0 * (number % 2 == 0) for number in range(containers)]
    used = [900.0 if f"s{number}" == FULL else 300.0 for number in range(containers)]
    for name, levels in (("memory_working_set", used), ("spec_memory_limit", limits)):
        metric = f"container_{name}_bytes"
        found = tuple(
            SampleSeries(
                metric=metric,
                labels={"container": f"s{number}", "pod": f"s{number}-0"},
                times=times,
                values=np.full(times.shape, level),
            )
            for number, level in enumerate(levels)
        )
        if found:
            yield Family(name=metric, type=FamilyType.GAUGE, help="Memory.", series=found)


def families(services: int, containers: int = 0) -> list[Family]:
    times = NOW.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
    minutes = np.arange(MINUTES + 1, dtype=np.float64)

    def counter(metric: str, per_minute: np.ndarray, **labels: str) -> SampleSeries:
        values = np.cumsum(np.broadcast_to(per_minute, times.shape)).astype(np.float64)
        return SampleSeries(metric=metric, labels=labels, times=times, values=values)

    def requests() -> Iterator[SampleSeries]:
        for number in range(services):
            bad = (minutes > MINUTES - 20) * (f"s{number}" == FAILING)
            for code, count in (("200", 600 - 300 * bad), ("500", 300.0 * bad)):
                yield counter("http_requests_total", count, job=f"s{number}", code=code)

    def durations() -> Iterator[SampleSeries]:
        for number in range(services):
            labels = {"job": f"s{number}", "code": "200"}
            for le, count in (("0.1", 500.0), ("0.2", 590.0), ("+Inf", 600.0)):
                yield counter(
                    "http_request_duration_seconds_bucket", np.array(count), le=le, **labels
                )
            yield counter("http_request_duration_seconds_count", np.array(600.0), **labels)

    return [
        *memory(containers),
        Family(
            name="http_requests",
            type=FamilyType.COUNTER,
            help="Requests.",
            series=tuple(requests()),
        ),
        Family(
            name="http_request_duration_seconds",
            type=FamilyType.HISTOGRAM,
            help="Durations.",
            series=tuple(durations()),
        ),
    ]


TIMES = NOW.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
MINUTE = np.arange(MINUTES + 1, dtype=np.float64)
DEPLOYED = 150
OTEL = "http_server_request_duration_seconds"


def of(metric: str, values: np.ndarray, **labels: str) -> SampleSeries:
    kept = np.isfinite(values)
    return SampleSeries(metric=metric, labels=labels, times=TIMES[kept], values=values[kept])


def failing(services: int) -> Iterator[SampleSeries]:
    for number in range(services):
        for code, count in (("200", 500.0), ("500", 100.0)):
            own = {"job": f"s{number}", "http_response_status_code": code}
            for le in ("0.1", "0.2", "+Inf"):
                yield of(f"{OTEL}_bucket", count * MINUTE, le=le, **own)
            yield of(f"{OTEL}_count", count * MINUTE, **own)


def builds(services: int) -> Iterator[SampleSeries]:
    for version, there in (("1", MINUTE < DEPLOYED), ("2", MINUTE >= DEPLOYED)):
        values = np.where(there, 1.0, np.nan)
        for number in range(services):
            yield of("target_info", values, job=f"s{number}", service_version=version)


def calls(services: int) -> Iterator[SampleSeries]:
    for number in range(services - 1):
        ends = {"client": f"s{number}", "server": f"s{number + 1}"}
        yield of("traces_service_graph_request_total", 600 * MINUTE, **ends)


def telling_families(services: int) -> list[Family]:
    """Services whose telemetry tells versions and calls; every budget is spent."""
    return [
        Family(name=name, type=kind, help="", series=tuple(series))
        for name, kind, series in (
            (OTEL, FamilyType.HISTOGRAM, failing(services)),
            ("target_info", FamilyType.GAUGE, builds(services)),
            ("traces_service_graph_request", FamilyType.COUNTER, calls(services)),
        )
    ]


@pytest.fixture(scope="module")
def serve(
    tmp_path_factory: pytest.TempPathFactory,
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
) -> Iterator[Callable[[list[Family]], str]]:
    """A Prometheus that holds the families."""
    with ExitStack() as running:

        def start(found: list[Family]) -> str:
            folder = tmp_path_factory.mktemp("many")
            (folder / "many.om").write_bytes(b"".join(dump_columns(found)))
            backfill_openmetrics(folder / "many.om", folder / "data")
            return running.enter_context(start_prometheus(tsdb_dir=folder / "data")).url

        yield start


@pytest.fixture(scope="module")
def url(serve: Callable[[list[Family]], str]) -> str:
    return serve(families(200))


@pytest.fixture(scope="module")
def telling_url(serve: Callable[[list[Family]], str]) -> str:
    return serve(telling_families(200))


@pytest.fixture(scope="module")
def url_of_containers(serve: Callable[[list[Family]], str]) -> str:
    return serve(families(200, containers=150))


def observed(url: str, services: int, root: Path, **asked: timedelta) -> tuple[ObserveReport, int]:
    (root / "midwatch.toml").write_text(f'[sources.main]\nkind = "prometheus"\nurl = "{url}"\n')
    (root / "slos").mkdir()
    for number in range(services):
        text = f"service: s{number}\nslo: {{availability: 99.9%, latency_p95: 200ms}}\n"
        (root / f"slos/s{number}.yaml").write_text(text)
    with Workspace(repository=Repository(root), environ={}, now=lambda: NOW) as here:
        loaded = load_services(here, NOW)
        sources = here.sources.observing(loaded.undetected)
        request = ObserveRequest(at=NOW, **asked)  # type: ignore[arg-type]  # fields by name
        report = observe(request, loaded, sources, repository=here.repository)
        return report, sources.counting.effort().requests


@pytest.mark.parametrize("services", [2, 200])
def test_a_convention_costs_twelve_requests_at_most_however_many_services_follow_it(
    url: str, services: int, tmp_path: Path
) -> None:
    report, requests = observed(url, services, tmp_path)
    assert requests <= MOST_REQUESTS
    assert len(report.seen.services) == services
    for health in report.seen.services:
        assert isinstance(health.readings[0].current, Measured)
        assert health.readings[0].current.value == pytest.approx(10, rel=0.01)


def test_six_days_to_compare_with_cost_no_more(url: str, tmp_path: Path) -> None:
    day = timedelta(days=1)
    report, requests = observed(url, 200, tmp_path, timerange=day, baseline=6 * day)
    assert requests <= MOST_REQUESTS
    assert [span.end for span in report.seen.past] == [NOW - n * day for n in range(1, 7)]
    assert report.seen.services[0].service.name == FAILING


def test_twenty_minutes_of_failures_stand_out_in_a_week_and_cost_no_more(
    url: str, tmp_path: Path
) -> None:
    report, requests = observed(url, 200, tmp_path, timerange=timedelta(days=7))
    assert requests <= MOST_REQUESTS
    (burned,) = (one for health in report.seen.services for one in health.fast_burns)
    assert burned.objective.id == f"{FAILING}-availability"
    assert burned.bad_ratio == pytest.approx(300 * 20 / (600 * 60), rel=0.03)
    assert burned.span == TimeRange.ending(NOW, timedelta(hours=2))


@pytest.mark.parametrize("length", [timedelta(hours=1), timedelta(days=7)], ids=str)
def test_each_told_query_gives_the_number_that_is_shown(
    url: str, tmp_path: Path, length: timedelta
) -> None:
    report, _ = observed(url, 200, tmp_path, timerange=length)
    for health in (report.seen.services[0], report.seen.services[-1]):
        shown = {reading.name: reading.current for reading in health.readings}
        assert {name for name, one in shown.items() if isinstance(one, Measured)} >= {
            *("traffic", "errors", "latency p95", "slow requests"),
        }
        shown |= {hours.objective.id: hours.worst for hours in health.worst_hours}
        for name, one in shown.items():
            if isinstance(one, Measured):
                again = asked_again(url, one.provenance)
                assert one.value == pytest.approx(again, rel=1e-9, abs=1e-12), name


def test_the_one_that_fails_among_two_hundred_is_first(url: str, tmp_path: Path) -> None:
    report, _ = observed(url, 200, tmp_path)
    assert report.seen.services[0].service.name == FAILING
    assert [health.colour for health in report.seen.services].count(Colour.RED) == 1
    (errors, *_) = report.seen.services[0].anomalies
    assert abs(errors.began - (NOW - timedelta(minutes=20))) <= timedelta(minutes=4)


@pytest.mark.parametrize("services", [2, 200])
def test_versions_calls_and_spent_budgets_cost_no_more(
    telling_url: str, services: int, tmp_path: Path
) -> None:
    report, requests = observed(telling_url, services, tmp_path)
    assert requests <= MOST_REQUESTS
    assert {health.colour for health in report.seen.services} == {Colour.RED}
    for health in report.seen.services:
        (seen,) = health.changes
        assert seen.change.version == "2"
        assert abs(seen.change.at - (NOW - timedelta(minutes=30))) <= timedelta(minutes=1)
    assert report.seen.untold == ()


def test_what_services_run_on_costs_one_request_more(
    url: str, url_of_containers: str, tmp_path: Path
) -> None:
    without, with_containers = tmp_path / "without", tmp_path / "with"
    without.mkdir()
    with_containers.mkdir()
    _, alone = observed(url, 200, without)
    report, requests = observed(url_of_containers, 200, with_containers)
    assert requests == alone + 1
    shares = {
        health.service.name: health.reading("memory share") for health in report.seen.services
    }
    for number in range(200):
        share = shares[f"s{number}"]
        if number >= 150 or number % 2:  # no container, or one without a limit
            assert share is None
            continue
        assert share is not None
        assert isinstance(share.current, Measured)
        assert share.current.value == pytest.approx(0.9 if f"s{number}" == FULL else 0.3)
    coloured = {health.service.name: health.colour for health in report.seen.services}
    assert coloured[FULL] is Colour.YELLOW
    assert coloured[FAILING] is Colour.RED
    assert set(coloured.values()) == {Colour.RED, Colour.YELLOW, Colour.GREEN}
