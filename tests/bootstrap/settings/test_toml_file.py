"""midwatch.toml is read into typed settings; whatever is wrong in it is refused with its place and a fix."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.bootstrap.settings.model import (
    AlertmanagerSettings,
    CaptureSource,
    GrafanaSettings,
    PrometheusSource,
    SecretKind,
    SecretReference,
    Settings,
    TlsSettings,
)
from midwatch.bootstrap.settings.toml_file import parse
from midwatch.domain.errors import InputError
from midwatch.domain.notification import PagerDutyChannel, SlackChannel

WHOLE = """\
[sources.main]
kind = "prometheus"
url = "https://prometheus.example.org/team"
token = {env = "PROM_TOKEN"}
headers = {X-Scope-OrgID = "team-a", X-Api-Key = {file = "/run/secrets/key"}}
tls = {ca_file = "ca.pem", insecure = true}
timeout = "1m"
retries = 0

[sources.history]
kind = "capture"
path = ["telemetry/*.om.gz"]

[services]
"api-*" = "history"
"*" = "main"

[alertmanager]
url = "http://localhost:9093"
page = "oncall"
ticket = ["team"]

[grafana]
url = "https://grafana.example.org/"
files = "https://git.example.org/slos/blob/main"

[channels.oncall]
kind = "pagerduty"
routing_key_file = "/etc/alertmanager/pagerduty-key"

