"""How long observing many services on one real Prometheus takes, how much of that is our own, and what drawing adds.

Usage: python -m benchmarks.observe_many [--services 200 5000] [--runs 5]

Prints Markdown tables. Needs Prometheus and promtool, which tools/servers.py brings. “Own” is what is not waiting for
the source. Each run is a process of its own, whose memory is measured. The peer sends the same queries with curl, one
after the other.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import numpy as np
from benchmarks._measure import Spread, significant, table, verdict

from midwatch.bootstrap.assembly import load_services
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.verdict import Colour
from midwatch.domain.units import seconds
from midwatch.entrypoints.cli.main import RARELY
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns
from midwatch.providers._http.line import HttpAnswer, HttpLine, HttpRequest
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveReport, observe
from midwatch.workflows.observe.request import ObserveRequest
from tests.support import servers

AT = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
MINUTES = 90
FAILING = "service-0117"
GOAL_S = 0.5
SMALL = 200
"""Fewer services get the goal of 0.5 s."""
SERVICE = """\
service: {name}
convention: prometheus-client
slo: {{availability: 99.9%, latency_p95: 200ms}}
"""


def main() -> None:
    """Measure each size in several processes, or one in this."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--services", type=int, nargs="+", default=[200, 5000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--inside", type=Path, help="measure once, in this folder, and print JSON")
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(measured(options.inside)))
        return
    observed, drawn = [], []
    for number in options.services:
        with TemporaryDirectory() as folder:
            root = Path(folder)
            prepare(root, number)
            with servers.prometheus(root, tsdb_dir=root / "data") as server:
                point_at(root, server.url)
                runs = 1 if number > SMALL else options.runs
                told = Told.of(root, runs)
                observed += [told.row(number), *peer(root, server.url, told)]
                drawn += told.pictures(number)
    header = ["what", "requests", "wall", "waiting", "own", "peak memory", "goal"]
    print(table(header, observed))
    print()
    print(table(["from what came", "processor", "size", "goal"], drawn))


@dataclass(frozen=True, slots=True)
class Told:
    """What several processes said."""

    runs: Sequence[Mapping[str, float]]

    @classmethod
    def of(cls, root: Path, runs: int) -> "Told":
        """Run them, after one that warms the server's caches and keeps what it asked."""
        command = [sys.executable, "-m", "benchmarks.observe_many", "--inside", str(root)]
        asked = {**os.environ, "OBSERVE_MANY_KEEP": "1"}
        subprocess.run(command, env=asked, check=True, stdout=subprocess.DEVNULL)
        return cls([json.loads(subprocess.check_output(command)) for _ in range(runs)])

    def spread(self, name: str) -> Spread:
        """One of the figures."""
        return Spread.of(run[name] for run in self.runs)

    def row(self, number: int) -> list[str]:
        """The workflow."""
        own = self.spread("own_s")
        goal = verdict(own.median, GOAL_S, "s") if number <= SMALL else ""
        return [
            f"`observe` of {number:,} services, 1 h",
            f"{self.runs[0]['requests']:.0f}",
            *(shown(self.spread(part)) for part in ("wall_s", "waited_s")),
            shown(own),
            f"{significant(self.spread('peak_mib').median)} MiB",
            goal,
        ]

    def pictures(self, number: int) -> Iterator[list[str]]:
        """What becomes of the answer."""
        for name in ("text", "JSON", "PNG", "HTML", "PNG of one"):
            spent = self.spread(f"{name}_s")
            size = f"{self.runs[0][f'{name}_bytes'] / 1000:,.0f} kB"
            goal = verdict(spent.median, GOAL_S, "s") if name.startswith("PNG") else ""
            yield [f"{name}, {number:,} services", shown(spent), size, goal]


def shown(spread: Spread) -> str:
    """In seconds; a single run has no range."""
    return f"{significant(spread.median)} s" if spread.least == spread.most else spread.text("s")


def measured(root: Path) -> dict[str, float]:
    """One observation in this process, and its forms."""
    gc.set_threshold(RARELY)  # as the command does
    keep = "OBSERVE_MANY_KEEP" in os.environ
    if keep:
        keep_queries(root / "queries")
    with Workspace(repository=Repository(root), environ={}, now=lambda: AT) as here:
        loaded = load_services(here, AT)
        sources = here.sources.observing(loaded.undetected)
        started = time.perf_counter()
        report = observe(ObserveRequest(at=AT), loaded, sources, repository=here.repository)
        wall = time.perf_counter() - started
    check(report)
    waited = seconds(report.effort.waited)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "requests": report.effort.requests,
        "wall_s": wall,
        "waited_s": waited,
        "own_s": wall - waited,
        "peak_mib": peak,
        **forms(report),
    }


def check(report: ObserveReport) -> None:
    """A fast answer that is wrong would be worth nothing."""
    first, *others = report.seen.services
    if (first.service.name, first.colour) != (FAILING, Colour.RED):
        raise SystemExit(f"expected {FAILING} red and first, not {first.service.name}")
    if {each.colour for each in others} != {Colour.GREEN}:
        raise SystemExit("expected all others green")


