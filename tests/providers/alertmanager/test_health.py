"""An Alertmanager tells its version; whatever else it says is an error with a fix."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from midwatch.domain.errors import SourceError
from midwatch.providers._http.line import HttpLine
from midwatch.providers._http.settings import HttpSettings
from midwatch.providers.alertmanager.health import AlertmanagerHealth
from tests.conftest import StartAlertmanager
from tests.support.http import Reply, ScriptedServer

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
