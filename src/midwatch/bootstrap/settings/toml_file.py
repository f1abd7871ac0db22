"""Reads midwatch.toml. Unknown keys are refused with the nearest, and so is a secret that stands there in full."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from midwatch.bootstrap.settings import incidents
from midwatch.bootstrap.settings.model import (
    AlertmanagerSettings,
    CaptureSource,
    GrafanaSettings,
    PrometheusSource,
    SecretKind,
    SecretReference,
    Settings,
    Source,
    SourceKind,
    TableSettings,
    TableTime,
    TlsSettings,
)
from midwatch.bootstrap.settings.tables import Table
from midwatch.domain.errors import UnknownName
from midwatch.domain.notification import Channel, PagerDutyChannel, SlackChannel
from midwatch.domain.units import seconds
from midwatch.domain.untrusted import for_terminal

SETTINGS_FILE: Final = "midwatch.toml"

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("sources", "services", "alertmanager", "channels", "grafana", "incidents"),
    "sources.<name> (prometheus)": (
        "kind",
        "url",
        "token",
        "username",
        "password",
        "headers",
        "tls",
        "connect_timeout",
        "timeout",
        "deadline",
        "retries",
        "parallel",
    ),
    "sources.<name> (capture)": ("kind", "path", "table"),
    "sources.<name>.table": ("time", "unit", "metric", "value", "columns", "types"),
    "sources.<name>.tls": ("ca_file", "certificate_file", "key_file", "insecure"),
    "alertmanager": ("url", "page", "ticket"),
    "grafana": ("url", "files"),
    "incidents": (*incidents.SPANS, "confidential_remote", *incidents.TABLES),
    "incidents.update_every": incidents.SEVERITIES,
    "incidents.investigation": incidents.SEVERITIES,
    "incidents.severity": incidents.SHARES,
    "channels.<name> (slack)": ("kind", "webhook_file", "channel"),
    "channels.<name> (pagerduty)": ("kind", "routing_key_file"),
}
"""Every key by its table: what is refused beside them, and what the reference page lists."""

_RETRIES = range(11)
_PARALLEL = range(1, 65)
_SECRET_HEADERS = ("authorization", "cookie", "key", "token", "secret", "password")


class _ChannelKind(Enum):
    SLACK = "slack"
    PAGERDUTY = "pagerduty"


def parse(text: str, path: str = SETTINGS_FILE) -> Settings:
    """The settings of a file. Raises InputError, with the place, for the first thing that is wrong."""
    root = Table.parse(text, path)
    root.only(*KEYS[""])
    sources = {name: _source(name, table) for name, table in root.table("sources").tables()}
    channels = {name: _channel(table) for name, table in root.table("channels").tables()}
    return Settings(
        sources=sources,
        services=_services(root.table("services"), sources),
        channels=channels,
        alertmanager=_alertmanager(root.table("alertmanager"), channels),
        grafana=_grafana(root.table("grafana")),
        incidents=incidents.read(root.table("incidents")),
    )


def _source(name: str, table: Table) -> Source:
    match table.choice("kind", SourceKind):
        case SourceKind.PROMETHEUS:
            return _prometheus(name, table)
        case SourceKind.CAPTURE:
            table.only(*KEYS["sources.<name> (capture)"])
            paths = table.words("path")
            if not paths:
                raise table.wrong("path", "is missing", fix='add path = "telemetry/*.om.gz"')
            return CaptureSource(name=name, paths=paths, table=_mapping(table.table("table")))


def _prometheus(name: str, table: Table) -> PrometheusSource:
    table.only(*KEYS["sources.<name> (prometheus)"])
    defaults = PrometheusSource(name=name, url="")
    source = PrometheusSource(
        name=name,
        url=table.require_word("url", "http://localhost:9090"),
        token=_secret(table, "token"),
        username=table.word("username"),
        password=_secret(table, "password"),
        headers=_headers(table.table("headers")),
        tls=_tls(table.table("tls")),
        connect_timeout=table.span("connect_timeout", defaults.connect_timeout),
        timeout=table.span("timeout", defaults.timeout),
        deadline=table.span("deadline", defaults.deadline),
        retries=table.whole("retries", defaults.retries, _RETRIES),
        parallel=table.whole("parallel", defaults.parallel, _PARALLEL),
    )
    _refuse_contradictions(source, table)
    return source


def _refuse_contradictions(source: PrometheusSource, table: Table) -> None:
    if source.token and (source.username or source.password):
        raise table.wrong("token", "stands beside a user", fix="keep one of the two")
    if bool(source.username) != bool(source.password):
        missing = "password" if source.username else "username"
        example = '{env = "PROMETHEUS_PASSWORD"}' if missing == "password" else '"reader"'
        raise table.wrong(missing, "is missing", fix=f"add {missing} = {example}")
    if source.deadline < source.timeout:
        raise table.wrong(
            "deadline",
            "is shorter than timeout",
            why="it bounds a question with all its retries",
            fix=f'write deadline = "{seconds(source.timeout * 3):g}s"',
        )


def _secret(table: Table, key: str) -> SecretReference | None:
    value = table.values.get(key)
    return None if value is None else _reference(table, key, value)


def _reference(table: Table, key: str, value: Any) -> SecretReference:  # noqa: ANN401 - any TOML value
    variable = f"{table.name.split('.')[-1]}_{key}".upper().replace("-", "_").replace(".", "_")
    fix = f'write {key} = {{env = "{variable}"}} or {key} = {{file = "/run/secrets/{key}"}}'
    if not isinstance(value, dict):
        raise table.wrong(
            key,
            "holds a secret itself",
            why="midwatch.toml is committed, and a secret in git is a secret no more",
            fix=f"{fix}, and replace the secret if it was ever committed",
        )
    kinds = [kind for kind in SecretKind if kind.value in value]
    if len(kinds) != 1 or len(value) != 1:
        raise table.wrong(key, "names no place of a secret", fix=fix)
    place = table.table(key).require_word(kinds[0].value, variable)
    return SecretReference(kinds[0], place, f"{table.name}.{key}")


def _headers(table: Table) -> dict[str, str | SecretReference]:
    headers: dict[str, str | SecretReference] = {}
    for name, value in table.values.items():
        sounds_secret = any(word in name.lower() for word in _SECRET_HEADERS)
        if isinstance(value, str) and not sounds_secret:
            headers[name] = value
        else:
            headers[name] = _reference(table, name, value)
    return headers


def _tls(table: Table) -> TlsSettings:
    table.only(*KEYS["sources.<name>.tls"])
    tls = TlsSettings(
        ca_file=table.word("ca_file"),
        certificate_file=table.word("certificate_file"),
        key_file=table.word("key_file"),
        insecure=table.flag("insecure", default=False),
    )
    if tls.key_file and not tls.certificate_file:
        raise table.wrong("certificate_file", "is missing", fix="add the key's certificate")
    return tls


def _mapping(table: Table) -> TableSettings:
    table.only(*KEYS["sources.<name>.table"])
    return TableSettings(
        time=table.word("time"),
        unit=table.choice("unit", TableTime, TableTime.SECONDS),
        metric=table.word("metric"),
        value=table.word("value"),
        columns=_names(table.table("columns"), 'up{job="api"}'),
        types=_names(table.table("types"), "counter"),
    )


def _names(table: Table, example: str) -> dict[str, str]:
    return {key: table.require_word(key, example) for key in table.values}


def _services(table: Table, sources: Mapping[str, Source]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for glob in table.values:
        name = table.require_word(glob, "main")
        if name not in sources:
            raise _unknown(table, glob, "source", name, sources)
        pairs.append((glob, name))
    return tuple(pairs)


def _channel(table: Table) -> Channel:
    match table.choice("kind", _ChannelKind):
        case _ChannelKind.SLACK:
            table.only(*KEYS["channels.<name> (slack)"])
            return SlackChannel(
                webhook_file=_file(table, "webhook_file", "/etc/alertmanager/slack-webhook"),
                channel=table.require_word("channel", "#checkout-alerts"),
            )
        case _ChannelKind.PAGERDUTY:
            table.only(*KEYS["channels.<name> (pagerduty)"])
            return PagerDutyChannel(
                routing_key_file=_file(table, "routing_key_file", "/etc/alertmanager/pagerduty-key")
            )


def _file(table: Table, key: str, example: str) -> str:
    """A path on Alertmanager's own machine; an address there would be the secret itself."""
    path = table.require_word(key, example)
    if "://" in path:
        raise table.wrong(
            key,
            "holds an address, which is the secret itself",
            why="whoever has a webhook's address can post with it",
            fix=f'put the address into a file that Alertmanager reads: {key} = "{example}"',
        )
    return path


