"""What observing costs a real Prometheus: requests by convention, however many services there are."""

from collections.abc import Callable, Iterator
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


def families(services: int) -> list[Family]:
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


@pytest.fixture(scope="module")
def url(
    tmp_path_factory: pytest.TempPathFactory,
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("many")
    (folder / "many.om").write_bytes(b"".join(dump_columns(families(200))))
    backfill_openmetrics(folder / "many.om", folder / "data")
    with start_prometheus(tsdb_dir=folder / "data") as server:
        yield server.url


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
