"""What a team says in midwatch.toml, as typed values; secrets are references to the environment or to files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.triage.measured import SeverityPolicy
from midwatch.domain.notification import Channel


class SourceKind(Enum):
    """What speaks at a source's address, or lies at its path."""

    PROMETHEUS = "prometheus"
    CAPTURE = "capture"


class SecretKind(Enum):
    """Where a secret lies."""

    ENVIRONMENT = "env"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class SecretReference:
    """A secret by the place where it lies, never by its text: the name of a variable, or the path of a file."""

    kind: SecretKind
    name: str
    key: str
    """The key of midwatch.toml that refers to it."""

    def __str__(self) -> str:
        """Return the place in words."""
        return f"${self.name}" if self.kind is SecretKind.ENVIRONMENT else f"the file {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsSettings:
    """PEM files by path, relative to the repository; `insecure` accepts whatever the other side shows."""

    ca_file: str | None = None
    certificate_file: str | None = None
    key_file: str | None = None
    insecure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheusSource:
    """A Prometheus, or what speaks its API. `url` is the part before /api/v1."""

    name: str
    url: str
    token: SecretReference | None = None
    username: str | None = None
    password: SecretReference | None = None
    headers: Mapping[str, str | SecretReference] = field(default_factory=dict)
    tls: TlsSettings = TlsSettings()
    connect_timeout: timedelta = timedelta(seconds=5)
    timeout: timedelta = timedelta(seconds=30)
    deadline: timedelta = timedelta(seconds=90)
    retries: int = 2
    parallel: int = 4

    def secrets(self) -> tuple[SecretReference, ...]:
        """Every secret that asking it needs."""
        candidates = (self.token, self.password, *self.headers.values())
        return tuple(each for each in candidates if isinstance(each, SecretReference))


class TableTime(Enum):
    """How a table writes times."""

    SECONDS = "s"
    MILLISECONDS = "ms"
    ISO8601 = "iso8601"
    ISO8601_UTC = "iso8601-utc"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSettings:
    """Which column of a CSV file is what; None: as the reader of tables has it.

    `columns`: heading → series, for wide tables. `types`: metric family → type.
    """

    time: str | None = None
    unit: TableTime = TableTime.SECONDS
    metric: str | None = None
    value: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSource:
    """Telemetry in files: `paths` are files, folders or globs, relative to the repository; `table` explains CSV."""

    name: str
    paths: tuple[str, ...]
    table: TableSettings = TableSettings()

    def secrets(self) -> tuple[SecretReference, ...]:
        """Files need none."""
        return ()


Source = PrometheusSource | CaptureSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertmanagerSettings:
    """Where Alertmanager answers (for doctor), and which channels get pages and tickets."""

    url: str | None = None
    page: tuple[str, ...] = ()
    ticket: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GrafanaSettings:
    """Where Grafana answers, and below which address a browser reads the repository's files; no slash at the end."""

    url: str | None = None
    files: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentSettings:
    """How long what may take, from when on an incident is how grave, and where confidential ones may be pushed to.

    `confidential_remote` None: to nowhere.
    """

    clock: ClockPolicy = ClockPolicy()
    severity: SeverityPolicy = SeverityPolicy()
    confidential_remote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of midwatch.toml. `services` maps globs to sources, in the order written: the first that matches holds."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    services: tuple[tuple[str, str], ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    alertmanager: AlertmanagerSettings = AlertmanagerSettings()
    grafana: GrafanaSettings = GrafanaSettings()
    incidents: IncidentSettings = IncidentSettings()
