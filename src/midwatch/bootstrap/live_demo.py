"""Wires the live demo: the shop's counters, the servers that scrape them, and the files that were compiled."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from midwatch.domain.errors import InputError
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.rules import FAST_INTERVAL, recording_start
from midwatch.domain.units import TimeRange
from midwatch.formats.openmetrics_writer import dump_columns
from midwatch.providers.local_stack import stack
from midwatch.providers.local_stack.config import (
    SCRAPE_INTERVAL,
    SILENT_ALERTMANAGER,
    Ports,
    prometheus_config,
)
from midwatch.providers.local_stack.exporter import serving
from midwatch.providers.local_stack.interrupts import stopping_once
from midwatch.providers.local_stack.programs import Programs, find_programs
from midwatch.store.files import make_folder, write_atomically
from midwatch.store.repository import Repository
from midwatch.workflows.demo.live import (
    LONGEST_DETECTION,
    PAGED_OBJECTIVE,
    Outage,
    PageTimes,
    Servers,
    ShopPages,
    Surroundings,
    Theory,
    require_known_service,
    run,
)
from midwatch.workflows.demo.live_counters import LiveShop
from midwatch.workflows.demo.request import DemoRequest
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.telemetry import Telemetry, generate
from midwatch.workflows.slo.reading import load_repository

RECORDED_PAST = timedelta(hours=6)
"""How far back rules are evaluated: the longest window of a page, which would page too early on a part of it."""
CACHES = ".midwatch"
ALERTMANAGER = "alertmanager/alertmanager.yml"
_JOBS = tuple(service.name for service in SERVICES)
_RULES, _TESTS = ".yaml", "_test.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """What `slo compile` left in the demo's folder."""

    rules: tuple[Path, ...]
    backfill: tuple[Path, ...]
    alertmanager: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """Everything that is known before something is started; `folder` is for the servers' own files."""

    programs: Programs
    compiled: _Compiled
    ports: Ports
    folder: Path
    surroundings: Surroundings
    progress: Callable[[str], None]


def run_live(
    request: DemoRequest,
    *,
    root: Path,
    environ: Mapping[str, str],
    surroundings: Surroundings,
    progress: Callable[[str], None],
) -> PageTimes | None:
    """Run the shop with real servers on the compiled files of the folder at `root`, until its time is up or Ctrl-C.

    Everything that was started has ended when this returns or raises. Raises InputError without the servers' programs
    or without compiled files, and SourceError where a server does not come up, or dies.
    """
    refuse_early(request, environ)
    programs, repository = find_programs(environ), Repository(root)
    outage = plan_outage(repository, request.outage, surroundings.clock())
    with stopping_once(), _scratch_folder(root) as folder:
        stage = _Stage(
            programs=programs,
            compiled=_compiled(repository),
            ports=stack.free_ports(request.port),
            folder=folder,
            surroundings=surroundings,
            progress=progress,
        )
        progress("Making 30 days of history that end now …")
        history = generate(request.seed, surroundings.clock())
        pages = ShopPages(LiveShop.continuing(history), surroundings.clock)
        with _started(stage, history, pages) as servers:
            return run(
                duration=request.duration,
                outage=outage,
                servers=servers,
                pages=pages,
                surroundings=surroundings,
            )


def refuse_early(request: DemoRequest, environ: Mapping[str, str]) -> None:
    """Raise InputError for what is wrong before anything is done: an unknown service, no programs, a port in use."""
    require_known_service(request.outage)
    find_programs(environ)
    if request.port is not None:
        stack.require_free(stack.free_ports(request.port))


def plan_outage(repository: Repository, service: str | None, at: datetime) -> Outage | None:
    """The outage of a service, with when it is due to page by the service's own file; None where none is asked for.

    Raises InputError where the file promises nothing that pages soon.
    """
    if service is None:
        return None
    path = f"slos/{service}.yaml"
    loaded = load_repository(repository, {path: repository.read(path)}, None, at)
    for objective in (each for found in loaded.services for each in found.objectives):
        if objective.name == PAGED_OBJECTIVE and objective.alerting.pages:
            first = first_alert(1.0, objective.target, AlertSeverity.PAGE)
            if first is not None and first.after <= LONGEST_DETECTION:
                theory = Theory(
                    detection=first.after, scrape=SCRAPE_INTERVAL, evaluation=FAST_INTERVAL
                )
                return Outage(service=service, theory=theory)
    raise InputError(
        f"wait for a page of {service}",
        why=f"{path} promises no {PAGED_OBJECTIVE} whose loss would page within ten minutes",
        fix=f"write `{PAGED_OBJECTIVE}: 99.9%` in it, then run `midwatch slo compile`",
    )


@contextmanager
def _started(stage: _Stage, history: Telemetry, pages: ShopPages) -> Iterator[Servers]:
    ports, sleep = stage.ports, stage.surroundings.sleep
    with serving(pages.page, ports.metrics) as metrics_url:
        write_atomically(stage.folder, _files(stage, history))
        stage.progress("Loading it into Prometheus …")
        stack.backfill(stage.programs, stage.folder)
        write_atomically(stage.folder, {stack.HISTORY_FILE: ""})  # 180 MB that are in blocks now
        stage.progress("Recording what the rules would have recorded in the last six hours …")
        until = history.span.end
        past = stack.RulesOfThePast(
            files=stage.compiled.backfill,
            span=TimeRange(recording_start(until - RECORDED_PAST), until),
            interval=FAST_INTERVAL,
        )
        stack.record_past(stage.programs, stage.folder, ports, past, sleep)
        stage.progress("Starting Prometheus and Alertmanager …")
        with stack.local_stack(
            stage.programs, stage.folder, ports, jobs=len(_JOBS), sleep=sleep
        ) as running:
            yield Servers(
                prometheus_url=running.prometheus_url,
                alertmanager_url=running.alertmanager_url,
                metrics_url=metrics_url,
                page_fired=running.page_fired,
                page_arrived=running.page_arrived,
                require_running=running.require_running,
            )


def _files(stage: _Stage, history: Telemetry) -> Mapping[str, str | bytes]:
    return {
        stack.HISTORY_FILE: b"".join(dump_columns(history.families)),
        stack.BACKFILL_FILE: prometheus_config((), stage.ports, ()),
        stack.PROMETHEUS_FILE: prometheus_config(_JOBS, stage.ports, stage.compiled.rules),
        stack.ALERTMANAGER_FILE: stage.compiled.alertmanager,
    }


def _compiled(repository: Repository) -> _Compiled:
    rules = [path for path in repository.files("alerts", _RULES) if not path.endswith(_TESTS)]
    backfill = repository.files("alerts/backfill", _RULES)
    if not rules or not backfill:
        raise InputError(
            "find compiled rules",
            why="alerts/ has none",
            fix="run `midwatch slo compile` there first",
        )
    return _Compiled(
        rules=tuple(repository.root / path for path in rules),
        backfill=tuple(repository.root / path for path in backfill),
        alertmanager=repository.read_if_there(ALERTMANAGER) or SILENT_ALERTMANAGER,
    )


@contextmanager
def _scratch_folder(root: Path) -> Iterator[Path]:
    """A folder for the servers' files, below the caches; it is removed when the block ends."""
    make_folder(root / CACHES)
    with TemporaryDirectory(dir=(root / CACHES).absolute(), prefix="live-") as folder:
        yield Path(folder)
