"""What goes wrong between a question and its answer, on a real Prometheus: said plainly, and never as an incident."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import numpy as np
import pytest

from midwatch.bootstrap.assembly import load_services
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.measured import Measured
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.observe import markdown, text
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveReport, observe
from midwatch.workflows.observe.request import ObserveRequest
from tests.conftest import StartPrometheus
from tests.support.http import Reply, Request, ScriptedServer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MINUTES = 180
RENAMED = 150
"""The minute in which names change: half an hour before now."""
SERVICE = "service: {name}\nconvention: prometheus-client\nslo: {{availability: 99.9%, latency_p95: 200ms}}\n"
SERVICES = ("steady", "renamed", "relabelled", "rebucketed", "young")
"""One that is well; one whose counters are renamed; its code label; the bound of its bucket; and one that is new."""
NAMES: Mapping[str, tuple[str, ...]] = {
    "steady": (),
    "renamed": ("requests_total", "duration"),
    "relabelled": ("code",),
    "rebucketed": ("le",),
    "young": ("born",),
}


@dataclass(frozen=True, slots=True)
class Shop:
    """A repository with a source."""

    root: Path

    def observed(self, at: datetime = NOW, **asked: object) -> ObserveReport:
        with Workspace(repository=Repository(self.root), environ={}, now=lambda: NOW) as here:
            loaded = load_services(here, at)
            sources = here.sources.observing(loaded.undetected)
            request = ObserveRequest(at=at, **asked)  # type: ignore[arg-type]  # fields by name
            return observe(request, loaded, sources, repository=here.repository)


def shop(root: Path, settings: str, services: Mapping[str, str] | None = None) -> Shop:
    (root / "midwatch.toml").write_text(settings)
    (root / "slos").mkdir()
    for name, file in (services or {each: SERVICE.format(name=each) for each in SERVICES}).items():
        (root / f"slos/{name}.yaml").write_text(file)
    return Shop(root)


def prometheus_at(url: str, name: str = "main", more: str = "") -> str:
    return f'[sources.{name}]\nkind = "prometheus"\nurl = "{url}"\n{more}\n'


def of(report: ObserveReport, name: str) -> ServiceHealth:
    return next(each for each in report.seen.services if each.service.name == name)


def told(report: ObserveReport, width: int = 400) -> str:
    return text.render(report.seen, Look(width=width))


def kinds(health: ServiceHealth) -> set[ReasonKind]:
    return {reason.kind for reason in health.reasons}


def value(health: ServiceHealth, name: str) -> float:
    reading = health.reading(name)
    assert reading is not None
    assert isinstance(reading.current, Measured), reading.current
    return reading.current.value


def families() -> list[Family]:
    """Ten requests a second of each service, 1% of them slow and one in 2,000 failed."""
    requests: list[SampleSeries] = []
    durations: list[SampleSeries] = []
    renamed: list[SampleSeries] = []
    for name in SERVICES:
        changes = NAMES[name]
        whole = slice(RENAMED, None) if "born" in changes else slice(None)
        before, after = slice(RENAMED), slice(RENAMED, None)
        for code, rate in (("200", 599.7), ("500", 0.3)):
            if "code" in changes:
                requests.append(counter("http_requests_total", rate, before, job=name, code=code))
                requests.append(counter("http_requests_total", rate, after, job=name, status=code))
            elif "requests_total" in changes:
                requests.append(counter("http_requests_total", rate, before, job=name, code=code))
                renamed.append(counter("requests_total", rate, after, job=name, code=code))
            else:
                requests.append(counter("http_requests_total", rate, whole, job=name, code=code))
        own = before if "duration" in changes else whole
        metric = "http_request_duration_seconds"
        durations.append(counter(f"{metric}_count", 600, own, job=name, code="200"))
        for le, rate in (("0.1", 500), ("0.2", 594), ("+Inf", 600)):
            labels = {"job": name, "code": "200"}
            if le == "0.2" and "le" in changes:
                durations.append(counter(f"{metric}_bucket", rate, before, le="0.2", **labels))
                durations.append(counter(f"{metric}_bucket", rate, after, le="0.25", **labels))
            else:
                durations.append(counter(f"{metric}_bucket", rate, own, le=le, **labels))
    return [
        family("http_requests", FamilyType.COUNTER, requests),
        family("http_request_duration_seconds", FamilyType.HISTOGRAM, durations),
        family("requests", FamilyType.COUNTER, renamed),
    ]


def family(name: str, kind: FamilyType, series: list[SampleSeries]) -> Family:
    return Family(name=name, type=kind, help="Counted.", series=tuple(series))


def counter(metric: str, per_minute: float, part: slice, **labels: str) -> SampleSeries:
    times = NOW.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
    values = np.floor(np.arange(MINUTES + 1) * per_minute)
    return SampleSeries(metric=metric, labels=labels, times=times[part], values=values[part])


@pytest.fixture(scope="module")
def url(
    tmp_path_factory: pytest.TempPathFactory,
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "shop.om").write_bytes(b"".join(dump_columns(families())))
    backfill_openmetrics(folder / "shop.om", folder / "data")
    with start_prometheus(tsdb_dir=folder / "data") as server:
        yield server.url


@pytest.fixture(scope="module")
def seen(url: str, tmp_path_factory: pytest.TempPathFactory) -> ObserveReport:
    return shop(tmp_path_factory.mktemp("shop"), prometheus_at(url)).observed()


def test_an_unknown_service_is_refused_with_the_nearest(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as refusal:
        shop(tmp_path, prometheus_at(url)).observed(services=("stedy",))
    assert "did you mean “steady”" in refusal.value.fix


def test_what_goes_on_as_it_was_is_well(seen: ObserveReport) -> None:
    steady = of(seen, "steady")
    assert (steady.colour, steady.reasons, steady.anomalies) == (Colour.GREEN, (), ())


def test_counters_renamed_in_the_range_are_no_incident_and_the_hour_is_said(
    seen: ObserveReport,
) -> None:
    renamed = of(seen, "renamed")
    assert renamed.colour is Colour.NO_DATA
    assert renamed.anomalies == ()
    (reason,) = (one for one in renamed.reasons if one.kind is ReasonKind.STOPPED)
    assert reason.about == "traffic"
    assert reason.since is not None
    assert abs(reason.since - (NOW - 30 * MINUTE)) <= 4 * MINUTE
    assert "nothing was told of traffic since 11:3" in told(seen)
    assert "find out why renamed tells no more of traffic" in markdown.render(seen.seen)


def test_rates_and_shares_of_a_renamed_metric_are_those_of_the_time_before(
    seen: ObserveReport,
) -> None:
    renamed = of(seen, "renamed")
    assert value(renamed, "traffic") == pytest.approx(10, rel=0.08)
    assert value(renamed, "errors") == pytest.approx(0.0005, rel=0.3)
    assert value(renamed, "slow requests") == pytest.approx(0.01, rel=0.05)


def test_a_renamed_code_label_does_not_count_as_no_failures(seen: ObserveReport) -> None:
    relabelled = of(seen, "relabelled")
    assert ReasonKind.STOPPED in kinds(relabelled)
    assert value(relabelled, "errors") == pytest.approx(0.0005, rel=0.3)


def test_a_bucket_that_went_does_not_make_every_request_slow(seen: ObserveReport) -> None:
    rebucketed = of(seen, "rebucketed")
    assert rebucketed.colour is Colour.NO_DATA
    assert kinds(rebucketed) == {ReasonKind.STOPPED}
    assert value(rebucketed, "slow requests") == pytest.approx(0.01, rel=0.05)
    assert rebucketed.anomalies == ()
    assert "nothing was told of slow requests since 11:" in told(seen)


def test_nobody_can_tell_how_what_stopped_is_so_the_status_is_3(seen: ObserveReport) -> None:
    assert seen.exit_code == 3
    assert seen.seen.causes is None


def test_a_service_that_began_in_the_range_has_the_rate_of_its_own_time(
    seen: ObserveReport,
) -> None:
    young = of(seen, "young")
    assert young.colour is Colour.GREEN
    assert value(young, "traffic") == pytest.approx(10, rel=0.08)
    assert "telemetry begins at 11:30" in told(seen)


def test_a_range_beyond_retention_says_from_when_on_its_numbers_are(
    url: str, tmp_path: Path
) -> None:
    report = shop(tmp_path, prometheus_at(url)).observed(timerange=7 * DAY, services=("steady",))
    assert value(of(report, "steady"), "traffic") == pytest.approx(10, rel=0.35)
    first_line = told(report).splitlines()[0]
    assert "telemetry begins at" in first_line
    assert "numbers are of the time since" in first_line


def test_a_baseline_without_history_is_said_to_be_none(url: str, tmp_path: Path) -> None:
    report = shop(tmp_path, prometheus_at(url)).observed(baseline=7 * DAY, services=("steady",))
    assert report.exit_code == 0
    assert "against no history of these hours" in told(report)
    assert "judged against the first part of the range itself" in told(report)


@pytest.mark.parametrize("file", [SERVICE, "service: {name}\nslo: {{availability: 99.9%}}\n"])
def test_a_source_that_hangs_is_named_within_its_deadline(
    scripted_http_server: ScriptedServer, tmp_path: Path, file: str
) -> None:
    for path in ("query", "query_range", "series", "metadata"):
        scripted_http_server.script(f"/api/v1/{path}", Reply(hang=True))
    limits = 'timeout = "300ms"\ndeadline = "600ms"'
    services = {each: file.format(name=each) for each in SERVICES}
    hung = shop(tmp_path, prometheus_at(scripted_http_server.url, "slow", limits), services)
    started = time.monotonic()
    report = hung.observed()
    assert time.monotonic() - started < 6 * 0.6
    assert {health.colour for health in report.seen.services} == {Colour.NO_DATA}
    assert report.exit_code == 3
    assert told(report).count("not answered:") == 1
    assert "“slow”" in told(report)


def test_of_two_sources_the_one_that_is_dead_leaves_the_other_standing(
    url: str, tmp_path: Path
) -> None:
    settings = (
        prometheus_at(url, "alive")
        + prometheus_at("http://127.0.0.1:1", "dead", "retries = 0")
        + '[services]\n"young" = "dead"\n"*" = "alive"\n'
    )
    report = shop(tmp_path, settings).observed(services=("steady", "young"))
    assert of(report, "steady").colour is Colour.GREEN
    assert of(report, "young").colour is Colour.NO_DATA
    assert report.exit_code == 3
    assert "“dead”" in told(report)
    assert "“alive”" not in told(report)


@pytest.mark.parametrize(
    ("lost", "stands"),
    [
        ("/api/v1/query", {"signals"}),
        ("/api/v1/query_range", {"objectives"}),
    ],
)
def test_where_half_of_the_answers_are_missing_the_rest_stands(
    url: str,
    tmp_path: Path,
    scripted_http_server: ScriptedServer,
    monkeypatch: pytest.MonkeyPatch,
    lost: str,
    stands: set[str],
) -> None:
    def forwarded(request: Request) -> Reply:
        if request.path == lost:
            return Reply(status=500, body='{"status":"error","errorType":"internal","error":"?"}')
        answer = httpx.request(
            request.method,
            url + request.path,
            params={name: list(values) for name, values in request.query.items()},
            data={name: list(values) for name, values in request.form.items()},
        )
        return Reply(status=answer.status_code, body=answer.content)

    monkeypatch.setattr(scripted_http_server, "answer", forwarded)
    half = prometheus_at(scripted_http_server.url, "half", "retries = 0")
    report = shop(tmp_path, half).observed(services=("steady",))
    (steady,) = report.seen.services
    signals = any(isinstance(each.current, Measured) for each in steady.readings)
    objectives = any(isinstance(each.counts, Measured) for each in steady.statuses)
    told_of = {
        name for name, is_there in [("signals", signals), ("objectives", objectives)] if is_there
    }
    assert told_of == stands
    assert report.exit_code == 3
    assert "not answered: " in told(report)
    assert "“half”" in told(report)


def test_a_moment_that_is_still_to_come_is_refused(url: str, tmp_path: Path) -> None:
    with Workspace(
        repository=Repository(shop(tmp_path, prometheus_at(url)).root),
        environ={},
        now=lambda: NOW,
    ) as here:
        with pytest.raises(InputError) as refusal:
            here.moment_of_telemetry("2026-11-23T12:30Z")
        assert "12:00" in refusal.value.why
        assert refusal.value.fix
        assert here.moment_of_telemetry("2026-11-23T12:00Z") == NOW


def test_a_source_whose_clock_is_ahead_is_read_up_to_our_present(url: str, tmp_path: Path) -> None:
    source = shop(tmp_path, prometheus_at(url))
    ahead = source.observed(at=NOW - 40 * MINUTE)
    steady = of(ahead, "steady")
    assert steady.colour is Colour.GREEN
    assert value(steady, "traffic") == pytest.approx(10, rel=0.01)
    assert value(steady, "errors") == pytest.approx(0.0005, rel=0.2)
    assert ReasonKind.STOPPED not in kinds(of(ahead, "renamed"))


def test_a_source_whose_clock_is_behind_is_no_outage_and_its_clock_is_named(
    url: str, tmp_path: Path
) -> None:
    behind = shop(tmp_path, prometheus_at(url)).observed(at=NOW + 10 * MINUTE)
    assert Colour.RED not in {health.colour for health in behind.seen.services}
    assert ReasonKind.STOPPED in kinds(of(behind, "steady"))
    assert value(of(behind, "steady"), "traffic") == pytest.approx(10, rel=0.05)
    assert "clock" in told(behind)
    assert behind.exit_code == 3


@pytest.mark.parametrize("silent", [70 * MINUTE, 3 * HOUR, 2 * DAY], ids=str)
@pytest.mark.parametrize("timerange", [15 * MINUTE, HOUR], ids=str)
def test_what_is_silent_for_longer_than_the_range_is_not_well(
    url: str, tmp_path: Path, silent: timedelta, timerange: timedelta
) -> None:
    report = shop(tmp_path, prometheus_at(url)).observed(at=NOW + silent, timerange=timerange)
    steady = of(report, "steady")
    assert steady.colour is Colour.NO_DATA
    assert ReasonKind.STOPPED in kinds(steady)
    assert "nothing was told of traffic in all of this range" in told(report)
    assert "all is well" not in markdown.render(report.seen)
    assert report.exit_code == 3