[channels.team]
kind = "slack"
webhook_file = "/etc/alertmanager/slack-webhook"
channel = "#team"
"""


def test_a_whole_file_is_read() -> None:
    assert parse(WHOLE) == Settings(
        sources={
            "main": PrometheusSource(
                name="main",
                url="https://prometheus.example.org/team",
                token=SecretReference(SecretKind.ENVIRONMENT, "PROM_TOKEN", "sources.main.token"),
                headers={
                    "X-Scope-OrgID": "team-a",
                    "X-Api-Key": SecretReference(
                        SecretKind.FILE, "/run/secrets/key", "sources.main.headers.X-Api-Key"
                    ),
                },
                tls=TlsSettings(ca_file="ca.pem", insecure=True),
                timeout=timedelta(minutes=1),
                retries=0,
            ),
            "history": CaptureSource(name="history", paths=("telemetry/*.om.gz",)),
        },
        services=(("api-*", "history"), ("*", "main")),
        channels={
            "oncall": PagerDutyChannel(routing_key_file="/etc/alertmanager/pagerduty-key"),
            "team": SlackChannel(webhook_file="/etc/alertmanager/slack-webhook", channel="#team"),
        },
        grafana=GrafanaSettings(
            url="https://grafana.example.org", files="https://git.example.org/slos/blob/main"
        ),
        alertmanager=AlertmanagerSettings(
            url="http://localhost:9093", page=("oncall",), ticket=("team",)
        ),
    )


def test_an_empty_file_has_no_source() -> None:
    assert parse("") == Settings()


PROMETHEUS = '[sources.main]\nkind = "prometheus"\nurl = "http://localhost:9090"\n'
WRONG = {
    "no TOML": ("[sources\n", "midwatch.toml", "no TOML", "double quotes"),
    "an unknown table": ("[source.main]\n", "midwatch.toml:1: source", "known", "“sources”"),
    "an unknown key": (
        f"{PROMETHEUS}timout = '3s'\n",
        "midwatch.toml:4: sources.main.timout",
        "known",
        "“timeout”",
    ),
    "a key that looks like nothing known": (
        "[services]\n[policy9]\n",
        "midwatch.toml:2: policy9",
        "known",
        "remove it",
    ),
    "an unknown kind": (
        '[sources.main]\nkind = "promtheus"\n',
        "midwatch.toml:2: sources.main.kind",
        "prometheus, capture",
        'kind = "prometheus"',
    ),
    "no kind": ("[sources.main]\n", "midwatch.toml:1: sources.main.kind is missing", "", "kind ="),
    "no address": (
        '[sources.main]\nkind = "prometheus"\n',
        "midwatch.toml:1: sources.main.url is missing",
        "",
        "url =",
    ),
    "an address that is a number": (
        '[sources.main]\nkind = "prometheus"\nurl = 9090\n',
        "midwatch.toml:3: sources.main.url is no text",
        "",
        "double quotes",
    ),
    "no path of a capture": (
        '[sources.c]\nkind = "capture"\n',
        "sources.c.path is missing",
        "",
        "path =",
    ),
    "a path that is a number": (
        '[sources.c]\nkind = "capture"\npath = 3\n',
        "midwatch.toml:3: sources.c.path is no list",
        "",
        "path = [",
    ),
    "a source that is no table": ('sources = "main"\n', "sources is no table", "", "[sources]"),
    "a token in full": (
        f'{PROMETHEUS}token = "s3cr3t-t0k3n"\n',
        "midwatch.toml:4: sources.main.token holds a secret itself",
        "committed",
        '{env = "MAIN_TOKEN"}',
    ),
    "a secret header in full": (
        f'{PROMETHEUS}headers = {{X-Api-Key = "s3cr3t-t0k3n"}}\n',
        "midwatch.toml:4: sources.main.headers.X-Api-Key holds a secret itself",
        "committed",
        "{env = ",
    ),
    "a secret from two places": (
        f'{PROMETHEUS}token = {{env = "A", file = "b"}}\n',
        "sources.main.token names no place",
        "",
        "{env = ",
    ),
    "a secret from nowhere": (
        f"{PROMETHEUS}token = {{vault = 'x'}}\n",
        "midwatch.toml:4: sources.main.token names no place",
        "",
        "{file = ",
    ),
    "a token beside a user": (
        f"{PROMETHEUS}token = {{env = 'A'}}\nusername = 'u'\npassword = {{env = 'B'}}\n",
        "stands beside a user",
        "",
        "one of the two",
    ),
    "a user without a password": (
        f"{PROMETHEUS}username = 'u'\n",
        "sources.main.password is missing",
        "",
        "password = {env",
    ),
    "a deadline below the timeout": (
        f"{PROMETHEUS}timeout = '1m'\ndeadline = '30s'\n",
        "midwatch.toml:5: sources.main.deadline is shorter",
        "retries",
        '"180s"',
    ),
    "a span without a unit": (
        f"{PROMETHEUS}timeout = 30\n",
        "midwatch.toml:4: sources.main.timeout is no span",
        "unit",
        'timeout = "30s"',
    ),
    "too many retries": (f"{PROMETHEUS}retries = 99\n", "from 0 to 10", "", "retries = 2"),
    "a truth value in words": (
        f"{PROMETHEUS}tls = {{insecure = 'yes'}}\n",
        "sources.main.tls.insecure is neither true nor false",
        "",
        "insecure = true",
    ),
    "a key without its certificate": (
        f"{PROMETHEUS}[sources.main.tls]\nkey_file = 'k'\n",
        "sources.main.tls.certificate_file is missing",
        "",
        "certificate",
    ),
    "a service of an unknown source": (
        f"{PROMETHEUS}[services]\n'api-*' = 'mian'\n",
        "midwatch.toml:5: services.api-* names an unknown source",
        "known are: main",
        "“main”",
    ),
    "a page to an unknown channel": (
        "[alertmanager]\npage = ['x']\n",
        "midwatch.toml:2: alertmanager.page names an unknown channel",
        "no channel is defined",
        "add the table [channels.x]",
    ),
    "a webhook in full": (
        "[channels.t]\nkind = 'slack'\nwebhook_file = 'https://hooks.example.org/s3cr3t'\nchannel='#t'\n",
        "midwatch.toml:3: channels.t.webhook_file holds an address",
        "post",
        "into a file",
    ),
    "an address of Grafana that no browser opens": (
        "[grafana]\nurl = 'javascript:alert(1)'\n",
        "midwatch.toml:2: grafana.url is no address",
        "click",
        "https://grafana.example.org",
    ),
    "a terminal escape in a name": (
        '"\\u001b[31m" = 1\n',
        "\\x1b[31m is not known",
        "known",
        "remove it",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_refused_with_its_place_the_reason_and_a_fix(case: str) -> None:
    text, what, why, fix = WRONG[case]
    with pytest.raises(InputError) as refusal:
        parse(text)
    assert what in refusal.value.what
    assert why in refusal.value.why
    assert refusal.value.why
    assert fix in refusal.value.fix
    told = f"{refusal.value.what}{refusal.value.why}{refusal.value.fix}"
    assert "s3cr3t" not in told
    assert "\x1b" not in told


LINES = st.lists(
    st.sampled_from([*WHOLE.splitlines(), "[sources.main.tls]", "token = 1", "[services]", '"'])
)


@pytest.mark.fuzz
@given(st.text() | LINES.map("\n".join))
def test_any_text_is_settings_or_a_plain_refusal(text: str) -> None:
    with suppress(InputError):
        assert isinstance(parse(text), Settings)
