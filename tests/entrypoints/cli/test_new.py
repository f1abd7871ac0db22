"""On a terminal a person is asked, sees the file, and says yes or no."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ANSWERED: dict[str, tuple[list[str], Mapping[str, str], str | None]] = {
    "everything is asked": (
        [],
        {"Service": "shop", "succeed": "99.95%", "answered": "-", "Write": "y"},
        "service: shop\nslo:\n  availability: 99.95%\n",
    ),
    "Enter leaves a value to be proposed, and means yes": (
        [],
        {"Service": "shop", "succeed": "", "answered": "300ms", "Write": ""},
        "service: shop\nslo:\n  availability: 99.9%\n  latency_p95: 300ms\n",
    ),
    "a name is enough, and a no writes nothing": (["shop"], {"Write": "n"}, None),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_a_person_is_asked(case: str, tmp_path: Path) -> None:
    arguments, answers, text = ANSWERED[case]
    command = [sys.executable, "-m", "midwatch", "slo", "new", *arguments]
    environ = {"PATH": os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdin=theirs, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        shown = ""
        for question, answer in answers.items():
            shown = _read_until(ours, question, shown)
            os.write(ours, f"{answer}\n".encode())
            shown = ""
        _drain(ours)
    os.close(ours)
    written = tmp_path / "slos" / "shop.yaml"
    assert (written.read_text() if written.exists() else None) == text


def _read_until(terminal: int, question: str, shown: str) -> str:
    while question not in shown:
        shown += os.read(terminal, 4096).decode()
    return shown


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:  # the other side has closed
        return
