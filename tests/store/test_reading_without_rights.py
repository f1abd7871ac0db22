"""What may not be read is told, and never passed over as if it were not there."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.rights import without_override

SERVICE = "service: {name}\nslo: {{availability: 99.9%}}\n"


def team(root: Path) -> Path:
    (root / "slos" / "team").mkdir(parents=True)
    for name in ("slos/shop.yaml", "slos/team/auth.yaml"):
        (root / name).write_text(SERVICE.format(name=Path(name).stem))
    return root


@contextmanager
def mode(folder: Path, rights: int) -> Iterator[None]:
    folder.chmod(rights)
    try:
        yield
    finally:
        folder.chmod(0o755)


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*without_override(), sys.executable, "-m", "midwatch", *arguments],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )


HELD = {
    "a folder that cannot be listed": (
        "slos/team",
        0o000,
        "slos/team: error: cannot list slos/team",
    ),
    "a folder whose files cannot be reached": ("slos/team", 0o444, "slos/team/auth.yaml: error:"),
    "the folder of all service files": ("slos", 0o000, "slos: error: cannot list slos"),
}


@pytest.mark.parametrize("case", HELD)
def test_what_cannot_be_read_holds_a_compile(case: str, tmp_path: Path) -> None:
    folder, rights, said = HELD[case]
    root = team(tmp_path)
    with mode(root / folder, rights):
        done = run(root, "slo", "compile")
    assert done.returncode == 4
    assert said in done.stdout
    assert "fix: give yourself the right with chmod" in done.stdout
    assert not (root / "alerts").exists()


def test_a_status_without_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    root = team(tmp_path)
    with mode(root / "slos" / "team", 0o000):
        done = run(root, "slo", "status")
    assert done.returncode == 2
    assert "midwatch: list slos/team" in done.stderr


UNLISTED = {
    "rules of services that are gone": ("alerts", ("slo", "compile"), "list alerts"),
    "a team's conventions": ("conventions", ("slo", "check"), "list conventions"),
}


@pytest.mark.parametrize("case", UNLISTED)
def test_a_folder_that_is_looked_through_says_why_it_cannot_be(case: str, tmp_path: Path) -> None:
    folder, command, said = UNLISTED[case]
    root = team(tmp_path)
    (root / folder).mkdir()
    with mode(root / folder, 0o300):
        done = run(root, *command)
    assert (done.returncode, list((root / folder).iterdir())) == (2, [])
    assert f"midwatch: {said}" in done.stderr
