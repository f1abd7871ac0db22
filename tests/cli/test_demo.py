"""The whole walk, by the real command, in a folder that it makes."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Ended:
    status: int
    shown: str
    talked: str


def demo(folder: Path, *arguments: str) -> Ended:
    command = [sys.executable, "-m", "midwatch", "demo", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def ended(place: Path) -> Ended:
    return demo(place)


def test_the_walk_ends_well(ended: Ended) -> None:
    assert (ended.status, "Traceback" in ended.talked) == (0, False), ended.talked


def test_every_command_is_printed_and_followed_by_its_output(ended: Ended) -> None:
    in_order = [
        "$ midwatch init",
        "created   midwatch.toml",
        "$ midwatch slo new",
        "service: api",
        "$ midwatch slo check",
        "Passed",
        "$ midwatch slo compile",
        "alerts/api-slo.yaml",
        "$ midwatch slo status",
        "payments-availability",
        "midwatch demo --live --outage payments",
    ]
    places = [ended.shown.find(text) for text in in_order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("objective", "verdict"),
    [
        pytest.param("payments-availability", "FREEZE", id="payments has overspent"),
        pytest.param("api-availability", "slow", id="api has little left"),
        pytest.param("web-availability", "ship", id="web may go on"),
        pytest.param("auth-availability", "ship", id="auth may go on"),
        pytest.param("database-latency_p99", "ship", id="a slow afternoon is affordable"),
        pytest.param("cache-availability", "ship", id="the cache had a quiet month"),
    ],
)
def test_the_month_leaves_each_service_with_its_verdict(
    ended: Ended, objective: str, verdict: str
) -> None:
    lines = [line.split() for line in ended.shown.splitlines() if f" {objective} " in line]
    assert [line[0] for line in lines] == [verdict]


def test_what_it_compiled_passes_promtool(ended: Ended, place: Path, promtool: Path) -> None:
    assert ended.status == 0
    rules = sorted((place / "midwatch-demo" / "alerts").glob("*-slo.yaml"))
    assert len(rules) == 6
    subprocess.run([promtool, "check", "rules", *rules], check=True, capture_output=True)


def test_it_walks_again_in_its_own_folder(ended: Ended, place: Path) -> None:
    assert ended.status == 0
    assert demo(place).status == 0


def test_it_leaves_a_folder_alone_in_which_somebody_has_worked(tmp_path: Path) -> None:
    (tmp_path / "midwatch-demo").mkdir()
    (tmp_path / "midwatch-demo" / "thesis.md").write_text("mine\n")
    ended = demo(tmp_path)
    assert ended.status == 2
    assert "thesis.md was not written there by this command" in ended.talked
    assert [path.name for path in (tmp_path / "midwatch-demo").iterdir()] == ["thesis.md"]


def test_an_outage_needs_real_servers(tmp_path: Path) -> None:
    ended = demo(tmp_path, "--outage", "payments")
    assert ended.status == 2
    assert "midwatch demo --live --outage payments" in ended.talked
