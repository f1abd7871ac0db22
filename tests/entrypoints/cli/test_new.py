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


ASKED_AGAIN: list[tuple[str, str]] = [
    ("Service", "Shop!"),
    ("write `shop`", "taken"),
    ("is there already", "shop"),
    ("succeed", "99,95%"),
    ("write 99.95%", "100%"),
    ("no error budget", "99.95%"),
    ("answered", "200"),
    ("200ms, or 200s", "200ms"),
    ("Write", "y"),
]


def test_an_answer_that_is_refused_is_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / "slos").mkdir()
    (tmp_path / "slos/taken.yaml").write_text("service: taken\n", encoding="utf-8")
    _answer([], ASKED_AGAIN, tmp_path)
    written = (tmp_path / "slos/shop.yaml").read_text(encoding="utf-8")
    assert written == "service: shop\nslo:\n  availability: 99.95%\n  latency_p95: 200ms\n"


END_OF_INPUT = "\x04"


@pytest.mark.parametrize("answered", [0, 1, 3])
def test_an_input_that_ends_before_the_last_answer_writes_nothing(
    answered: int, tmp_path: Path
) -> None:
    answers = [("Service", "shop"), ("succeed", "99.95%"), ("answered", "200ms"), ("Write", "")]
    answers[answered] = (answers[answered][0], END_OF_INPUT)
    status, shown = _answer([], answers[: answered + 1], tmp_path)
    assert status == 2
    assert "the input ended; nothing was written" in shown
    assert not (tmp_path / "slos").exists()


@pytest.mark.parametrize("closed", ["<&-", "</dev/null", "<&- 2>&-"])
def test_without_anybody_to_ask_a_service_has_to_be_named(closed: str, tmp_path: Path) -> None:
    command = f"{sys.executable} -m midwatch slo new {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert not (tmp_path / "slos").exists()


@pytest.mark.parametrize("case", ANSWERED)
def test_a_person_is_asked(case: str, tmp_path: Path) -> None:
    arguments, answers, text = ANSWERED[case]
    _answer(arguments, list(answers.items()), tmp_path)
    written = tmp_path / "slos" / "shop.yaml"
    assert (written.read_text() if written.exists() else None) == text


def _answer(
    arguments: list[str], answers: list[tuple[str, str]], tmp_path: Path
) -> tuple[int, str]:
    """Type each answer once its question shows; the status, and what is shown after the last of them."""
    command = [sys.executable, "-m", "midwatch", "slo", "new", *arguments]
    environ = {"PATH": os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdin=theirs, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        for question, answer in answers:
            _read_until(ours, question)
            os.write(ours, answer.encode() if answer == END_OF_INPUT else f"{answer}\n".encode())
        shown = _rest(ours)
    os.close(ours)
    return running.returncode, shown


def _read_until(terminal: int, question: str) -> None:
    shown = ""
    while question not in shown:
        shown += os.read(terminal, 4096).decode(errors="replace")


def _rest(terminal: int) -> str:
    shown = b""
    try:
        while some := os.read(terminal, 4096):
            shown += some
    except OSError:  # the other side has closed
        pass
    return shown.decode(errors="replace")
