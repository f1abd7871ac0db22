"""The demo walks the whole main job on this very program, and leaves a folder to go on with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from midwatch.formats.payloads.demo import DemoPayload


def midwatch(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "midwatch", *arguments]
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def test_the_walk_ends_well_and_its_folder_answers(tmp_path: Path) -> None:
    done = midwatch("demo", "--format", "json", folder=tmp_path)
    assert DemoPayload.model_validate_json(done.stdout).exit_code == 0
    assert done.returncode == 0
    walked = [line for line in done.stderr.splitlines() if line.startswith("$ midwatch ")]
    steps = ["init", "slo new", "slo check", "slo compile", "slo status"]
    assert [line for line, step in zip(walked, steps, strict=True) if step not in line] == []
    folder = tmp_path / "midwatch-demo"
    assert (folder / "alerts" / "payments-slo.yaml").is_file()
    assert midwatch("slo", "gate", "payments", folder=folder).returncode == 4
    assert midwatch("slo", "gate", "cache", folder=folder).returncode == 0


REFUSED = {
    "an outage without servers": (["--outage", "payments"], "--outage without --live"),
    "a span without a unit": (["--live", "--duration", "90"], "a span has a number and a unit"),
    "a folder of somebody else": (["--output", "."], "leave"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_demo_cannot_do_is_refused_and_nothing_is_touched(
    case: str, tmp_path: Path
) -> None:
    arguments, said = REFUSED[case]
    (tmp_path / "mine.txt").write_text("mine")
    done = midwatch("demo", *arguments, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
