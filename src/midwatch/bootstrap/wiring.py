"""The only place that picks vendors: from what midwatch.toml says to something that answers, imported when needed."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from midwatch.bootstrap.settings.model import (
    CaptureSource,
    PrometheusSource,
    SecretReference,
    Source,
    TableSettings,
    TlsSettings,
)
from midwatch.domain.slo.rulebook.rules_in_force import RuleInForce
from midwatch.ports.events import EventCounts
from midwatch.ports.metrics import MetricCatalogue
from midwatch.ports.topology import Topology
from midwatch.ports.tracks import Tracks
from midwatch.providers._http.secret import Secret
from midwatch.providers._http.settings import Auth, Basic, Bearer, HttpSettings, Tls
from midwatch.providers.prometheus.settings import PrometheusSettings
from midwatch.workflows.slo.counting import Effort

if TYPE_CHECKING:
    from midwatch.formats.capture.table import TableMapping

LookUp = Callable[[SecretReference], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSource:
    """A source that can be asked; nothing was sent to it yet."""

    name: str
    address: str
    events: EventCounts
    metrics: MetricCatalogue
    tracks: Tracks
    topology: Topology
    effort: Callable[[], Effort]
    clock_warning: Callable[[datetime], str | None]
    """What is wrong with the source's clock, given ours; None where nothing is. Raises SourceError."""
    close: Callable[[], None] = lambda: None
    is_waiting: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerHealth:
    """What a server tells about itself. Each raises SourceError; `rules` None: it evaluates none."""

    version: Callable[[], str | None]
    rules: Callable[[], tuple[RuleInForce, ...]] | None = None


def connect(source: Source, *, root: Path, look_up: LookUp) -> LiveSource:
    """The source behind its ports. A capture is read now, from files below `root`, with columns kept in .midwatch/.

    Raises InputError for a missing secret, settings that could never work, and files that cannot be read.
    """
    match source:
        case PrometheusSource():
            return _prometheus(source, root, look_up)
        case CaptureSource():
            return _capture(source, root)


@contextmanager
def prometheus_health(
    source: PrometheusSource, *, root: Path, look_up: LookUp
) -> Iterator[ServerHealth]:
    """What a Prometheus tells about itself, while the block lasts. Raises InputError as `connect` does."""
    from midwatch.providers._http.line import HttpLine
    from midwatch.providers.prometheus.health import PrometheusHealth

    with closing(HttpLine(_settings(source, root, look_up))) as line:
        health = PrometheusHealth(line)
        yield ServerHealth(version=health.version, rules=health.rules)


@contextmanager
def alertmanager_health(url: str) -> Iterator[ServerHealth]:
    """What an Alertmanager tells about itself, while the block lasts. Raises InputError for what is no address."""
    from midwatch.providers._http.line import HttpLine
    from midwatch.providers.alertmanager.health import AlertmanagerHealth

    with closing(HttpLine(HttpSettings(name="alertmanager", url=url))) as line:
        yield ServerHealth(version=AlertmanagerHealth(line).version)


def _prometheus(source: PrometheusSource, root: Path, look_up: LookUp) -> LiveSource:
    from midwatch.providers.prometheus.client import PrometheusClient
    from midwatch.providers.prometheus.events import PrometheusEvents
    from midwatch.providers.prometheus.metrics import PrometheusMetrics, skew_warning
    from midwatch.providers.prometheus.topology import PrometheusTopology
    from midwatch.providers.prometheus.tracks import PrometheusTracks

    client = PrometheusClient(_settings(source, root, look_up))
    metrics = PrometheusMetrics(client)

    def effort() -> Effort:
        spent = client.statistics
        return Effort(requests=spent.requests, waited=spent.waiting)

    def clock_warning(now: datetime) -> str | None:
        skew = metrics.clock_skew(now)
        return skew_warning(skew, source.name) if skew is not None else None

    return LiveSource(
        name=source.name,
        address=source.url,
        events=PrometheusEvents(client),
        metrics=metrics,
        tracks=PrometheusTracks(client),
        topology=PrometheusTopology(client),
        effort=effort,
        clock_warning=clock_warning,
        close=client.close,
        is_waiting=lambda: client.is_waiting,
    )


def _capture(source: CaptureSource, root: Path) -> LiveSource:
    from midwatch.providers.capture.capture import Capture
    from midwatch.providers.capture.events import CaptureEvents
    from midwatch.providers.capture.metrics import CaptureMetrics
    from midwatch.providers.capture.topology import CaptureTopology
    from midwatch.providers.capture.tracks import CaptureTracks
    from midwatch.store.capture_cache import ColumnCache
    from midwatch.store.capture_files import load

    mapping = _mapping(source.table)
    telemetry = load(source.paths, root=root, mapping=mapping, cache=ColumnCache(root))
    capture = Capture.of(source.name, telemetry)
    return LiveSource(
        name=source.name,
        address=", ".join(source.paths),
        events=CaptureEvents(capture),
        metrics=CaptureMetrics(capture),
        tracks=CaptureTracks(capture),
        topology=CaptureTopology(capture),
        effort=Effort,
        clock_warning=lambda _: None,
    )


def _mapping(table: TableSettings) -> "TableMapping":
    from midwatch.formats.capture.table import TableMapping, TimeUnit

    usual = TableMapping()
    return TableMapping(
        time=table.time or usual.time,
        unit=TimeUnit(table.unit.value),
        metric=table.metric or usual.metric,
        value=table.value or usual.value,
        columns=table.columns,
        types=table.types,
    )


def _settings(source: PrometheusSource, root: Path, look_up: LookUp) -> PrometheusSettings:
    return PrometheusSettings(
        name=source.name,
        url=source.url,
        auth=_auth(source, look_up),
        tls=_tls(source.tls, root),
        headers={
            name: Secret(look_up(value)) if isinstance(value, SecretReference) else value
            for name, value in source.headers.items()
        },
        connect_timeout=source.connect_timeout,
        read_timeout=source.timeout,
        deadline=source.deadline,
        retries=source.retries,
        parallel=source.parallel,
    )


def _auth(source: PrometheusSource, look_up: LookUp) -> Auth:
    if source.token is not None:
        return Bearer(Secret(look_up(source.token)))
    if source.username is not None and source.password is not None:
        return Basic(source.username, Secret(look_up(source.password)))
    return None


def _tls(tls: TlsSettings, root: Path) -> Tls:
    return Tls(
        ca_file=_located(tls.ca_file, root),
        certificate_file=_located(tls.certificate_file, root),
        key_file=_located(tls.key_file, root),
        insecure=tls.insecure,
    )


def _located(path: str | None, root: Path) -> str | None:
    return str(root / Path(path).expanduser()) if path is not None else None
