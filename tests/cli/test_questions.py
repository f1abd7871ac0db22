"""On a terminal a verb asks for what is missing, and asks nothing that would be lost."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from midwatch.store.incidents.memory import IncidentMemory
from tests.support.declaring import declared
from tests.support.incidents import isolated, memory_of, repository

PATIENCE_S = 30.0


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IncidentMemory:
    for name, value in isolated(tmp_path).items():
        monkeypatch.setenv(name, value)
    return memory_of(repository(tmp_path / "team"))


def typed(root: Path, *arguments: str, answer: str) -> tuple[int, str]:
    """The status of a verb, and all that a terminal shows; `answer` is typed once it asks."""
    ours, theirs = pty.openpty()
    environ = os.environ | {"MIDWATCH_ACTOR": "alice@example.org", "TERM": "dumb"}
    command = [sys.executable, "-m", "midwatch", *arguments]
    with subprocess.Popen(
        command, cwd=root, env=environ, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown, asked = "", False
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and select.select([ours], [], [], PATIENCE_S)[0]:
            try:
                shown += os.read(ours, 4096).decode()
            except OSError:  # the other end is closed
                break
            if not asked and shown.endswith(": "):
                asked = True
                os.write(ours, f"{answer}\n".encode())
        status = process.wait(PATIENCE_S)
    os.close(ours)
    return status, shown


def test_what_is_missing_is_asked_for(team: IncidentMemory) -> None:
    incident = declared(team, "checkout")
    status, shown = typed(team.root, "incident", "log", answer="restarted the pods")
    assert (status, shown.startswith("Note: ")) == (0, True)
    notes = [each.text("text") for each in team.read(incident.id).events if each.kind == "noted"]
    assert notes == ["restarted the pods"]


def test_where_several_are_open_that_is_said_before_anything_is_typed(
    team: IncidentMemory,
) -> None:
    for name in ("checkout", "login"):
        declared(team, name)
    status, shown = typed(team.root, "incident", "log", answer="restarted the pods")
    assert status == 2
    assert "2 incidents are open" in shown
    assert "Note" not in shown
    named, _ = typed(team.root, "incident", "log", "login", answer="restarted the pods")
    assert named == 0
