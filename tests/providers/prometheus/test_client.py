"""Prometheus' HTTP API: what is sent, what comes back, and every way in which it does not."""

from datetime import UTC, datetime, timedelta

import pytest

from midwatch.domain.errors import (
    SourceError,
    SourceFailed,
    SourceRefused,
    SourceTimeout,
)
from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.units import TimeRange, whole_milliseconds
from midwatch.providers._http.secret import Secret
from midwatch.providers._http.settings import Bearer
from midwatch.providers.prometheus.client import BadQuery, unix
from midwatch.providers.prometheus.decode import Matrix, Vector
from tests.providers.prometheus.answers import (
    METADATA,
    QUERY,
    QUERY_RANGE,
    SERIES,
    client_of,
    error,
    matrix,
    success,
    vector,
)
from tests.support.http import Reply, ScriptedServer

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
HOUR = TimeRange.ending(NOON, timedelta(hours=1))
PAGE = "<html><title>Sign in</title></html>"


def test_a_query_is_posted_with_its_moment_and_our_time_limit(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, vector([({"a": "b"}, "2")]))
    answer = client_of(scripted_http_server.url).instant("up", NOON)
    assert isinstance(answer, Vector)
    assert answer.samples[0].value == 2.0
    (request,) = scripted_http_server.requests
    assert (request.method, request.path) == ("POST", QUERY)
    assert request.form == {"query": ["up"], "time": ["1774785600.000"], "timeout": ["30.000"]}


def test_a_query_without_a_moment_leaves_it_to_the_source(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, vector([]))
    client_of(scripted_http_server.url).instant("up")
    assert "time" not in scripted_http_server.requests[0].form


def test_a_range_query_names_both_ends_and_asks_that_they_be_kept(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY_RANGE, matrix({"p": [(1.0, "2")]}))
    client = client_of(scripted_http_server.url)
    answer = client.range("up", HOUR.start, HOUR.end, timedelta(seconds=30))
    assert isinstance(answer, Matrix)
    assert len(answer.tracks) == 1
    form = scripted_http_server.requests[0].form
    assert (form["start"], form["end"]) == (["1774782000.000"], ["1774785600.000"])
    assert (form["step"], form["nocache"]) == (["30.000"], ["1"])


