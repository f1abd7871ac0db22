"""What a source knows about its metrics, and what time it is there."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from midwatch.domain.errors import SourceFailed
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricType
from midwatch.providers.prometheus.metrics import PrometheusMetrics, skew_warning, type_of
from tests.providers.prometheus.answers import METADATA, QUERY, SERIES, client_of, success
from tests.support.http import Reply, ScriptedServer

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
DAY = TimeRange.ending(NOON, timedelta(days=1))
ALL = Selector("http_requests_total", (Matcher("job", "shop"),))
FAILED = ALL.where(Matcher("code", "5..", MatchOperator.REGEX))
OTHER = Selector("up")
TWO = [
    {"__name__": "http_requests_total", "job": "shop", "code": "200"},
    {"__name__": "http_requests_total", "job": "shop", "code": "503"},
]


def metrics_of(server: ScriptedServer) -> PrometheusMetrics:
    return PrometheusMetrics(client_of(server.url))


def test_selectors_of_one_metric_are_listed_together_and_told_apart(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(METADATA, success({"http_requests": [{"type": "counter"}]}))
    scripted_http_server.script(SERIES, success(TWO), success([]))
    facts = metrics_of(scripted_http_server).describe([ALL, FAILED, OTHER, ALL], DAY)
    assert list(facts) == [ALL, FAILED, OTHER]
    assert [each.series for each in facts.values()] == [2, 1, 0]
    assert facts[ALL].labels == {"code": ("200", "503"), "job": ("shop",)}
    assert facts[FAILED].labels["code"] == ("503",)
    assert facts[ALL].type is MetricType.COUNTER
    assert facts[OTHER].type is MetricType.UNKNOWN
    listed = [each for each in scripted_http_server.requests if each.path == SERIES]
    assert [len(each.form["match[]"]) for each in listed] == [2, 1]


def test_a_pattern_that_only_the_source_reads_is_listed_alone(
    scripted_http_server: ScriptedServer,
) -> None:
    theirs = ALL.where(Matcher("path", r"\pL+", MatchOperator.REGEX))
    scripted_http_server.script(METADATA, success({}))
    scripted_http_server.script(SERIES, success(TWO))
    facts = metrics_of(scripted_http_server).describe([theirs, ALL], DAY)
    assert facts[theirs].series == 2
    listed = [each for each in scripted_http_server.requests if each.path == SERIES]
    assert [len(each.form["match[]"]) for each in listed] == [1, 1]


def test_many_selectors_are_listed_in_few_requests(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(METADATA, success({}))
    scripted_http_server.script(SERIES, success([]))
    many = [Selector("up", (Matcher("job", str(number)),)) for number in range(1_100)]
    metrics_of(scripted_http_server).describe(many, DAY)
    assert len(scripted_http_server.requests) == 4


def test_nothing_to_describe_is_nothing_sent(scripted_http_server: ScriptedServer) -> None:
    assert metrics_of(scripted_http_server).describe([], DAY) == {}
    assert scripted_http_server.requests == []


@pytest.mark.parametrize(
    ("metric", "declared", "expected"),
    [
        ("http_requests_total", {"http_requests_total": {"counter"}}, MetricType.COUNTER),
        ("http_requests_total", {"http_requests": {"counter"}}, MetricType.COUNTER),
        ("http_seconds_bucket", {"http_seconds": {"histogram"}}, MetricType.HISTOGRAM),
        ("http_seconds_count", {"http_seconds": {"summary"}}, MetricType.SUMMARY),
        ("http_seconds_bucket", {"http_seconds": {"gauge"}}, MetricType.UNKNOWN),
        ("queue_count", {"queue_count": {"gauge"}}, MetricType.GAUGE),
        ("up", {"up": {"gauge", "counter"}}, MetricType.UNKNOWN),
        ("up", {"up": {"stateset"}}, MetricType.UNKNOWN),
        ("http_requests_total", {}, MetricType.UNKNOWN),
    ],
)
def test_a_type_is_what_targets_declare_and_never_guessed(
    metric: str, declared: Mapping[str, set[str]], expected: MetricType
) -> None:
    types = {family: frozenset(kinds) for family, kinds in declared.items()}
    assert type_of(metric, types) is expected


def test_a_source_without_metadata_knows_no_types(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(SERIES, success(TWO))
    facts = metrics_of(scripted_http_server).describe([ALL], DAY)
    assert facts[ALL].type is MetricType.UNKNOWN
    assert facts[ALL].series == 2


def test_a_source_that_breaks_is_raised(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(METADATA, success({}))
    scripted_http_server.script(SERIES, Reply(status=500, body="boom"))
    with pytest.raises(SourceFailed) as failed:
        metrics_of(scripted_http_server).describe([ALL], DAY)
    assert "boom" in failed.value.why


def test_names_are_those_of_the_range(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script("/api/v1/label/__name__/values", success(["up"]))
    assert metrics_of(scripted_http_server).metric_names(DAY) == {"up"}
    assert scripted_http_server.requests[0].query["start"] == ["1774699200.000"]


def at(moment: datetime) -> Reply:
    return success({"resultType": "scalar", "result": [1, str(moment.timestamp())]})


def test_the_newest_sample_of_a_live_source_is_its_own_present(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, at(NOON))
    assert metrics_of(scripted_http_server).newest_sample() == NOON


@pytest.mark.parametrize(
    ("ahead_s", "says"),
    [(0, None), (30, None), (-30, None), (31, "31 s ahead of"), (-7200, "7200 s behind")],
)
def test_clocks_that_differ_are_told(
    scripted_http_server: ScriptedServer, ahead_s: int, says: str | None
) -> None:
    scripted_http_server.script(QUERY, at(NOON + timedelta(seconds=ahead_s)))
    skew = metrics_of(scripted_http_server).clock_skew(NOON)
    assert skew == (timedelta(seconds=ahead_s) if says else None)
    if says and skew:
        assert says in skew_warning(skew, "main")
        assert "NTP" in skew_warning(skew, "main")