def _alertmanager(table: Table, channels: Mapping[str, Channel]) -> AlertmanagerSettings:
    table.only(*KEYS["alertmanager"])
    for key in ("page", "ticket"):
        for name in table.words(key):
            if name not in channels:
                raise _unknown(table, key, "channel", name, channels)
    return AlertmanagerSettings(
        url=table.word("url"), page=table.words("page"), ticket=table.words("ticket")
    )


def _grafana(table: Table) -> GrafanaSettings:
    table.only(*KEYS["grafana"])
    return GrafanaSettings(
        url=_address(table, "url", "https://grafana.example.org"),
        files=_address(table, "files", "https://git.example.org/team/slos/blob/main"),
    )


def _address(table: Table, key: str, example: str) -> str | None:
    """An address that a browser opens; links are put together from it, so no slash stays at its end."""
    address = table.word(key)
    if address is None or re.fullmatch(r"https?://[^\s\"'<>]+", address):
        return address.rstrip("/") if address else None
    raise table.wrong(
        key,
        "is no address",
        why="people click on links that begin with it",
        fix=f'write {key} = "{example}"',
    )


def _unknown(
    table: Table, key: str, kind: str, name: str, known: Mapping[str, object]
) -> Exception:
    error = UnknownName.among(kind, name, known)
    fix = error.fix if known else f"add the table [{kind}s.{for_terminal(name, 60)}]"
    return table.wrong(key, f"names an unknown {kind}", why=error.why, fix=fix)
