"""What cannot be fetched is said in one line, with what to do about it."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "servers.py"


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def apt_only(tmp_path: Path) -> str:
    for name in ("apt-get", "dpkg-deb"):
        tool = tmp_path / "tools" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text("#!/bin/sh\necho 'E: nobody there'; exit 100\n")
        tool.chmod(0o755)
    return str(tmp_path / "tools")


def test_a_machine_without_apt_is_told_to_install_the_servers(tmp_path: Path) -> None:
    done = run(PATH=str(tmp_path), HOME=str(tmp_path))
    assert done.returncode == 0
    assert "no apt-get: install Prometheus and Alertmanager" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_required_servers_that_are_missing_fail(tmp_path: Path) -> None:
    assert run("--require", PATH=str(tmp_path), HOME=str(tmp_path)).returncode == 1


def test_no_home_and_no_cache_says_which_variable_to_set(apt_only: str) -> None:
    assert "set MIDWATCH_CACHE to a folder" in run(PATH=apt_only).stderr


def test_a_cache_that_cannot_be_written_says_which_variable_to_set(apt_only: str) -> None:
    done = run(PATH=apt_only, MIDWATCH_CACHE="/proc/nowhere")
    assert "cannot write /proc/nowhere/servers" in done.stderr
    assert "set MIDWATCH_CACHE" in done.stderr


def test_the_first_complaint_of_apt_is_handed_on_and_nothing_half_written_stays(
    apt_only: str, tmp_path: Path
) -> None:
    done = run(PATH=apt_only, MIDWATCH_CACHE=str(tmp_path))
    assert done.stderr.splitlines()[-1].endswith("apt-get update: E: nobody there")
    assert not list((tmp_path / "servers" / "bin").iterdir())
    assert not list((tmp_path / "servers").glob(".unpack-*"))


def test_servers_on_path_are_used_as_they_are_unless_told_to_ignore_them(tmp_path: Path) -> None:
    for name in ("prometheus", "promtool", "prometheus-alertmanager", "amtool"):
        (tmp_path / name).touch(mode=0o755)
    assert run("--require", PATH=str(tmp_path)).returncode == 0
    ignored = run("--require", PATH=str(tmp_path), MIDWATCH_TEST_SERVERS="download")
    assert ignored.returncode == 1
