"""Prometheus with a backfilled history and Alertmanager, side by side until the block ends."""

import errno
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from midwatch.domain.errors import InputError, SourceTimeout
from midwatch.domain.units import TimeRange, seconds
from midwatch.providers.local_stack.api import AlertmanagerApi, PrometheusApi, line_to, ready
from midwatch.providers.local_stack.children import Child, running
from midwatch.providers.local_stack.config import Ports
from midwatch.providers.local_stack.exporter import LOOPBACK
from midwatch.providers.local_stack.programs import Programs

HISTORY_FILE = "history.om"
PROMETHEUS_FILE = "prometheus.yml"
BACKFILL_FILE = "backfill.yml"
"""A configuration without targets and rules, for the time in which the past is recorded."""
ALERTMANAGER_FILE = "alertmanager.yml"
DATA_FOLDER = "data"

READY_WITHIN_S = 60.0
"""Both start in a second; the first scrapes and the discovery of Alertmanager take six more."""
LOOK_EVERY_S = 0.1

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesOfThePast:
    """Rule files to evaluate at moments that are gone: every `interval` in `span`."""

    files: tuple[Path, ...]
    span: TimeRange
    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalStack:
    """Two servers that run, at their addresses without a slash at the end."""

    prometheus_url: str
    alertmanager_url: str
    children: tuple[Child, ...]
    prometheus: PrometheusApi
    alertmanager: AlertmanagerApi

    def require_running(self) -> None:
        """Raise SourceFailed, with the end of its log, where one of them has ended."""
        for child in self.children:
            child.require_running()

    def page_fired(self, labels: Mapping[str, str]) -> datetime | None:
        """When Prometheus began to fire an alert with these labels, or None. Raises SourceError."""
        self.require_running()
        return self.prometheus.firing_since(labels)

    def page_arrived(self, labels: Mapping[str, str]) -> bool:
        """Whether Alertmanager has an active alert with these labels. Raises SourceError."""
        self.require_running()
        return self.alertmanager.active(labels)


def free_ports(first: int | None = None) -> Ports:
    """Three ports in a row from `first`; without it, three that nobody listens on now."""
    if first is not None:
        return Ports(prometheus=first, alertmanager=first + 1, metrics=first + 2)
    with socket.socket() as one, socket.socket() as two, socket.socket() as three:
        numbers = []
        for probe in (one, two, three):
            probe.bind((LOOPBACK, 0))
            numbers.append(int(probe.getsockname()[1]))
    return Ports(prometheus=numbers[0], alertmanager=numbers[1], metrics=numbers[2])


def require_free(ports: Ports) -> None:
    """Raise InputError where one of the ports cannot be listened on now."""
    for number in (ports.prometheus, ports.alertmanager, ports.metrics):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
            try:
                probe.bind((LOOPBACK, number))
            except OSError as error:
                in_use = error.errno == errno.EADDRINUSE
                raise InputError(
                    f"listen on port {number}",
                    why="another program does" if in_use else str(error.strerror),
                    fix="name another first port of three that are free, or leave --port out",
                ) from error


def backfill(programs: Programs, folder: Path) -> None:
    """Make blocks in `data/` from `history.om`, both in `folder`. Raises SourceFailed.

    One block a month instead of one every two hours: a hundred times faster.
    """
    command = (programs.promtool, "tsdb", "create-blocks-from", "openmetrics")
    options = ("--quiet", "--max-block-duration=744h", HISTORY_FILE, DATA_FOLDER)
    with running("promtool", (*command, *options), folder) as promtool:
        promtool.require_success()


