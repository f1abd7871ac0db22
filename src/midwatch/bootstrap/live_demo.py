"""Wires the live demo: the shop's counters, the servers that scrape them, and the files that were compiled."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from midwatch.bootstrap.clock import Clock
from midwatch.domain.errors import InputError
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.objective import Objective
from midwatch.domain.slo.rules import FAST_INTERVAL
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

RECORDED_PAST = timedelta(days=3)
"""How far back rules are evaluated: the longest window that alerts, so that all of them stand on whole windows."""
CACHES = ".midwatch"
ALERTMANAGER = "alertmanager/alertmanager.yml"
_JOBS = tuple(service.name for service in SERVICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """What `slo compile` left in the demo's folder."""

    rules: tuple[Path, ...]
    backfill: tuple[Path, ...]
    alertmanager: str


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
    require_known_service(request.outage)
    programs, compiled = find_programs(environ), _compiled(Repository(root))
    theory = _theory(Repository(root), request.outage or _JOBS[0], surroundings.clock())
    ports = stack.free_ports(request.port)
    with stopping_once(), _scratch_folder(root) as folder:
        progress("Making 30 days of history that end now …")
        history = generate(request.seed, surroundings.clock())
        pages = ShopPages(LiveShop.continuing(history), surroundings.clock)
        with serving(pages.page, ports.metrics) as metrics_url:
            write_atomically(folder, _files(history, compiled, ports))
            _load_past(programs, folder, ports, compiled, history, surroundings, progress)
            with stack.local_stack(
                programs, folder, ports, jobs=len(_JOBS), sleep=surroundings.sleep
            ) as running:
                servers = Servers(
                    prometheus_url=running.prometheus_url,
                    alertmanager_url=running.alertmanager_url,
                    metrics_url=metrics_url,
                    page_fired=running.page_fired,
                    page_arrived=running.page_arrived,
                    require_running=running.require_running,
                )
                return run(
                    request,
                    servers=servers,
                    pages=pages,
                    theory=theory,
                    surroundings=surroundings,
                )
