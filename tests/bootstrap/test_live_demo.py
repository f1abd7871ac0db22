import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.bootstrap.live_demo import plan_outage, run_live
from midwatch.domain.errors import InputError, UnknownName
from midwatch.store import git
from midwatch.store.repository import Repository
from midwatch.workflows.demo.live import PageTimes, Surroundings
from midwatch.workflows.demo.request import DemoRequest
from midwatch.workflows.demo.shop import SERVICES
from midwatch.workflows.demo.walk import service_text
from tests.bootstrap import live_night
from tests.bootstrap.live_night import now
from tests.support import servers
from tests.support.incidents import isolated


def write_services(root: Path) -> Repository:
    repository = Repository(root)
    repository.write({f"slos/{each.name}.yaml": service_text(each) for each in SERVICES})
    return repository


def compile_services(root: Path) -> None:
    git.make_repository(root)
    command = [sys.executable, "-m", "midwatch", "slo", "compile"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def go(
    request: DemoRequest,
    root: Path,
    environ: Mapping[str, str] = os.environ,
    hear: Callable[[str], None] = lambda _: None,
) -> PageTimes | None:
    """Run the live demo; `hear` gets what it says, while it waits."""
    surroundings = Surroundings(clock=now, sleep=time.sleep, say=hear)
    return run_live(request, root=root, environ=environ, surroundings=surroundings, progress=hear)


def servers_of(folder: Path) -> list[str]:
    """Processes that run in a folder below this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve().is_relative_to(folder):
                found.append((process / "comm").read_text())
        except OSError:
            continue
    return found


@pytest.mark.timeout(300)
def test_an_outage_pages_within_its_theory_and_its_night_is_told_by_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A total outage is seen after 51.8 s, plus at most a scrape of 5 s and an evaluation of 30 s; not before.

    From Alertmanager's own webhook on, two people at two clones play the night until the papers are written.
    """
    for name in ("prometheus", "promtool", "alertmanager"):
        servers.program(name)
    environ = dict(os.environ)
    for name, value in isolated(tmp_path).items():
        monkeypatch.setenv(name, value)
    team = tmp_path / "team"
    team.mkdir()
    write_services(team)
    compile_services(team)
    with live_night.receiver() as pager:
        (team / "alertmanager").mkdir(exist_ok=True)
        (team / "alertmanager/alertmanager.yml").write_text(
            live_night.ALERTMANAGER.replace("URL", f"{pager.url}{live_night.HOOK}")
        )
        said: list[str] = []

        def hear(text: str) -> None:
            said.append(text)
            if "the page is in Alertmanager" in text:
                live_night.check(team, tmp_path, "\n".join(said), pager)

        request = DemoRequest(live=True, outage="payments", duration=timedelta(seconds=1))
        times = go(request, team, environ, hear)
    assert times is not None
    assert 51.8 - 1 <= (times.fired - times.began).total_seconds() <= 51.8 + 5 + 30
    assert times.fired <= times.arrived
    assert servers_of(tmp_path) == []
    assert not list((team / ".midwatch").glob("live-*"))


def test_without_servers_it_says_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="find the servers") as refused:
        go(DemoRequest(live=True), tmp_path, {"PATH": "", "HOME": str(tmp_path)})
    assert "make servers" in refused.value.fix


def test_an_unknown_service_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="paymnets"):
        go(DemoRequest(live=True, outage="paymnets"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    servers.program("prometheus")
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(InputError, match="listen on port") as refused:
            go(DemoRequest(live=True, port=taken - 2), tmp_path)
    assert "--port" in refused.value.fix
    assert list(tmp_path.iterdir()) == []


def test_without_compiled_rules_it_says_to_compile(tmp_path: Path) -> None:
    servers.program("prometheus")
    write_services(tmp_path)
    with pytest.raises(InputError, match="find compiled rules") as refused:
        go(DemoRequest(live=True, outage="payments"), tmp_path)
    assert "midwatch slo compile" in refused.value.fix


def test_the_page_is_due_by_the_target_that_the_file_promises(tmp_path: Path) -> None:
    repository = write_services(tmp_path)
    repository.write({"slos/auth.yaml": "service: auth\nslo:\n  availability: 99.5%\n"})
    strict, lenient = (plan_outage(repository, name, now()) for name in ("payments", "auth"))
    assert strict is not None
    assert lenient is not None
    assert strict.theory.detection == timedelta(seconds=51.84)
    assert lenient.theory.detection == timedelta(seconds=259.2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("service: auth\nslo:\n  latency_p95: 200ms\n", id="no availability"),
        pytest.param(
            "service: auth\nslo:\n  availability: 90%\n", id="a target that pages in hours"
        ),
    ],
)
def test_an_outage_that_nothing_would_page_is_refused(tmp_path: Path, text: str) -> None:
    repository = write_services(tmp_path)
    repository.write({"slos/auth.yaml": text})
    with pytest.raises(InputError, match="wait for a page of auth"):
        plan_outage(repository, "auth", now())
