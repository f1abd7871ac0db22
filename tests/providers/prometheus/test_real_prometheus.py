"""A real Prometheus answers what these adapters ask."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.ports.metrics import MetricType
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.events import PrometheusEvents
from midwatch.providers.prometheus.metrics import PrometheusMetrics
from midwatch.providers.prometheus.settings import PrometheusSettings
from tests.conftest import StartPrometheus
from tests.support.http import Reply, ScriptedServer

NOON = datetime(2025, 6, 15, 12, tzinfo=UTC)
HOUR = TimeRange.ending(NOON, timedelta(hours=1))
HALF_DAY = TimeRange.ending(NOON, timedelta(hours=12))
MINUTES = 24 * 60
BORN = MINUTES - 30
"""The minute at which the first 503 is counted, by a series that begins at 7."""

SHOP = Selector("http_requests_total", (Matcher("job", "shop"),))
ERRORS = CounterEvents(
    valid=SHOP.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
    selected=SHOP.where(Matcher("code", "5..", MatchOperator.REGEX)),
    polarity=Polarity.BAD,
    presence_label="code",
)
FAST = CounterEvents(
    valid=Selector("http_seconds_count"),
    selected=Selector("http_seconds_bucket", (Matcher("le", "0.2"),)),
    polarity=Polarity.GOOD,
)


def line(series: str, values: Callable[[int], float], first: int = 0) -> list[str]:
    start = int(NOON.timestamp()) - 60 * MINUTES
    return [f"{series} {values(m):g} {start + 60 * m}" for m in range(first, MINUTES + 1)]


HISTORY = [
    "# TYPE http_requests counter",
    *line('http_requests_total{job="shop",code="200"}', lambda m: 60 * m),
    *line('http_requests_total{job="shop",code="503"}', lambda m: 7 + 6 * (m - BORN), BORN),
    *line('http_requests_total{job="renamed",status="200"}', lambda m: 60 * m),
    "# TYPE http_seconds histogram",
    *line('http_seconds_bucket{le="0.2"}', lambda m: 9 * m),
    *line('http_seconds_bucket{le="+Inf"}', lambda m: 10 * m),
    *line("http_seconds_count", lambda m: 10 * m),
    "# TYPE probe_success gauge",
    *line("probe_success", lambda m: float(m % 10 != 0)),
    "# TYPE again gauge",
    *line('again{replica="a"}', lambda _: 1),
    *line('again{replica="b"}', lambda _: 1),
    "# EOF",
    "",
]


def client_to(url: str) -> closing[PrometheusClient]:
    return closing(PrometheusClient(PrometheusSettings(name="real", url=url)))


@pytest.fixture(scope="module")
def client(
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Callable[[str | Path, Path], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[PrometheusClient]:
    folder = tmp_path_factory.mktemp("history") / "data"
    backfill_openmetrics("\n".join(HISTORY), folder)
    with start_prometheus(tsdb_dir=folder) as server, client_to(server.url) as client:
        yield client


def count(client: PrometheusClient, indicator: Indicator, span: TimeRange) -> object:
    request = CountRequest(indicator, span)
    return PrometheusEvents(client).count([request])[request]


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (FAST, Counts(60, 600)),
        (SampleEvents(gauge=Selector("probe_success"), bad_below=1), Counts(6, 60)),
        (
            QueryEvents(
                valid="increase(http_seconds_count[{{.window}}])",
                selected='increase(http_seconds_bucket{le="0.2"}[{{.window}}])',
                polarity=Polarity.GOOD,
            ),
            Counts(60, 600),
        ),
        (
            RatioQuery(ratio="avg_over_time(probe_success[{{.window}}]) * 0 + 0.25"),
            Counts(900, 3600),
        ),
    ],
    ids=["histogram", "samples", "queries", "ratio"],
)
def test_events_are_counted(
    client: PrometheusClient, indicator: Indicator, expected: Counts
) -> None:
    told = count(client, indicator, HOUR)
    assert isinstance(told, Measured)
    assert told.value.valid == pytest.approx(expected.valid, rel=0.03)
    assert told.value.bad == pytest.approx(expected.bad, rel=0.2)
    assert told.provenance.source == "real"


def test_errors_of_a_newborn_series_are_counted_and_what_it_lost_is_estimated(
    client: PrometheusClient,
) -> None:
    told = count(client, ERRORS, HALF_DAY)
    assert isinstance(told, Measured)
    assert told.value.valid == pytest.approx(12 * 3600 + 180, rel=0.001)
    assert told.value.bad == pytest.approx(180, abs=4)
    assert told.value.lost_at_birth == 7


def test_nothing_is_lost_where_history_begins_inside_the_range(client: PrometheusClient) -> None:
    told = count(client, ERRORS, TimeRange.ending(NOON, timedelta(days=30)))
    assert isinstance(told, Measured)
    assert told.value.lost_at_birth == 0


def test_no_failure_is_zero_where_the_label_tells(client: PrometheusClient) -> None:
    before = TimeRange.ending(NOON - timedelta(hours=2), timedelta(hours=1))
    told = count(client, ERRORS, before)
    assert isinstance(told, Measured)
    assert told.value.bad == 0


def broken(job: str) -> CounterEvents:
    series = Selector("http_requests_total", (Matcher("job", job),))
    return CounterEvents(
        valid=series.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
        selected=series.where(Matcher("code", "5..", MatchOperator.REGEX)),
        polarity=Polarity.BAD,
        presence_label="code",
    )


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        (broken("renamed"), "none carries the label “code”"),
        (broken("nobody"), "no traffic: no series matches"),
        (
            CounterEvents(
                valid=FAST.valid,
                selected=Selector("http_seconds_bucket", (Matcher("le", "0.3"),)),
                polarity=Polarity.GOOD,
            ),
            "is there such a bucket?",
        ),
        (QueryEvents(valid="nothing", selected="nothing", polarity=Polarity.BAD), "no traffic"),
        (RatioQuery(ratio="probe_success / 0 - probe_success / 0"), "no traffic"),
    ],
    ids=["label renamed", "no such service", "no such bucket", "empty query", "not a number"],
)
def test_absence_has_its_reason(
    client: PrometheusClient, indicator: Indicator, reason: str
) -> None:
    told = count(client, indicator, HOUR)
    assert isinstance(told, NoData)
    assert reason in told.reason
    assert not told.source_failed


def test_one_wrong_query_of_many_fails_alone(client: PrometheusClient) -> None:
    fine = [
        QueryEvents(valid=f"http_seconds_count + {n}", selected="vector(0)", polarity=Polarity.BAD)
        for n in range(50)
    ]
    wrong = {
        "does not parse": QueryEvents(valid="sum(", selected="up", polarity=Polarity.BAD),
        "comment": QueryEvents(valid="up # hm", selected="up", polarity=Polarity.BAD),
        "matching": QueryEvents(
            valid="again / on() again", selected="vector(0)", polarity=Polarity.BAD
        ),
    }
    requests = {each: CountRequest(each, HOUR) for each in [*fine, *wrong.values()]}
    told = PrometheusEvents(client).count(list(requests.values()))
    assert all(isinstance(told[requests[each]], Measured) for each in fine)
    for each in wrong.values():
        answer = told[requests[each]]
        assert isinstance(answer, NoData)
        assert answer.source_failed
        assert "status 4" in answer.reason


def test_steps_add_up_to_the_whole(client: PrometheusClient) -> None:
    told = PrometheusEvents(client).count_by_step(FAST, HALF_DAY, timedelta(minutes=5))
    assert isinstance(told, Measured)
    assert told.value.ends[0] == (HALF_DAY.start + timedelta(minutes=5)).timestamp()
    assert told.value.ends[-1] == NOON.timestamp()
    assert told.value.valid.sum() == pytest.approx(7200, rel=0.001)
    assert told.value.bad.sum() == pytest.approx(720, rel=0.001)


def test_steps_before_history_are_absent(client: PrometheusClient) -> None:
    span = TimeRange.ending(NOON, timedelta(days=2))
    told = PrometheusEvents(client).count_by_step(FAST, span, timedelta(hours=1))
    assert isinstance(told, Measured)
    assert np.isnan(told.value.valid[:23]).all()
    assert not np.isnan(told.value.valid[24:]).any()


def test_a_month_of_ten_second_steps_comes_in_pages(client: PrometheusClient) -> None:
    span = TimeRange.ending(NOON, timedelta(days=2))
    before = client.statistics.requests
    told = PrometheusEvents(client).count_by_step(
        SampleEvents(gauge=Selector("probe_success"), bad_below=1), span, timedelta(seconds=10)
    )
    assert isinstance(told, Measured)
    assert told.value.ends.size == 17_280
    assert client.statistics.requests == before + 2


def test_metrics_are_described(client: PrometheusClient) -> None:
    metrics = PrometheusMetrics(client)
    failed = SHOP.where(Matcher("code", "5..", MatchOperator.REGEX))
    nothing = Selector("nothing")
    facts = metrics.describe([SHOP, failed, nothing], HALF_DAY)
    assert facts[SHOP].labels == {"code": ("200", "503"), "job": ("shop",)}
    assert (facts[SHOP].series, facts[failed].series, facts[nothing].series) == (2, 1, 0)
    assert facts[SHOP].type is MetricType.UNKNOWN
    assert {"http_seconds_bucket", "probe_success"} <= metrics.metric_names(HALF_DAY)


SCRAPED = """\
# TYPE jobs_total counter
jobs_total 5
# TYPE jobs_seconds histogram
jobs_seconds_bucket{le="+Inf"} 5
jobs_seconds_count 5
jobs_seconds_sum 5
# TYPE jobs_waiting gauge
jobs_waiting 5
"""
CONFIG = """\
global: {scrape_interval: 1s}
scrape_configs: [{job_name: shop, static_configs: [{targets: ["TARGET"]}]}]
"""
THERE_WITHIN_S = 20.0


def test_a_scraped_metric_has_the_type_that_its_target_declares(
    start_prometheus: StartPrometheus, scripted_http_server: ScriptedServer
) -> None:
    scripted_http_server.script(
        "/metrics", Reply(body=SCRAPED, headers={"Content-Type": "text/plain; version=0.0.4"})
    )
    target = scripted_http_server.url.removeprefix("http://")
    with (
        start_prometheus(config=CONFIG.replace("TARGET", target)) as server,
        client_to(server.url) as client,
    ):
        metrics = PrometheusMetrics(client)
        wait_for("jobs_total", metrics)
        names = ("jobs_total", "jobs_seconds_bucket", "jobs_waiting")
        facts = metrics.describe([Selector(name) for name in names], last_minute(metrics))
    assert [each.type for each in facts.values()] == [
        MetricType.COUNTER,
        MetricType.HISTOGRAM,
        MetricType.GAUGE,
    ]
    assert [each.series for each in facts.values()] == [1, 1, 1]


def last_minute(metrics: PrometheusMetrics) -> TimeRange:
    now = metrics.newest_sample()
    assert now is not None
    return TimeRange.ending(now, timedelta(minutes=1))


def wait_for(metric: str, metrics: PrometheusMetrics) -> None:
    deadline = time.monotonic() + THERE_WITHIN_S
    while metric not in metrics.metric_names(last_minute(metrics)):
        assert time.monotonic() < deadline, f"{metric} never came"
        time.sleep(0.1)


def test_a_source_agrees_with_its_own_clock(client: PrometheusClient) -> None:
    metrics = PrometheusMetrics(client)
    now = client.now()
    assert metrics.clock_skew(now) is None
    skew = metrics.clock_skew(now - timedelta(hours=1))
    assert skew is not None
    assert skew >= timedelta(hours=1)


RULES = """\
groups:
- name: shop
  interval: 1s
  rules:
  - {record: "midwatch:valid_events:increase", expr: vector(600), labels: {slo: shop-a, window: 1h}}
  - {record: "midwatch:bad_events:increase", expr: vector(6), labels: {slo: shop-a, window: 1h}}
  - {record: "midwatch:valid_events:increase", expr: vector(900), labels: {slo: shop-a, window: 30d}}
  - {record: "midwatch:bad_events:increase", expr: vector(9), labels: {slo: shop-a, window: 30d}}
  - {record: "midwatch:recorded:seconds", expr: vector(2592000), labels: {slo: shop-a}}
"""


def test_recorded_sums_answer_for_the_windows_they_name(start_prometheus: StartPrometheus) -> None:
    with (
        start_prometheus(rules={"shop.yaml": RULES}) as server,
        client_to(server.url) as client,
    ):
        wait_for("midwatch:recorded:seconds", PrometheusMetrics(client))
        now = client.now()
        lengths = [timedelta(hours=1), timedelta(days=30), timedelta(days=7)]
        requests = [CountRequest(FAST, TimeRange.ending(now, each), "shop-a") for each in lengths]
        hour, month, week = PrometheusEvents(client).count(requests).values()
    assert isinstance(hour, Measured)
    assert isinstance(month, Measured)
    assert (hour.value, month.value) == (Counts(6, 600), Counts(9, 900))
    assert isinstance(week, NoData)