def test_series_are_listed_for_several_selectors_at_once(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(SERIES, success([{"__name__": "up"}]))
    selectors = [Selector("up"), Selector("up", (Matcher("job", "a"),))]
    assert client_of(scripted_http_server.url).series(selectors, HOUR) == ({"__name__": "up"},)
    form = scripted_http_server.requests[0].form
    assert form["match[]"] == ["up", 'up{job="a"}']
    assert (form["start"], form["limit"]) == (["1774782000.000"], ["50000"])


def test_metadata_and_values_are_read(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(METADATA, success({"up": [{"type": "gauge"}]}))
    scripted_http_server.script("/api/v1/label/__name__/values", success(["up", "down"]))
    client = client_of(scripted_http_server.url)
    assert client.metadata() == {"up": {"gauge"}}
    assert client.label_values("__name__", HOUR) == {"up", "down"}
    assert scripted_http_server.requests[1].query["end"] == ["1774785600.000"]


def test_the_source_tells_its_own_time(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(
        QUERY, success({"resultType": "scalar", "result": [1, "1774785600.5"]})
    )
    assert client_of(scripted_http_server.url).now() == NOON + timedelta(milliseconds=500)


@pytest.mark.parametrize("value", ["NaN", "+Inf", "1e300"])
def test_a_time_that_cannot_be_is_a_failure(
    scripted_http_server: ScriptedServer, value: str
) -> None:
    scripted_http_server.script(QUERY, success({"resultType": "scalar", "result": [1, value]}))
    with pytest.raises(SourceFailed) as failed:
        client_of(scripted_http_server.url).now()
    assert "no time" in failed.value.why


@pytest.mark.parametrize(
    ("reply", "expected", "why", "fix"),
    [
        (Reply(status=400, body="client sent HTTP to HTTPS"), SourceRefused, "to HTTPS", "correct"),
        (Reply(status=401, body="no org id"), SourceRefused, "no org id", "token"),
        (Reply(status=403, body="forbidden"), SourceRefused, "may not ask", "right to read"),
        (Reply(status=404, body="404 page"), SourceRefused, "no such address", "path prefix"),
        (Reply(status=405), SourceRefused, "method", "proxy"),
        (Reply(status=429, body="slow down"), SourceRefused, "too many", "limit raised"),
        (Reply(status=500, body="boom"), SourceFailed, "boom", "log"),
        (Reply(status=502), SourceFailed, "proxy got no answer", "behind its proxy"),
        (Reply(status=503, body="starting"), SourceFailed, "starting", "try again"),
        (Reply(status=504), SourceTimeout, "in vain", "ask for less"),
        (error(503, "timeout", "query timed out"), SourceTimeout, "time limit", "shorter range"),
        (
            Reply(status=302, headers={"Location": "https://sso"}),
            SourceRefused,
            "https://sso",
            "`url`",
        ),
        (Reply(body=PAGE), SourceFailed, "a web page", "login page"),
        (Reply(body='{"status": "succ'), SourceFailed, "breaks off", "before /api/v1"),
        (Reply(body=""), SourceFailed, "nothing at all", "before /api/v1"),
        (Reply(body='{"hello": 1}'), SourceFailed, "not the answer of a Prometheus", "`url`"),
        (success({"resultType": "string", "result": [1, "x"]}), SourceFailed, "no vector", "`url`"),
    ],
    ids=lambda each: f"{each.status} {each.body[:24]!r}" if isinstance(each, Reply) else "",
)
def test_each_fault_says_what_why_and_how_to_fix_it(
    scripted_http_server: ScriptedServer,
    reply: Reply,
    expected: type[SourceError],
    why: str,
    fix: str,
) -> None:
    scripted_http_server.script(QUERY, reply)
    with pytest.raises(SourceError) as failed:
        client_of(scripted_http_server.url).instant("up", NOON)
    told = failed.value
    assert type(told) is expected
    assert told.what == f"evaluate a query at source “main” ({scripted_http_server.url})"
    assert why in told.why
    assert fix in told.fix


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        (
            "https://u:t0ken@sso.example.org/login?ticket=t0ken#t0ken",
            "https://sso.example.org/login",
        ),
        ("/login?ticket=t0ken", "go to /login)"),
        ("?ticket=t0ken", "another address"),
        ("https://[t0ken", "another address"),
    ],
)
def test_a_redirect_is_told_without_the_tokens_in_its_address(
    scripted_http_server: ScriptedServer, location: str, shown: str
) -> None:
    scripted_http_server.script(QUERY, Reply(status=302, headers={"Location": location}))
    with pytest.raises(SourceRefused) as failed:
        client_of(scripted_http_server.url).instant("up", NOON)
    assert shown in failed.value.why
    assert "t0ken" not in failed.value.why


@pytest.mark.parametrize(
    ("status", "kind"), [(400, "bad_data"), (422, "execution")], ids=["bad data", "execution"]
)
def test_a_query_that_the_source_does_not_take_is_an_answer(
    scripted_http_server: ScriptedServer, status: int, kind: str
) -> None:
    scripted_http_server.script(QUERY, error(status, kind, "unexpected \x1b[31m )"))
    answer = client_of(scripted_http_server.url).instant("sum(", NOON)
    assert isinstance(answer, BadQuery)
    assert f"{kind}: unexpected \\x1b[31m )" in answer.error.why


def test_a_query_that_timed_out_there_is_not_sent_again(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(QUERY, error(503, "timeout", "query timed out"))
    client = client_of(scripted_http_server.url)
    with pytest.raises(SourceTimeout):
        client.instant("up", NOON)
    assert client.statistics.requests == 1


def test_a_source_that_is_starting_is_asked_again(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script(QUERY, Reply(status=503), vector([]))
    client = client_of(scripted_http_server.url)
    assert client.instant("up", NOON) == Vector(samples=())
    assert client.statistics.requests == 2
    client.close()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=401, body="token t0ken-t0ken is unknown"),
        Reply(status=500, body="x" * 200 + "t0ken-t0ken" * 9_000),
        Reply(body="<html>t0ken-t0ken"),
        error(422, "execution", "t0ken-t0ken"),
    ],
    ids=["refusal", "cut", "page", "query"],
)
def test_a_source_that_repeats_our_token_does_not_get_it_into_a_message(
    scripted_http_server: ScriptedServer, reply: Reply
) -> None:
    scripted_http_server.script(QUERY, reply)
    client = client_of(scripted_http_server.url, {"auth": Bearer(Secret("t0ken-t0ken"))})
    try:
        answer = client.instant("up", NOON)
    except SourceError as raised:
        failed = raised
    else:
        assert isinstance(answer, BadQuery)
        failed = answer.error
    assert "***" in failed.why
    assert "t0ken" not in f"{failed.what}{failed.why}{failed.fix}"


def test_ranges_are_asked_to_the_millisecond() -> None:
    assert unix(NOON + timedelta(microseconds=123_456)) == "1774785600.123"
    assert whole_milliseconds(
        TimeRange.ending(NOON, timedelta(seconds=1, microseconds=600))
    ) == timedelta(seconds=1, milliseconds=1)
    assert whole_milliseconds(TimeRange.ending(NOON, timedelta(microseconds=1))) == timedelta(
        milliseconds=1
    )
