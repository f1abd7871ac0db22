"""The scripted server does to a client what a bad wire does."""

import httpx
import pytest

from tests.support.http import Reply, ScriptedServer


def test_replies_come_in_turn_and_the_last_one_stays(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script("/a", Reply(status=503), Reply(body='{"ok": true}'))
    answers = [httpx.get(f"{scripted_http_server.url}/a") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 200, 200]
    assert answers[-1].json() == {"ok": True}


def test_what_was_asked_is_kept(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script("/a", Reply())
    url = f"{scripted_http_server.url}/a?x=1&x=2&e="
    httpx.post(url, headers={"X-Scope-OrgID": "shop"}, data={"query": "up"})
    (request,) = scripted_http_server.requests
    assert (request.method, request.path) == ("POST", "/a")
    assert request.query == {"x": ["1", "2"], "e": [""]}
    assert request.headers["x-scope-orgid"] == "shop"
    assert request.form == {"query": ["up"]}


def test_an_unscripted_path_is_not_found(scripted_http_server: ScriptedServer) -> None:
    assert httpx.get(f"{scripted_http_server.url}/b").status_code == 404


@pytest.mark.parametrize("reply", [Reply(hang=True), Reply(delay_s=1)])
def test_a_hung_or_late_server_runs_into_the_clients_time_limit(
    scripted_http_server: ScriptedServer, reply: Reply
) -> None:
    scripted_http_server.script("/a", reply)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{scripted_http_server.url}/a", timeout=0.1)


def test_a_line_that_drops_leaves_half_a_body(scripted_http_server: ScriptedServer) -> None:
    scripted_http_server.script("/a", Reply(body='{"ok": true}', cut_after=5))
    with pytest.raises(httpx.RemoteProtocolError, match="complete message body"):
        httpx.get(f"{scripted_http_server.url}/a")
