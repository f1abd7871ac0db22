"""A stream that is closed, full or gone is no bug, and hides nothing of what was done."""

import subprocess
import sys
from pathlib import Path

import pytest

SERVICE = "service: shop\nslo: {availability: 99.9%}\n"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    (tmp_path / "midwatch.toml").touch()
    (tmp_path / "slos").mkdir()
    (tmp_path / "slos" / "shop.yaml").write_text(SERVICE)
    return tmp_path


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = f"midwatch() {{ '{sys.executable}' -m midwatch \"$@\"; }}; {line}"
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, check=False, capture_output=True, text=True
    )


LOST = {
    "closed": ("slo compile >&-", "it is closed"),
    "closed, with stdin": ("slo compile <&- >&-", "it is closed"),
    "full": ("slo compile >/dev/full", "there is no space left"),
    "full, of data": ("slo compile --format json >/dev/full", "there is no space left"),
    "closed, to data": ("slo compile --format json >&-", "it is closed"),
}


@pytest.mark.parametrize("case", LOST)
def test_an_answer_that_cannot_be_written_is_told_and_files_stay_written(
    case: str, team: Path
) -> None:
    line, why = LOST[case]
    done = run(f"midwatch {line}", team)
    assert done.returncode == 2
    assert f"midwatch: write the answer to stdout\n  why  {why}" in done.stderr
    assert "files that the command wrote before stay written" in done.stderr
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr
    assert (team / "alerts" / "shop-slo.yaml").exists()


@pytest.mark.parametrize("line", ["--help", "--version", "slo", "slo compile --help"])
def test_a_help_that_cannot_be_written_is_no_bug(line: str, tmp_path: Path) -> None:
    done = run(f"midwatch {line} >/dev/full", tmp_path)
    assert (done.returncode, "write the answer" in done.stderr) == (2, True)


def test_an_error_keeps_its_words_where_machines_cannot_read_it(tmp_path: Path) -> None:
    done = run("midwatch slo chek --format json >&-", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("midwatch: No such command “chek”")
    assert "stdout" not in done.stderr


@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"])
def test_the_work_goes_on_where_nobody_hears_the_talk(stderr: str, team: Path) -> None:
    done = run(f"midwatch slo compile {stderr}", team)
    assert done.returncode == 0
    assert "alerts/shop-slo.yaml" in done.stdout


def test_a_reader_that_has_gone_is_left_in_peace(team: Path) -> None:
    done = run("(midwatch --help; echo $? >status) | true", team)
    assert done.stderr == ""
    assert (team / "status").read_text() in {"141\n", "0\n"}


def test_with_stdin_closed_there_is_nobody_to_ask(team: Path) -> None:
    done = run("midwatch slo new <&-", team)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "midwatch: no service is named")
