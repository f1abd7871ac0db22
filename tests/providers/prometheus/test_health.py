"""A Prometheus tells its version and its rules; whatever else it says is an error with a fix."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import SourceError, SourceFailed, SourceRefused
from midwatch.domain.slo.rulebook.rules_in_force import RuleKind
from midwatch.providers._http.line import HttpLine
from midwatch.providers._http.secret import Secret
from midwatch.providers._http.settings import Bearer
from midwatch.providers.prometheus.health import PrometheusHealth
from midwatch.providers.prometheus.settings import PrometheusSettings
from tests.support.http import Reply, ScriptedServer, scripted_server

BUILD, RULES = "/api/v1/status/buildinfo", "/api/v1/rules"
TOKEN = "t0k3n-of-the-test"  # noqa: S105 - the test's own


@contextmanager
def health_of(url: str) -> Iterator[PrometheusHealth]:
    settings = PrometheusSettings(name="main", url=url, auth=Bearer(Secret(TOKEN)), retries=0)
    with closing(HttpLine(settings)) as line:
        yield PrometheusHealth(line)


def success(data: object) -> Reply:
    return Reply(body=json.dumps({"status": "success", "data": data}))


RECORDING = {
    "name": "midwatch:a",
    "query": "sum by (b) (c)",
    "health": "ok",
    "type": "recording",
    "labels": {"window": "5m"},
}
ALERTING = {
    "name": "Burn",
    "query": "up == 0",
    "duration": 300,
    "labels": {},
    "annotations": {"summary": "it burns"},
    "alerts": [],
    "health": "err",
    "lastError": "many-to-many \x1b[31m",
    "type": "alerting",
    "a later field": True,
}


def test_its_version_is_told_and_asked_with_our_credentials(
    scripted_http_server: ScriptedServer,
) -> None:
    scripted_http_server.script(BUILD, success({"version": "2.42.0"}))
    with health_of(scripted_http_server.url) as health:
        assert health.version() == "2.42.0"
    assert scripted_http_server.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_what_speaks_the_api_without_a_version_has_none(
    scripted_http_server: ScriptedServer,
) -> None:
    with health_of(scripted_http_server.url) as health:
        assert health.version() is None


def test_its_rules_are_read_by_group(scripted_http_server: ScriptedServer) -> None:
    group = {"name": "web-fast", "file": "/a", "rules": [RECORDING, ALERTING]}
    scripted_http_server.script(RULES, success({"groups": [group]}))
    with health_of(scripted_http_server.url) as health:
        recording, alert = health.rules()
    assert recording.identity.kind is RuleKind.RECORDING
    assert recording.identity.labels == (("window", "5m"),)
    assert (alert.hold, alert.origin) == (timedelta(minutes=5), "web-fast")
    assert alert.annotations == (("summary", "it burns"),)
    assert alert.fault == "many-to-many \\x1b[31m"


WRONG = {
    "a page": (Reply(body="<html>"), SourceFailed),
    "no groups": (success({}), SourceFailed),
    "a group that is a word": (success({"groups": ["a"]}), SourceFailed),
    "a rule of another type": (
        success({"groups": [{"name": "a", "rules": [RECORDING | {"type": "x"}]}]}),
        SourceFailed,
    ),
    "a span beyond all time": (
        success({"groups": [{"name": "a", "rules": [ALERTING | {"duration": 1e300}]}]}),
        SourceFailed,
    ),
    "a refusal": (Reply(status=403, body=f"no, {TOKEN}"), SourceRefused),
    "a failure": (Reply(status=500, body="no"), SourceFailed),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_answer_that_holds_no_rules_is_an_error_with_a_fix(
    case: str, scripted_http_server: ScriptedServer
) -> None:
    reply, kind = WRONG[case]
    scripted_http_server.script(RULES, reply)
    with health_of(scripted_http_server.url) as health, pytest.raises(SourceError) as failure:
        health.rules()
    assert type(failure.value) is kind
    assert failure.value.fix
    assert TOKEN not in f"{failure.value.what}{failure.value.why}{failure.value.fix}"


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as scripted:
        yield scripted


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ALERTING]), inner)
    ),
    max_leaves=8,
)
RULES_OF_SOMEBODY = st.dictionaries(st.sampled_from([*ALERTING]), JSON, max_size=4).map(
    lambda odd: {"groups": [{"name": "a", "rules": [ALERTING | odd]}]}
)


@pytest.mark.fuzz
@given(st.binary(max_size=60) | (JSON | RULES_OF_SOMEBODY).map(lambda data: success(data).content))
def test_any_answer_is_rules_and_a_version_or_a_plain_error(
    server: ScriptedServer, body: bytes
) -> None:
    server.script(RULES, Reply(body=body))
    server.script(BUILD, Reply(body=body))
    with health_of(server.url) as health:
        with suppress(SourceError):
            assert all(rule.identity.kind in RuleKind for rule in health.rules())
        with suppress(SourceError):
            assert (health.version() or "unknown").encode()
