"""One source over HTTP: what goes out, what comes back, and what happens when it does not."""

import gzip
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from midwatch.domain.errors import (
    SourceError,
    SourceFailed,
    SourceTimeout,
    SourceUnreachable,
)
from midwatch.providers._http.line import HttpLine, HttpRequest
from midwatch.providers._http.secret import Secret
from midwatch.providers._http.settings import Basic, Bearer, HttpSettings
from tests.support.http import Reply, ScriptedServer
from tests.support.servers import free_port

ASK = HttpRequest(purpose="ask", path="/api")
FORM = HttpRequest(
    purpose="ask", path="/api", method="POST", form=(("match[]", "a"), ("match[]", "b"), ("x", "1"))
)


class Naps:
    """A clock that only naps move."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def sleep(self, pause: float) -> None:
        self.taken.append(pause)

    def monotonic(self) -> float:
        return sum(self.taken)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def server(scripted_http_server: ScriptedServer) -> ScriptedServer:
    scripted_http_server.script("/api", Reply(body="{}"))
    return scripted_http_server


def line_to(url: str, naps: Naps, changes: Mapping[str, Any] | None = None) -> HttpLine:
    settings = HttpSettings(**{"name": "main", "url": url, **(changes or {})})
    return HttpLine(settings, sleep=naps.sleep, monotonic=naps.monotonic)


def told(error: SourceError) -> str:
    return f"{error.what} | {error.why} | {error.fix}"


def test_making_a_line_sends_nothing_and_opens_nothing(naps: Naps) -> None:
    tls_files_that_are_not_there = HttpSettings(name="main", url="https://nowhere.invalid")
    assert HttpLine(tls_files_that_are_not_there).statistics.requests == 0
    assert line_to("http://127.0.0.1:1", naps).statistics.waiting == timedelta(0)


@pytest.mark.parametrize(
    ("changes", "header", "value"),
    [
        ({"auth": Basic("me", Secret("hunter22"))}, "authorization", "Basic bWU6aHVudGVyMjI="),
        ({"auth": Bearer(Secret("t0ken"))}, "authorization", "Bearer t0ken"),
        ({"headers": {"X-Scope-OrgID": "shop"}}, "x-scope-orgid", "shop"),
        ({"headers": {"X-Api-Key": Secret("k3y")}}, "x-api-key", "k3y"),
        ({}, "accept", "application/json"),
    ],
    ids=["basic", "bearer", "tenant", "secret header", "always"],
)
def test_who_asks_is_visible_in_the_outgoing_request(
    server: ScriptedServer, naps: Naps, changes: Mapping[str, Any], header: str, value: str
) -> None:
    line_to(server.url, naps, changes).send(ASK)
    assert server.requests[0].headers[header] == value
    assert server.requests[0].headers["user-agent"].startswith("midwatch/")


def test_a_path_in_the_address_comes_before_the_path_of_the_question(
    naps: Naps, server: ScriptedServer
) -> None:
    server.script("/prom/api", Reply(body="{}"))
    assert line_to(f"{server.url}/prom/", naps).send(ASK).status == 200


def test_names_may_repeat_in_a_form(server: ScriptedServer, naps: Naps) -> None:
    line_to(server.url, naps).send(FORM)
    assert server.requests[0].form == {"match[]": ["a", "b"], "x": ["1"]}
    assert server.requests[0].method == "POST"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_by_itself_is_tried_again(
    server: ScriptedServer, naps: Naps, status: int
) -> None:
    server.script("/api", Reply(status=status), Reply(status=status), Reply(body="{}"))
    assert line_to(server.url, naps).send(ASK).status == 200
    assert naps.taken == [0.5, 1.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 500])
def test_what_stays_as_it_is_is_not_tried_again(
    server: ScriptedServer, naps: Naps, status: int
) -> None:
    server.script("/api", Reply(status=status))
    assert line_to(server.url, naps).send(ASK).status == status
    assert len(server.requests) == 1


def test_tries_are_bounded_and_counted(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(status=503))
    line = line_to(server.url, naps, {"retries": 3})
    assert line.send(ASK).status == 503
    assert len(server.requests) == 4
    assert line.statistics.requests == 4
    assert line.statistics.waiting == timedelta(seconds=0.5 + 1 + 2)


def test_the_source_says_how_long_to_wait(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(status=429, headers={"Retry-After": "7"}), Reply(body="{}"))
    line_to(server.url, naps).send(ASK)
    assert naps.taken == [7.0]


def test_a_wait_beyond_the_deadline_is_not_begun(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(status=429, headers={"Retry-After": "3600"}))
    assert line_to(server.url, naps).send(ASK).status == 429
    assert naps.taken == []


def test_an_answer_that_stands_is_not_asked_for_again(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(status=503, body="gave up"))
    settings = HttpSettings(name="main", url=server.url)
    line = HttpLine(settings, is_final=lambda answer: b"gave up" in answer.body, sleep=naps.sleep)
    assert line.send(ASK).status == 503
    assert len(server.requests) == 1


def test_a_broken_line_is_tried_again(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(body='{"a": 1}', cut_after=3), Reply(body="{}"))
    assert line_to(server.url, naps).send(ASK).body == b"{}"
    assert naps.taken == [0.5]


def test_a_line_that_always_breaks_is_a_failure_of_the_source(
    server: ScriptedServer, naps: Naps
) -> None:
    server.script("/api", Reply(body='{"a": 1}', cut_after=3))
    with pytest.raises(SourceFailed) as failed:
        line_to(server.url, naps).send(ASK)
    assert "its answer broke off" in failed.value.why
    assert "proxies" in failed.value.fix


def test_nobody_listening_is_tried_again_and_then_told(naps: Naps) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(SourceUnreachable) as unreachable:
        line_to(url, naps).send(ASK)
    assert unreachable.value.what == f"reach source “main” ({url})"
    assert unreachable.value.why.startswith("nothing listens there")
    assert "start it" in unreachable.value.fix
    assert len(naps.taken) == 2


def test_nobody_listening_is_one_message_whatever_is_asked(naps: Naps) -> None:
    line = line_to(f"http://127.0.0.1:{free_port()}", naps)
    messages = set()
    for request in (ASK, replace(ASK, purpose="ask more")):
        with pytest.raises(SourceUnreachable) as unreachable:
            line.send(request)
        messages.add(told(unreachable.value))
    assert len(messages) == 1


def test_a_hung_source_ends_the_question_in_time(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(hang=True))
    with pytest.raises(SourceTimeout) as late:
        line_to(server.url, naps, {"read_timeout": timedelta(seconds=0.1)}).send(ASK)
    assert "did not answer in time" in late.value.why
    assert "raise `timeout`" in late.value.fix
    assert naps.taken == []


SILENT = {
    "a source that never answered is not asked twice": (["hang", "answer"], 1),
    "one that answered is given up at the second time-out": (
        ["answer", "hang", "hang", "answer"],
        3,
    ),
    "an answer in between starts anew": (["answer", "hang", "answer", "hang", "answer"], 5),
}


@pytest.mark.parametrize("case", SILENT)
def test_a_hung_source_costs_no_time_out_a_question(
    case: str, server: ScriptedServer, naps: Naps
) -> None:
    replies, asked = SILENT[case]
    server.script("/api", *(Reply(hang=True) if r == "hang" else Reply(body="{}") for r in replies))
    line = line_to(server.url, naps, {"read_timeout": timedelta(seconds=0.1)})
    for _ in replies:
        with suppress(SourceTimeout):
            line.send(ASK)
    assert len(server.requests) == asked
    assert line.statistics.requests == asked


def test_a_source_that_was_given_up_says_why_and_is_asked_again_later(
    server: ScriptedServer, naps: Naps
) -> None:
    server.script("/api", Reply(hang=True), Reply(body="{}"))
    line = line_to(server.url, naps, {"read_timeout": timedelta(seconds=0.1)})
    for request in (ASK, replace(ASK, purpose="ask more")):  # which was never sent
        with pytest.raises(SourceTimeout, match="at source") as late:
            line.send(request)
    assert late.value.what == f"ask at source “main” ({server.url})"
    assert "did not answer in time" in late.value.why
    naps.sleep(0.2)
    assert line.send(ASK).status == 200


def test_an_answer_that_drips_in_ends_at_the_deadline(server: ScriptedServer) -> None:
    server.script("/api", Reply(body="x" * 1_000_000))
    moments = iter([0.0, 0.0, 0.0, *[91.0] * 100])
    line = HttpLine(HttpSettings(name="main", url=server.url), monotonic=moments.__next__)
    with pytest.raises(SourceTimeout) as late:
        line.send(ASK)
    assert "drips" in late.value.why
    assert "deadline" in late.value.fix


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body="x" * 2_000_000),
        Reply(body=gzip.compress(b"x" * 2_000_000), headers={"Content-Encoding": "gzip"}),
    ],
    ids=["plain", "unpacked"],
)
def test_an_answer_above_the_bound_is_not_read_to_its_end(
    server: ScriptedServer, naps: Naps, reply: Reply
) -> None:
    server.script("/api", reply)
    with pytest.raises(SourceFailed) as huge:
        line_to(server.url, naps, {"max_response_bytes": 1_000_000}).send(ASK)
    assert "larger than 1000000 bytes" in huge.value.why
    assert "a shorter range" in huge.value.fix


def test_an_answer_that_does_not_unpack_is_a_failure(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(body="no gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(SourceFailed, match="ask at source"):
        line_to(server.url, naps).send(ASK)


def test_credentials_follow_no_redirect(server: ScriptedServer, naps: Naps) -> None:
    server.script("/api", Reply(status=307, headers={"Location": f"{server.url}/elsewhere"}))
    answer = line_to(server.url, naps, {"auth": Bearer(Secret("t0ken"))}).send(ASK)
    assert answer.status == 307
    assert [request.path for request in server.requests] == ["/api"]


def test_proxies_and_passwords_of_the_environment_are_not_used(
    server: ScriptedServer, naps: Naps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{free_port()}")
    assert line_to(server.url, naps).send(ASK).status == 200
    assert "authorization" not in server.requests[0].headers


def test_no_secret_is_in_any_message(server: ScriptedServer, naps: Naps) -> None:
    changes = {"auth": Bearer(Secret("t0ken-t0ken")), "headers": {"X-Api-Key": "k3y-k3y-k3y"}}
    server.script("/api", Reply(body="{}", cut_after=1))
    with pytest.raises(SourceError) as failed:
        line_to(server.url, naps, changes).send(ASK)
    assert "t0ken" not in told(failed.value)
    assert "k3y" not in told(failed.value)


def test_a_line_serves_many_threads(server: ScriptedServer, naps: Naps) -> None:
    line = line_to(server.url, naps)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: line.send(ASK).status, range(32)))
    assert answers == [200] * 32
    assert line.statistics.requests == 32


def test_a_closed_line_opens_again_when_it_is_asked(server: ScriptedServer, naps: Naps) -> None:
    line = line_to(server.url, naps)
    line.close()
    line.send(ASK)
    line.close()
    assert line.send(ASK).status == 200
    line.close()
