"""An Alertmanager tells its version; whatever else it says is an error with a fix."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import SourceError
from midwatch.providers._http.line import HttpLine
from midwatch.providers._http.settings import HttpSettings
from midwatch.providers.alertmanager.health import AlertmanagerHealth
from tests.conftest import StartAlertmanager
from tests.support.http import Reply, ScriptedServer, scripted_server

STATUS = "/api/v2/status"
QUIET = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"


@contextmanager
def health_of(url: str) -> Iterator[AlertmanagerHealth]:
    settings = HttpSettings(name="alertmanager", url=url, retries=0)
    with closing(HttpLine(settings)) as line:
        yield AlertmanagerHealth(line)


def test_a_real_one_tells_its_version(start_alertmanager: StartAlertmanager) -> None:
    with start_alertmanager(config=QUIET) as server, health_of(server.url) as health:
        assert health.version()[0].isdigit()


WRONG = {
    "a page": Reply(body="<html>"),
    "something else": Reply(body="[]"),
    "no version": Reply(body="{}"),
    "a refusal": Reply(status=401),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_alertmanager_is_an_error_with_a_fix(
    case: str, scripted_http_server: ScriptedServer
) -> None:
    scripted_http_server.script(STATUS, WRONG[case])
    with health_of(scripted_http_server.url) as health, pytest.raises(SourceError) as failure:
        health.version()
    assert failure.value.fix


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as scripted:
        yield scripted


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["versionInfo", "version"]), inner)
    ),
    max_leaves=8,
)


@pytest.mark.fuzz
@given(st.binary(max_size=60) | JSON.map(lambda data: json.dumps(data).encode()))
def test_any_answer_is_a_version_or_a_plain_error(server: ScriptedServer, body: bytes) -> None:
    server.script(STATUS, Reply(body=body))
    with health_of(server.url) as health, suppress(SourceError):
        assert b"\x1b" not in health.version().encode()