def forms(report: ObserveReport) -> dict[str, float]:
    """Seconds on the processor that each form takes, and its bytes; libraries are imported inside."""
    seen = report.seen
    one = Observation(
        range=seen.range,
        step=seen.step,
        past=seen.past,
        services=seen.services[:1],
        custom=(),
        causes=seen.causes,
    )
    made = {
        "text": lambda: as_text(seen),
        "JSON": lambda: as_json(report),
        "PNG": lambda: as_png(seen),
        "HTML": lambda: as_html(seen),
        "PNG of one": lambda: as_png(one),
    }
    told: dict[str, float] = {}
    for name, form in made.items():
        started = time.process_time()
        content = form()
        told |= {f"{name}_s": time.process_time() - started, f"{name}_bytes": len(content)}
    return told


def as_text(seen: Observation) -> bytes:
    """A terminal of 120 columns."""
    from midwatch.formats.reports.look import Look  # noqa: PLC0415 - its import is measured
    from midwatch.formats.reports.observe.text import render  # noqa: PLC0415 - as above

    return render(seen, Look(width=120)).encode()


def as_json(report: ObserveReport) -> bytes:
    """The payload."""
    from midwatch.formats.payloads.observe import payload  # noqa: PLC0415 - its import is measured

    effort = report.effort
    return payload(report.seen, requests=effort.requests, waited=effort.waited).as_json().encode()


def as_png(seen: Observation) -> bytes:
    """The picture."""
    from midwatch.formats.reports.observe.picture import render  # noqa: PLC0415 - as above

    return render(seen, width=960, dark=False)


def as_html(seen: Observation) -> bytes:
    """The page."""
    from midwatch.formats.reports.observe.page import render  # noqa: PLC0415 - as above

    return render(seen).encode()


def keep_queries(folder: Path) -> None:
    """Write the form of each request of this process, named by its path."""
    folder.mkdir()
    send = HttpLine.send

    def kept(line: HttpLine, request: HttpRequest) -> HttpAnswer:
        place = folder / f"{time.monotonic_ns()}{request.path.replace('/', '-')}"
        place.write_text(urlencode(request.form))
        return send(line, request)

    HttpLine.send = kept  # type: ignore[method-assign]  # this process only listens


def peer(root: Path, url: str, told: Told) -> Iterator[list[str]]:
    """The same queries with curl: what asking costs anybody."""
    curl = shutil.which("curl")
    if curl is None:
        return
    queries = sorted((root / "queries").iterdir())
    walls = []
    for _ in told.runs:
        started = time.perf_counter()
        for query in queries:
            path = query.name.lstrip("0123456789").replace("-", "/")
            quiet = ["--silent", "--fail", "--noproxy", "*", "--output", os.devnull]
            subprocess.run([curl, *quiet, "--data", f"@{query}", url + path], check=True)
        walls.append(time.perf_counter() - started)
    wall = shown(Spread.of(walls))
    yield ["peer: the same queries with curl, in a row", f"{len(queries)}", wall, "", "", "", ""]


def prepare(root: Path, number: int) -> None:
    """Service files, and telemetry of an hour and a half: one in all of them fails since twenty minutes."""
    (root / "slos").mkdir()
    names = [f"service-{index:04}" for index in range(number)]
    for name in names:
        (root / f"slos/{name}.yaml").write_text(SERVICE.format(name=name))
    text = root / "telemetry.om"
    with text.open("wb") as file:
        file.writelines(dump_columns(list(families(names))))
    servers.backfill_openmetrics(servers.program("promtool"), text, root / "data")
    text.unlink()


def point_at(root: Path, url: str) -> None:
    """Name the source."""
    (root / "midwatch.toml").write_text(f'[sources.main]\nkind = "prometheus"\nurl = "{url}"\n')


def families(names: Sequence[str]) -> Iterator[Family]:
    """Ten requests a second of each: two codes, and a histogram of five buckets."""
    times = AT.timestamp() - 60.0 * np.arange(MINUTES, -1, -1, dtype=np.float64)
    minutes = np.arange(MINUTES + 1, dtype=np.float64)

    def counter(
        metric: str, per_minute: float, failing: float = 0.0, **labels: str
    ) -> SampleSeries:
        values = minutes * per_minute + failing * np.maximum(minutes - (MINUTES - 20), 0)
        return SampleSeries(metric=metric, labels=labels, times=times, values=values)

    requests = [
        counter("http_requests_total", rate, change * (name == FAILING), job=name, code=code)
        for name in names
        for code, rate, change in (("200", 600, -300), ("500", 0.06, 300))
    ]
    yield Family(
        name="http_requests", type=FamilyType.COUNTER, help="Requests.", series=tuple(requests)
    )
    metric, durations = "http_request_duration_seconds", []
    for name in names:
        labels = {"job": name, "code": "200"}
        for le, rate in (("0.05", 300), ("0.1", 550), ("0.2", 597), ("0.5", 599), ("+Inf", 600)):
            durations.append(counter(f"{metric}_bucket", rate, le=le, **labels))
        durations.append(counter(f"{metric}_count", 600, **labels))
    yield Family(name=metric, type=FamilyType.HISTOGRAM, help="Durations.", series=tuple(durations))


if __name__ == "__main__":
    main()
