"""Shells complete the ids of incidents."""

import os
import subprocess
import sys
from pathlib import Path

from midwatch.domain.incidents.event import EventKind
from midwatch.store.incidents.memory import Draft
from tests.support.incidents import memory_of, repository

MIDWATCH = str(Path(sys.executable).with_name("midwatch"))


def completed(folder: Path, typed: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    environ = os.environ | {
        "_MIDWATCH_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
    }
    done = subprocess.run(
        [MIDWATCH], cwd=folder, env=environ, capture_output=True, text=True, check=True
    )
    return [line.removeprefix("plain,") for line in done.stdout.split()]


def test_what_is_typed_of_an_id_is_completed_newest_first(tmp_path: Path) -> None:
    root = repository(tmp_path / "team")
    names = ("2026-11-22-cache", "2026-11-23-checkout-down", "2026-11-23-login")
    memory_of(root).append(
        [
            Draft(incident=name, kind=EventKind.DECLARED, actor="a", data={"title": name})
            for name in names
        ]
    )
    assert completed(root, "midwatch incident show 2026-11") == list(reversed(names))
    assert completed(root, "midwatch incident log check") == ["2026-11-23-checkout-down"]


def test_outside_of_a_repository_nothing_is_offered_and_nothing_is_said(tmp_path: Path) -> None:
    assert completed(tmp_path, "midwatch incident show 2026-11") == []
