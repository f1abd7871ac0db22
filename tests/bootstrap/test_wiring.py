"""Whatever midwatch.toml says of a source is visible in what is sent to it, and in what is read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from midwatch.bootstrap.assembly import (
    live_sources,
    load_services,
    notification_plan,
    prometheus_url,
)
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError, SourceTimeout
from midwatch.domain.notification import PagerDutyChannel, SlackChannel
from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricType
from midwatch.store.repository import Repository
from midwatch.workflows.slo.status import StatusRequest, status
from tests.support.http import Reply, Request, ScriptedServer

NOW = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
HOUR = TimeRange.ending(NOW, timedelta(hours=1))
NAMES = "/api/v1/label/__name__/values"


@contextmanager
def workspace(folder: Path, settings: str, **environ: str) -> Iterator[Workspace]:
    (folder / "midwatch.toml").write_text(settings)
    with Workspace(repository=Repository(folder), environ=environ, now=lambda: NOW) as here:
        yield here


SENT = {
    "a token from the environment": (
        'token = {env = "PROM_TOKEN"}',
        "authorization",
        "Bearer s3cr3t",
    ),
    "a token from a file": ('token = {file = "token"}', "authorization", "Bearer from-file"),
    "a user and a password": (
        'username = "reader"\npassword = {env = "PROM_TOKEN"}',
        "authorization",
        "Basic cmVhZGVyOnMzY3IzdA==",
    ),
    "a tenant": ('headers = {X-Scope-OrgID = "team-a"}', "x-scope-orgid", "team-a"),
    "a secret header": ('headers = {X-Api-Key = {env = "PROM_TOKEN"}}', "x-api-key", "s3cr3t"),
}


def ask_names(folder: Path, server: ScriptedServer, more: str) -> Request:
    server.script(NAMES, Reply(body=json.dumps({"status": "success", "data": ["up"]})))
    (folder / "token").write_text("from-file\n")
    settings = f'[sources.main]\nkind = "prometheus"\nurl = "{server.url}"\n{more}\n'
    with workspace(folder, settings, PROM_TOKEN="s3cr3t") as here:  # noqa: S106 - the test's own
        assert here.sources.live("main").metrics.metric_names(HOUR) == {"up"}
    return server.requests[-1]


@pytest.mark.parametrize("case", SENT)
def test_credentials_and_headers_are_sent(
    case: str, tmp_path: Path, scripted_http_server: ScriptedServer
) -> None:
    more, header, value = SENT[case]
    assert ask_names(tmp_path, scripted_http_server, more).headers[header] == value


def test_time_limits_and_retries_are_kept(
    tmp_path: Path, scripted_http_server: ScriptedServer
) -> None:
    scripted_http_server.script(NAMES, Reply(hang=True))
    settings = (
        f'[sources.main]\nkind = "prometheus"\nurl = "{scripted_http_server.url}"\n'
        'timeout = "50ms"\nretries = 0\n'
    )
    with workspace(tmp_path, settings) as here, pytest.raises(SourceTimeout):
        here.sources.live("main").metrics.metric_names(HOUR)
    assert len(scripted_http_server.requests) == 1


def test_files_of_certificates_start_at_the_repository(tmp_path: Path) -> None:
    settings = (
        '[sources.main]\nkind = "prometheus"\nurl = "https://127.0.0.1:1"\nretries = 0\n'
        'tls = {ca_file = "certificates/ca.pem"}\n'
    )
    with workspace(tmp_path, settings) as here, pytest.raises(InputError) as refusal:
        here.sources.live("main").metrics.metric_names(HOUR)
    assert str(tmp_path / "certificates" / "ca.pem") in refusal.value.what


TABLE = """\
[sources.history]
kind = "capture"
path = "telemetry.csv"
[sources.history.table]
time = "at"
unit = "iso8601"
columns = {requests = 'http_requests_total{job="web"}'}
types = {http_requests = "counter"}
"""


def test_a_table_of_telemetry_is_read_as_it_is_explained(tmp_path: Path) -> None:
    (tmp_path / "telemetry.csv").write_text("at,requests\n2026-03-01T02:00:00Z,7\n")
    with workspace(tmp_path, TABLE) as here:
        selector = Selector("http_requests_total")
        facts = here.sources.live("history").metrics.describe([selector], HOUR)[selector]
        assert (facts.series, facts.type) == (1, MetricType.COUNTER)
        assert facts.labels == {"job": ("web",)}
        assert here.moment_of_telemetry(None) == datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
        assert here.moment_of_telemetry("now-1h") == datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
        assert here.moment(None) == NOW


TWO = """\
[sources.live]
kind = "prometheus"
url = "http://127.0.0.1:1"
[sources.history]
kind = "capture"
path = "telemetry.om"
[services]
"api-*" = "live"
"api" = "history"
"""


def test_a_service_has_the_source_of_the_first_glob_that_matches(tmp_path: Path) -> None:
    (tmp_path / "telemetry.om").write_text("up 1 1772331240\n# EOF\n")
    with workspace(tmp_path, TWO) as here:
        names = [here.sources.name_for(service) for service in ("api-v2", "api", "web")]
        assert names == ["live", "history", None]
        assert here.sources.catalogue_for("web") is None
        assert here.sources.counts_if_any("web") is None
        assert here.sources.counts_for("api") is here.sources.live("history").events
        with pytest.raises(InputError) as refusal:
            here.sources.counts_for("web")
    assert "[services]" in refusal.value.why
    assert '"web" = "live"' in refusal.value.fix


def test_beside_a_live_source_now_is_the_clocks(tmp_path: Path) -> None:
    with workspace(tmp_path, TWO) as here:
        assert here.moment_of_telemetry(None) == NOW


def test_without_a_source_nothing_is_asked_and_counting_is_refused(tmp_path: Path) -> None:
    with workspace(tmp_path, "") as here:
        assert live_sources(here) is None
        assert here.moment_of_telemetry(None) == NOW
        assert prometheus_url(here) == "http://localhost:9090"
        with pytest.raises(InputError, match="web") as refusal:
            here.sources.counting({}).counts_for("web")
    assert "[sources.main]" in refusal.value.fix


CHANNELS = """\
[alertmanager]
page = ["oncall"]
ticket = ["team", "oncall"]
[channels.oncall]
kind = "pagerduty"
routing_key_file = "/k"
[channels.team]
kind = "slack"
webhook_file = "/w"
channel = "#t"
"""


def test_pages_and_tickets_reach_the_channels_that_are_named(tmp_path: Path) -> None:
    oncall = PagerDutyChannel(routing_key_file="/k")
    team = SlackChannel(webhook_file="/w", channel="#t")
    with workspace(tmp_path, CHANNELS) as here:
        plan = notification_plan(here)
    assert (plan.page, plan.ticket) == ((oncall,), (team, oncall))


def test_a_service_whose_source_cannot_say_how_its_metrics_are_named_is_not_counted(
    tmp_path: Path,
) -> None:
    (tmp_path / "telemetry.om").write_text("up 1 1772331240\n# EOF\n")
    (tmp_path / "slos").mkdir()
    for name in ("api-v2", "api"):
        text = f"service: {name}\nslo: {{availability: 99.9%}}\n"
        (tmp_path / "slos" / f"{name}.yaml").write_text(text)
    with workspace(tmp_path, TWO) as here:
        loaded = load_services(here, NOW)
        counting = here.sources.counting(loaded.undetected)
        report = status(StatusRequest(at=NOW), loaded.services, counting)
    assert list(loaded.undetected) == ["api-v2"]
    dark, captured = report.objectives
    assert (captured.source_failed, dark.source_failed) == (False, True)
    assert report.exit_code == 3
