"""Every query of every dashboard of the demo finds something on a real Prometheus."""

import json
import math
import re
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from midwatch.bootstrap.assembly import live_sources, notification_plan, places
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.slo.rules import recording_start
from midwatch.formats.openmetrics_writer import dump_columns
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.telemetry import generate
from midwatch.workflows.demo.walk import service_text
from midwatch.workflows.slo.compile import CompileRequest, compile_slos
from tests.conftest import StartPrometheus
from tests.support import grafana
from tests.support.servers import RunningServer

HISTORY = timedelta(days=31)
"""A whole compliance period, and a day in which the past is looked at."""
CALENDAR = """\
service: web-month
convention: prometheus-client
period: {calendar: month, time_zone: UTC}
slo:
  availability:
    target: 99.9%
    total: 'http_requests_total{job="web"}'
    bad: 'http_requests_total{job="web", code=~"5.."}'
"""
RECORDED_PAST = timedelta(hours=3)
RECORDED_WITHIN_S = 60.0
POINTS = 200

Backfill = Callable[[str | Path, Path], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The demo's dashboards, and a Prometheus that has its telemetry and evaluates its rules."""

    dashboards: tuple[grafana.Json, ...]
    server: RunningServer
    at: datetime

    def of(self, service: str) -> grafana.Json:
        (found,) = (d for d in self.dashboards if d["uid"] == f"midwatch-slo-{service}")
        return found

    def ask(self, query: str) -> list[Any]:
        """The samples of an instant query, less those that are no number."""
        result = _get(self.server, "query", query=query)
        return [one for one in result if not math.isnan(float(one["value"][1]))]

    def now(self) -> float:
        """The server's own present, Unix seconds."""
        (found,) = self.ask("vector(time())")
        return float(found["value"][1])

    def finds(self, asked: grafana.Asked) -> bool:
        """Whether a query of a panel yields a number."""
        if asked.instant:
            return bool(self.ask(asked.query))
        end = self.now()
        step = max(15.0, asked.length.total_seconds() / POINTS)
        span = {"start": end - asked.length.total_seconds(), "end": end, "step": step}
        series = _get(self.server, "query_range", query=asked.query, **span)
        return any(not math.isnan(float(value)) for one in series for _, value in one["values"])


@pytest.fixture(scope="module")
def board(
    start_prometheus: StartPrometheus,
    backfill_openmetrics: Backfill,
    promtool: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Board]:
    folder = tmp_path_factory.mktemp("demo")
    at = datetime.now(UTC)  # noqa: TID251 - rules are evaluated at the present only
    text = b"".join(dump_columns(generate(7, at, HISTORY).families))
    (folder / "history.om").write_bytes(text)
    backfill_openmetrics(folder / "history.om", folder / "data")
    (folder / "history.om").unlink()
    with start_prometheus(tsdb_dir=folder / "data") as server:
        _write_services(folder, server.url)
        _compile(folder, at)
        _record_past(promtool, folder, server.url, at)
    dashboards = tuple(map(grafana.load, sorted(folder.glob("dashboards/*.json"))))
    with start_prometheus(tsdb_dir=folder / "data", rules=dict(_rules(folder))) as server:
        found = Board(dashboards=dashboards, server=server, at=at)
        _await_recordings(found)
        yield found
    shutil.rmtree(folder)


def _write_services(folder: Path, url: str) -> None:
    (folder / "midwatch.toml").write_text(f'[sources.main]\nkind = "prometheus"\nurl = "{url}"\n')
    (folder / "slos").mkdir()
    for service in SERVICES:
        (folder / f"slos/{service.name}.yaml").write_text(service_text(service))
    (folder / "slos/web-month.yaml").write_text(CALENDAR)


def _compile(folder: Path, at: datetime) -> None:
    with Workspace.at(folder) as here:
        outcome = compile_slos(
            CompileRequest(),
            repository=here.repository,
            sources=live_sources(here),
            at=at,
            plan=notification_plan(here),
            places=places(here),
        )
    assert outcome.compiled is not None, outcome.checked.findings


def _rules(folder: Path) -> Iterator[tuple[str, str]]:
    """The compiled rules, evaluated every second."""
    for path in folder.glob("alerts/*-slo.yaml"):
        yield path.name, re.sub(r"interval: \d+[sm]", "interval: 1s", path.read_text("utf-8"))


def _record_past(promtool: Path, folder: Path, url: str, at: datetime) -> None:
    """What the rules would have recorded in the last hours: coverage is told by the hour."""
    span = (recording_start(at - RECORDED_PAST), at)
    start, end = (str(int(moment.timestamp())) for moment in span)
    flags = (f"--start={start}", f"--end={end}", "--eval-interval=30s", f"--url={url}")
    files = sorted(folder.glob("alerts/backfill/*.yaml"))
    command = [str(promtool), "tsdb", "create-blocks-from", "rules", *flags]
    done = subprocess.run(
        [*command, f"--output-dir={folder / 'data'}", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _get(server: RunningServer, path: str, **parameters: object) -> list[Any]:
    body = urllib.parse.urlencode(parameters).encode()
    with urllib.request.urlopen(f"{server.url}/api/v1/{path}", body, timeout=60) as answer:  # noqa: S310 - loopback
        result: list[Any] = json.load(answer)["data"]["result"]
    return result


def _await_recordings(board: Board) -> None:
    """Until every objective has recorded its events of every window."""
    deadline = time.monotonic() + RECORDED_WITHIN_S
    recorded = 'count(midwatch:valid_events:increase{window=~"5m|1h|3d|30d"})'
    rolling = sum(len(service.objectives) for service in SERVICES)
    while time.monotonic() < deadline:
        found = board.ask(recorded)
        if found and float(found[0]["value"][1]) == 4 * rolling + 3:
            return
        time.sleep(0.5)
    pytest.fail(f"rules recorded {board.ask(recorded)}")


@pytest.mark.timeout(300)
def test_every_query_of_every_panel_finds_something(
    board: Board, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [one for dashboard in board.dashboards for one in grafana.asked(dashboard, board.at)]
    empty = [str(one) for one in asked if not board.finds(one)]
    with capsys.disabled():
        print(f"\n{len(board.dashboards)} dashboards, {len(asked)} queries; empty: {empty}")  # noqa: T201 - promised
    assert len(asked) > 150
    assert empty == []


def test_a_signal_is_shown_where_the_source_has_it_and_nowhere_else(board: Board) -> None:
    shown = {
        service.name: {panel["title"] for panel in grafana.queried(board.of(service.name))}
        for service in SERVICES
    }
    assert {name for name, titles in shown.items() if "CPU" in titles} == {"api", "database"}
    assert all({"Latency", "Requests by outcome", "Errors"} <= titles for titles in shown.values())
    assert not any({"Memory", "Requests in flight"} & titles for titles in shown.values())


def test_a_deployment_of_the_month_is_marked(board: Board) -> None:
    (mark,) = board.of("api")["annotations"]["list"]
    month = timedelta(days=30)
    asked = grafana.Asked(
        dashboard="api",
        panel=mark["name"],
        ref_id="A",
        query=mark["expr"].replace("$__rate_interval", "6h"),
        instant=False,
        length=month,
    )
    assert mark["name"] == "Restarts"
    assert board.finds(asked)


def test_the_overview_leads_from_every_objective_to_its_service(board: Board) -> None:
    (overview,) = (d for d in board.dashboards if d["uid"] == "midwatch-overview")
    tables = [panel for panel in overview["panels"] if panel["type"] == "table"]
    rolling, calendar = (
        {
            (sample["metric"]["slo"], sample["metric"]["link"])
            for sample in board.ask(table["targets"][0]["expr"])
        }
        for table in tables
    )
    expected = {
        (f"{service.name}-{objective}", f"/d/midwatch-slo-{service.name}")
        for service in SERVICES
        for objective in service.objectives
    }
    assert rolling == expected
    assert calendar == {("web-month-availability", "/d/midwatch-slo-web-month")}


def test_the_figures_are_those_of_the_status(board: Board) -> None:
    panels = {p["title"]: p for p in grafana.queried(board.of("payments")) if p["id"] < 8}
    shares = {
        title: float(board.ask(panels[title]["targets"][0]["expr"])[0]["value"][1])
        for title in ("SLI (target 99.9%)", "Budget left")
    }
    spent = (1 - shares["SLI (target 99.9%)"]) / 0.001
    assert shares["Budget left"] == pytest.approx(1 - spent)
    minutes = board.ask(panels["Budget left, as time"]["targets"][0]["expr"])[0]["value"][1]
    assert float(minutes) == pytest.approx(43.2 * (1 - spent))
