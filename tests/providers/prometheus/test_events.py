"""Counting events: what is asked, and what each kind of answer means."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from midwatch.dialects.promql_questions import PART_LABEL
from midwatch.domain.errors import SourceRefused, SourceUnreachable
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.indicator import CounterEvents, Indicator, Polarity, QueryEvents
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.providers.prometheus.events import PrometheusEvents
from tests.providers.prometheus.answers import (
    QUERY,
    QUERY_RANGE,
    client_of,
    error,
    matrix,
    parts,
    success,
    vector,
)
from tests.support.http import Reply, ScriptedServer
from tests.support.servers import free_port

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
HOUR = TimeRange.ending(NOON, timedelta(hours=1))
MONTH = TimeRange.ending(NOON, timedelta(days=30))
REQUESTS = Selector("http_requests_total", (Matcher("job", "shop"),))
ERRORS = CounterEvents(
    valid=REQUESTS.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
    selected=REQUESTS.where(Matcher("code", "5..", MatchOperator.REGEX)),
    polarity=Polarity.BAD,
    presence_label="code",
)
FAST = CounterEvents(
    valid=Selector("http_seconds_count"),
    selected=Selector("http_seconds_bucket", (Matcher("le", "0.2"),)),
    polarity=Polarity.GOOD,
)
FAILED_RUNS = CounterEvents(
    valid=Selector("runs_total"), selected=Selector("failed_runs_total"), polarity=Polarity.BAD
)
OWN = QueryEvents(valid="increase(a[{{.window}}])", selected="b", polarity=Polarity.BAD)


def own(number: int) -> QueryEvents:
    return QueryEvents(valid=f"a{number}", selected=f"b{number}", polarity=Polarity.BAD)


def events_of(server: ScriptedServer) -> PrometheusEvents:
    return PrometheusEvents(client_of(server.url))


def count_one(
    server: ScriptedServer, *replies: Reply, indicator: Indicator = OWN
) -> Measured[Counts] | NoData:
    server.script(QUERY, *replies)
    request = CountRequest(indicator, HOUR)
    return events_of(server).count([request])[request]


def queries(server: ScriptedServer) -> list[str]:
    return [request.form["query"][0] for request in server.requests]


def absent(told: Measured[Counts] | NoData) -> NoData:
    assert isinstance(told, NoData)
    return told


def test_making_an_adapter_sends_nothing(scripted_http_server: ScriptedServer) -> None:
    events_of(scripted_http_server)
    assert scripted_http_server.requests == []


def test_counts_come_with_their_origin_and_the_sources_warnings(
    scripted_http_server: ScriptedServer,
) -> None:
    reply = parts({"0.valid": "100", "0.bad": "2"}, warnings=["store eu-1 did not answer"])
    told = count_one(scripted_http_server, reply)
    assert isinstance(told, Measured)
    assert told.value == Counts(2, 100)
    assert told.warnings == ("store eu-1 did not answer",)
    assert told.provenance.query == "bad: sum(b); valid: sum(increase(a[1h]))"
    assert (told.provenance.range, told.provenance.source) == (HOUR, "main")


def test_many_requests_go_out_in_few_queries(scripted_http_server: ScriptedServer) -> None:
    reply = parts({f"{i}.{name}": "1" for i in range(20) for name in ("valid", "bad")})
    scripted_http_server.script(QUERY, reply)
    requests = [CountRequest(own(number), HOUR) for number in range(60)]
    told = events_of(scripted_http_server).count(requests)
    assert len(scripted_http_server.requests) == 3
    assert list(told) == requests
    assert all(isinstance(each, Measured) for each in told.values())


def test_each_moment_has_its_own_query(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(QUERY, parts({"0.valid": "1", "0.bad": "1"}))
    earlier = TimeRange.ending(NOON - timedelta(days=1), timedelta(hours=1))
    requests = [CountRequest(OWN, HOUR), CountRequest(OWN, earlier), CountRequest(OWN, HOUR)]
    assert len(events_of(scripted_http_server).count(requests)) == 2
    times = [request.form["time"] for request in scripted_http_server.requests]
    assert times == [["1774785600.000"], ["1774699200.000"]]


@pytest.mark.parametrize(
    ("values", "reason", "failed"),
    [
        ({}, "no traffic", False),
        ({"0.valid": "5"}, "or vector(0)", False),
        ({"0.valid": "NaN", "0.bad": "1"}, "valid events are nan", False),
        ({"0.valid": "5", "0.bad": "+Inf"}, "bad events are inf", False),
        ({"0.valid": "5", "0.bad": "-3"}, "bad events are -3, below zero", False),
    ],
    ids=["no traffic", "bad absent", "not a number", "infinite", "negative"],
)
def test_what_is_no_count_is_no_data_with_a_reason(
    scripted_http_server: ScriptedServer, *, values: Mapping[str, str], reason: str, failed: bool
) -> None:
    told = absent(count_one(scripted_http_server, parts(values)))
    assert reason in told.reason
    assert told.source_failed is failed


def test_duplicate_series_are_no_data_that_says_what_to_turn_on(
    scripted_http_server: ScriptedServer,
) -> None:
    labels = {"midwatch_part": "0.valid"}
    twice = vector(
        [
            ({**labels, "replica": "a"}, "5"),
            ({**labels, "replica": "b"}, "5"),
            ({"midwatch_part": "0.bad"}, "1"),
        ]
    )
    told = absent(count_one(scripted_http_server, twice))
    assert "deduplication" in told.reason
    assert told.source_failed


def test_more_bad_events_than_valid_ones_is_a_warning_and_never_more_than_all(
    scripted_http_server: ScriptedServer,
) -> None:
    told = count_one(scripted_http_server, parts({"0.valid": "5", "0.bad": "7"}))
    assert isinstance(told, Measured)
    assert told.value == Counts(5, 5)
    assert "7 bad events and only 5 valid ones" in told.warnings[0]


@pytest.mark.parametrize(
    ("indicator", "there", "reason"),
    [
        (ERRORS, {}, 'no traffic: no series matches http_requests_total{job="shop"'),
        (ERRORS, {"0.unlabelled": "3"}, "binding broken: http_requests_total has series"),
        (ERRORS, {"0.valid": "3"}, "fewer than two samples"),
        (FAST, {"0.valid": "3"}, "is there such a bucket?"),
        (FAST, {"0.valid": "3", "0.selected": "1"}, "fewer than two samples"),
        (FAST, {}, "no traffic: no series matches http_seconds_count"),
    ],
    ids=["silence", "label renamed", "one sample", "no bucket", "newborn", "no histogram"],
)
def test_counters_that_give_nothing_are_looked_for_before_it_is_called_no_traffic(
    scripted_http_server: ScriptedServer,
    indicator: CounterEvents,
    there: Mapping[str, str],
    reason: str,
) -> None:
    told = absent(
        count_one(scripted_http_server, parts({}), parts(there), parts({}), indicator=indicator)
    )
    assert reason in told.reason
    assert not told.source_failed


def test_bad_events_that_are_missing_beside_traffic_are_a_broken_binding(
    scripted_http_server: ScriptedServer,
) -> None:
    told = count_one(scripted_http_server, parts({"0.valid": "5"}), indicator=FAILED_RUNS)
    assert "binding broken: failed_runs_total matches nothing" in absent(told).reason


@pytest.mark.parametrize("status", [400, 422])
def test_only_the_guilty_query_of_many_fails(
    scripted_http_server: ScriptedServer, status: int
) -> None:
    fine = parts({"0.valid": "5", "0.bad": "1"})
    refused = error(status, "bad_data", "unexpected identifier")
    scripted_http_server.script(QUERY, refused, fine, refused, fine)
    requests = [CountRequest(own(number), HOUR) for number in range(3)]
    told = list(events_of(scripted_http_server).count(requests).values())
    assert isinstance(told[0], Measured)
    assert isinstance(told[2], Measured)
    guilty = absent(told[1])
    assert guilty.source_failed
    assert "unexpected identifier" in guilty.reason


def test_a_failing_query_fails_its_requests_and_no_others(
    scripted_http_server: ScriptedServer,
) -> None:
    reply = parts({f"{i}.{name}": "1" for i in range(20) for name in ("valid", "bad")})
    scripted_http_server.script(QUERY, reply, Reply(status=500, body="boom"), reply)
    requests = [CountRequest(own(number), HOUR) for number in range(60)]
    told = list(events_of(scripted_http_server).count(requests).values())
    assert all(isinstance(each, Measured) for each in told[:20] + told[40:])
    assert all(isinstance(each, NoData) and each.source_failed for each in told[20:40])
    assert "boom" in absent(told[20]).reason


def test_a_hung_source_is_not_asked_for_everything(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(QUERY, Reply(hang=True))
    client = client_of(scripted_http_server.url, {"read_timeout": timedelta(seconds=0.1)})
    requests = [CountRequest(own(number), HOUR) for number in range(200)]
    told = PrometheusEvents(client).count(requests)
    assert len(scripted_http_server.requests) == 1
    assert all(isinstance(each, NoData) and each.source_failed for each in told.values())


def test_a_source_that_cannot_be_reached_is_raised() -> None:
    client = client_of(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(SourceUnreachable):
        PrometheusEvents(client).count([CountRequest(OWN, HOUR, "shop-availability")])


@pytest.mark.parametrize("status", [401, 403, 404])
def test_refused_credentials_are_raised_once(
    scripted_http_server: ScriptedServer, status: int
) -> None:
    scripted_http_server.script(QUERY, Reply(status=status))
    requests = [CountRequest(own(number), HOUR, f"shop-{number}") for number in range(60)]
    with pytest.raises(SourceRefused):
        events_of(scripted_http_server).count(requests)
    assert len(scripted_http_server.requests) == 1


def test_a_source_that_goes_away_midway_keeps_what_it_answered(
    scripted_http_server: ScriptedServer,
) -> None:
    reply = parts({f"{i}.{name}": "1" for i in range(20) for name in ("valid", "bad")})
    scripted_http_server.script(QUERY, reply, Reply(status=403))
    requests = [CountRequest(own(number), HOUR) for number in range(60)]
    told = list(events_of(scripted_http_server).count(requests).values())
    assert isinstance(told[0], Measured)
    assert absent(told[20]).source_failed
    assert absent(told[59]).source_failed
    assert len(scripted_http_server.requests) == 2


def test_nothing_asked_is_nothing_sent(scripted_http_server: ScriptedServer) -> None:
    assert events_of(scripted_http_server).count([]) == {}
    assert scripted_http_server.requests == []


@pytest.mark.parametrize(
    ("warning", "first", "second"),
    [
        ('metric might not be a counter: "a1" (1:23)', 1, 0),
        ('metric might not be a counter: "elsewhere" (1:23)', 1, 1),
        ("a store did not answer", 1, 1),
    ],
    ids=["about one", "about none", "about all"],
)
def test_a_warning_goes_to_whom_it_concerns(
    scripted_http_server: ScriptedServer, warning: str, first: int, second: int
) -> None:
    values = {f"{i}.{name}": "1" for i in range(2) for name in ("valid", "bad")}
    scripted_http_server.script(QUERY, parts(values, infos=[warning]))
    requests = [CountRequest(own(number), HOUR) for number in (1, 2)]
    told = events_of(scripted_http_server).count(requests).values()
    warned = [each.warnings for each in told if isinstance(each, Measured)]
    assert [len(each) for each in warned] == [first, second]
    assert warned[0][0] == warning.removesuffix(" (1:23)")


def sums(window: str, covered: str, *, valid: str = "1000") -> Reply:
    slo = {"slo": "shop-availability"}
    return vector(
        [
            ({"__name__": recorded.VALID_EVENTS, "window": window, **slo}, valid),
            ({"__name__": recorded.BAD_EVENTS, "window": window, **slo}, "4"),
            ({"__name__": recorded.RECORDED_SECONDS, **slo}, covered),
        ]
    )


def test_recorded_sums_answer_all_objectives_with_one_query(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, sums("30d", "2592000"))
    request = CountRequest(OWN, MONTH, "shop-availability")
    told = events_of(scripted_http_server).count([request])[request]
    assert isinstance(told, Measured)
    assert told.value == Counts(4, 1000)
    assert 'midwatch:bad_events:increase{slo="shop-availability", window="30d"}' in (
        told.provenance.query
    )
    assert told.provenance.query.endswith("(recorded sums, up to 2m old)")
    assert len(scripted_http_server.requests) == 1


@pytest.mark.parametrize(
    ("span", "reply"),
    [
        (MONTH, sums("30d", "2591000")),
        (MONTH, sums("30d", "NaN")),
        (MONTH, sums("28d", "9999999")),
        (MONTH, sums("30d", "2592000", valid="NaN")),
        (MONTH, vector([])),
        (MONTH, Reply(status=500)),
        (MONTH, error(422, "execution", "too many samples")),
    ],
    ids=["not yet", "unknown", "another window", "stale", "no rules", "failing", "too much"],
)
def test_where_recorded_sums_do_not_reach_the_source_is_asked_itself(
    scripted_http_server: ScriptedServer, span: TimeRange, reply: Reply
) -> None:
    scripted_http_server.script(QUERY, reply, parts({"0.valid": "50", "0.bad": "1"}))
    client = client_of(scripted_http_server.url, {"parallel": 2})
    request = CountRequest(OWN, span, "shop-availability")
    told = PrometheusEvents(client).count([request])[request]
    assert isinstance(told, Measured)
    assert told.value == Counts(1, 50)


def test_a_longer_window_never_has_fewer_events_however_much_later_rules_sum_it(
    scripted_http_server: ScriptedServer,
) -> None:
    def of(metric: str, window: str, value: str) -> tuple[dict[str, str], str]:
        return {"__name__": metric, "window": window, "slo": "shop-availability"}, value

    covered = ({"__name__": recorded.RECORDED_SECONDS, "slo": "shop-availability"}, "2592000")
    series = [
        of(recorded.VALID_EVENTS, "1h", "500"),
        of(recorded.BAD_EVENTS, "1h", "90"),
        of(recorded.VALID_EVENTS, "30d", "9000"),
        of(recorded.BAD_EVENTS, "30d", "3"),
    ]
    scripted_http_server.script(QUERY, vector([*series, covered]))
    requests = [CountRequest(OWN, span, "shop-availability") for span in (MONTH, HOUR)]
    told = events_of(scripted_http_server).count(requests)
    values = [each.value for each in told.values() if isinstance(each, Measured)]
    assert values == [Counts(90, 9000), Counts(90, 500)]


def test_windows_that_rules_read_from_the_counters_need_no_history(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, sums("1h", "60"))
    request = CountRequest(OWN, HOUR, "shop-availability")
    told = events_of(scripted_http_server).count([request])[request]
    assert isinstance(told, Measured)
    assert told.value == Counts(4, 1000)


def of_job(job: str) -> CounterEvents:
    requests = Selector("http_requests_total", (Matcher("job", job),))
    return CounterEvents(
        valid=requests.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
        selected=requests.where(Matcher("code", "5..", MatchOperator.REGEX)),
        polarity=Polarity.BAD,
        presence_label="code",
    )


def by_job(*told: tuple[str, str, str]) -> Reply:
    return vector([({PART_LABEL: f"0.{name}", "job": job}, value) for name, job, value in told])


def test_services_of_one_convention_are_asked_in_one_query(
    scripted_http_server: ScriptedServer,
) -> None:
    reply = by_job(
        ("valid", "a.b", "100"), ("bad", "a.b", "1"), ("valid", "web", "50"), ("bad", "web", "0")
    )
    scripted_http_server.script(QUERY, reply, by_job(("lost", "web", "3")))
    requests = [CountRequest(of_job(job), HOUR) for job in ("a.b", "web")]
    told = events_of(scripted_http_server).count(requests)
    values = [each.value for each in told.values() if isinstance(each, Measured)]
    assert values == [Counts(1, 100), Counts(0, 50, lost_at_birth=3)]
    counted, lost = queries(scripted_http_server)
    assert r'job=~"a\\.b|web"' in counted
    assert "by (job)" in counted
    assert "by (job)" in lost


def test_services_that_are_too_many_for_the_source_are_asked_in_halves(
    scripted_http_server: ScriptedServer,
) -> None:
    too_much = error(422, "execution", "query processing would load too many samples into memory")
    jobs = ("a", "b", "c")
    scripted_http_server.script(
        QUERY,
        too_much,
        vector(
            [({PART_LABEL: f"0.{name}"}, "7") for name in ("valid", "bad")]
            + [({PART_LABEL: f"1.{name}", "job": "b"}, "8") for name in ("valid", "bad")]
            + [({PART_LABEL: f"1.{name}", "job": "c"}, "9") for name in ("valid", "bad")]
        ),
        vector([]),
    )
    told = events_of(scripted_http_server).count([CountRequest(of_job(j), HOUR) for j in jobs])
    values = [each.value.bad for each in told.values() if isinstance(each, Measured)]
    assert values == [7, 8, 9]
    assert len(scripted_http_server.requests) == 3


def test_credentials_that_are_refused_are_not_tried_on_halves(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, Reply(status=401))
    with pytest.raises(SourceRefused):
        events_of(scripted_http_server).count([CountRequest(of_job(job), HOUR) for job in "abcd"])
    assert len(scripted_http_server.requests) == 1


def test_what_newborn_series_lost_is_estimated_over_the_longest_range(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(
        QUERY,
        parts({"0.valid": "100", "0.bad": "0", "1.valid": "9000", "1.bad": "8"}),
        parts({"0.lost": "5"}),
    )
    requests = [CountRequest(ERRORS, HOUR), CountRequest(ERRORS, MONTH)]
    told = events_of(scripted_http_server).count(requests)
    values = [each.value for each in told.values() if isinstance(each, Measured)]
    assert values == [Counts(0, 100), Counts(8, 9000, lost_at_birth=5)]
    assert "[30d]" in queries(scripted_http_server)[1]


def test_an_estimate_that_cannot_be_had_is_a_warning(scripted_http_server: ScriptedServer) -> None:
    told = count_one(
        scripted_http_server,
        parts({"0.valid": "100", "0.bad": "3"}),
        error(422, "execution", "too many samples"),
        indicator=ERRORS,
    )
    assert isinstance(told, Measured)
    assert told.value == Counts(3, 100)
    assert "not estimated" in told.warnings[0]


FIVE = timedelta(minutes=5)
FIRST = 1774782300.0


def steps_of(server: ScriptedServer, reply: Reply) -> object:
    server.script(QUERY_RANGE, reply)
    return events_of(server).count_by_step(OWN, HOUR, FIVE)


def test_steps_end_where_they_are_asked_to_and_absence_stays_absence(
    scripted_http_server: ScriptedServer,
) -> None:
    reply = matrix(
        {
            "valid": [(FIRST, "10"), (FIRST + 300, "20"), (FIRST + 900, "NaN")],
            "bad": [(FIRST, "1"), (FIRST + 300, "25"), (FIRST + 600, "-1")],
        },
        warnings=["partial"],
    )
    told = steps_of(scripted_http_server, reply)
    assert isinstance(told, Measured)
    assert told.value.ends.tolist() == [FIRST + 300 * k for k in range(12)]
    assert told.value.valid[:2].tolist() == [10, 20]
    assert told.value.bad[:2].tolist() == [1, 20]
    assert np.isnan(told.value.valid[2:]).all()
    assert np.isnan(told.value.bad[2:]).all()
    assert told.warnings == ("partial",)
    assert told.provenance.query.endswith("(every 5m)")
    form = scripted_http_server.requests[0].form
    assert (form["start"], form["end"]) == (["1774782300.000"], ["1774785600.000"])


def test_more_steps_than_the_source_gives_at_once_are_asked_in_pages(
    scripted_http_server: ScriptedServer,
) -> None:
    start = NOON - timedelta(seconds=25_000)
    ends = [(start + timedelta(seconds=at)).timestamp() for at in (1, 11_001, 22_001)]
    scripted_http_server.script(
        QUERY_RANGE, *[matrix({"valid": [(end, "7")], "bad": [(end, "1")]}) for end in ends]
    )
    span = TimeRange(start, NOON)
    told = events_of(scripted_http_server).count_by_step(OWN, span, timedelta(seconds=1))
    assert isinstance(told, Measured)
    assert np.flatnonzero(told.value.valid == 7).tolist() == [0, 11_000, 22_000]
    forms = [request.form for request in scripted_http_server.requests]
    points = [float(form["end"][0]) - float(form["start"][0]) + 1 for form in forms]
    assert points == [11_000, 11_000, 3_000]


@pytest.mark.parametrize(
    ("reply", "reason", "failed"),
    [
        (matrix({}), "no traffic", False),
        (matrix({"valid": [(FIRST, "1")]}), "or vector(0)", False),
        (matrix({"valid": [(FIRST + 60, "1")]}), "moved the ends", True),
        (matrix({"valid": [(FIRST - 300, "1")]}), "moved the ends", True),
        (error(422, "execution", "too many samples"), "too many samples", True),
        (Reply(status=500, body="boom"), "boom", True),
        (Reply(body="<html>"), "web page", True),
    ],
    ids=["silence", "bad absent", "moved", "outside", "too much", "broken", "html"],
)
def test_steps_that_cannot_be_had_are_no_data_with_a_reason(
    scripted_http_server: ScriptedServer, *, reply: Reply, reason: str, failed: bool
) -> None:
    told = steps_of(scripted_http_server, reply)
    assert isinstance(told, NoData)
    assert reason in told.reason
    assert told.source_failed is failed


def test_two_series_for_one_part_are_no_data(scripted_http_server: ScriptedServer) -> None:
    two = [
        {"metric": {"midwatch_part": "valid", "replica": name}, "values": [[FIRST, "1"]]}
        for name in "ab"
    ]
    told = steps_of(scripted_http_server, success({"resultType": "matrix", "result": two}))
    assert isinstance(told, NoData)
    assert "deduplication" in told.reason


def test_a_range_shorter_than_a_step_has_no_steps(scripted_http_server: ScriptedServer) -> None:
    told = events_of(scripted_http_server).count_by_step(OWN, HOUR, timedelta(hours=2))
    assert isinstance(told, NoData)
    assert "shorter than a step of 2h" in told.reason
    assert scripted_http_server.requests == []


def test_steps_of_a_source_that_refuses_us_are_raised(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(QUERY_RANGE, Reply(status=401))
    with pytest.raises(SourceRefused):
        events_of(scripted_http_server).count_by_step(OWN, HOUR, FIVE)