def record_past(
    programs: Programs, folder: Path, ports: Ports, rules: RulesOfThePast, sleep: Sleep
) -> None:
    """Record what rules would have recorded, had they been there: a Prometheus that does nothing else evaluates them.

    Raises SourceError.
    """
    url = f"http://{LOOPBACK}:{ports.prometheus}"
    command = (programs.promtool, "tsdb", "create-blocks-from", "rules")
    options = (
        f"--url={url}",
        f"--start={rules.span.start.timestamp():.0f}",
        f"--end={rules.span.end.timestamp():.0f}",
        f"--eval-interval={seconds(rules.interval):g}s",
        f"--output-dir={DATA_FOLDER}",
    )
    with (
        closing(line_to("prometheus", url)) as line,
        running("prometheus", _prometheus(programs, ports, BACKFILL_FILE), folder) as prometheus,
    ):
        _wait("Prometheus to be ready", lambda: ready(line), (prometheus,), sleep)
        with running("promtool", (*command, *options, *rules.files), folder) as promtool:
            promtool.require_success()


@contextmanager
def local_stack(
    programs: Programs, folder: Path, ports: Ports, *, jobs: int, sleep: Sleep
) -> Iterator[LocalStack]:
    """Run both on the configurations in `folder`; yields when all jobs are scraped and alerts have somewhere to go.

    Raises SourceError where one of them does not come up.
    """
    prometheus_url = f"http://{LOOPBACK}:{ports.prometheus}"
    alertmanager_url = f"http://{LOOPBACK}:{ports.alertmanager}"
    with (
        closing(line_to("prometheus", prometheus_url)) as to_prometheus,
        closing(line_to("alertmanager", alertmanager_url)) as to_alertmanager,
        running("alertmanager", _alertmanager(programs, ports), folder) as alertmanager,
        running("prometheus", _prometheus(programs, ports, PROMETHEUS_FILE), folder) as prometheus,
    ):
        stack = LocalStack(
            prometheus_url=prometheus_url,
            alertmanager_url=alertmanager_url,
            children=(prometheus, alertmanager),
            prometheus=PrometheusApi(to_prometheus),
            alertmanager=AlertmanagerApi(to_alertmanager),
        )
        for what, holds in _conditions(stack, jobs):
            _wait(what, holds, stack.children, sleep)
        yield stack


def _alertmanager(programs: Programs, ports: Ports) -> tuple[str | Path, ...]:
    return (
        programs.alertmanager,
        f"--config.file={ALERTMANAGER_FILE}",
        "--storage.path=alertmanager",
        f"--web.listen-address={LOOPBACK}:{ports.alertmanager}",
        "--cluster.listen-address=",
        "--log.level=warn",
    )


def _prometheus(programs: Programs, ports: Ports, config: str) -> tuple[str | Path, ...]:
    return (
        programs.prometheus,
        f"--config.file={config}",
        f"--storage.tsdb.path={DATA_FOLDER}",
        "--storage.tsdb.retention.time=100y",
        f"--web.listen-address={LOOPBACK}:{ports.prometheus}",
        # What alerts link to: by itself it takes the machine's name, where nobody listens.
        f"--web.external-url=http://{LOOPBACK}:{ports.prometheus}",
        # An alert that was sent before Alertmanager was known would be sent again a minute later only.
        "--rules.alert.resend-delay=1s",
        "--log.level=warn",
    )


def _conditions(stack: LocalStack, jobs: int) -> Iterator[tuple[str, Callable[[], bool]]]:
    yield "Alertmanager to be ready", lambda: ready(stack.alertmanager.line)
    yield "Prometheus to be ready", lambda: ready(stack.prometheus.line)
    yield "every service to be scraped", lambda: stack.prometheus.jobs_up() >= jobs
    yield "Prometheus to know Alertmanager", stack.prometheus.knows_alertmanager


def _wait(what: str, holds: Callable[[], bool], children: Iterable[Child], sleep: Sleep) -> None:
    for _ in range(round(READY_WITHIN_S / LOOK_EVERY_S)):
        for child in children:
            child.require_running()
        if holds():
            return
        sleep(LOOK_EVERY_S)
    raise SourceTimeout(
        f"wait for {what}",
        why=f"it was not so after {READY_WITHIN_S:g} s",
        fix="look at what else keeps this machine busy, then try again",
    )
