"""Whatever goes wrong ends in a sentence and a status; tracebacks are for those who ask."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from midwatch.domain.errors import HeldByGate, InputError, SourceTimeout
from midwatch.entrypoints.cli._errors import status_of
from tests.support.http import Reply, ScriptedServer


def raising(error: BaseException) -> object:
    raise error


ENDINGS: dict[str, tuple[BaseException, int, str]] = {
    "your file or flag": (InputError("read a.yaml", why="it is not there", fix="ls"), 2, "fix  ls"),
    "a source": (SourceTimeout("ask main"), 3, "midwatch: ask main"),
    "a gate": (HeldByGate("hold"), 4, "midwatch: hold"),
    "a wrong option": (click.UsageError("No such option."), 2, "No such option"),
    "another complaint of the parser": (click.ClickException("no"), 2, "midwatch: no"),
    "a bug": (ZeroDivisionError("division by zero"), 1, "a bug in Midwatch: ZeroDivisionError"),
    "Ctrl-C": (KeyboardInterrupt(), 130, ""),
    "Ctrl-C at a question": (click.Abort(), 130, ""),
}


@pytest.mark.parametrize("case", ENDINGS)
def test_an_error_is_told_and_has_its_status(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    error, status, said = ENDINGS[case]
    assert status_of(lambda: raising(error), []) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("arguments", [["--format", "json"], ["--format=json"]])
def test_machines_read_the_error_on_stdout(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status_of(lambda: raising(InputError("read a.yaml", why="gone", fix="ls")), arguments)
    told = json.loads(capsys.readouterr().out)["error"]
    assert told == {
        "code": "InputError",
        "what": "read a.yaml",
        "why": "gone",
        "fix": "ls",
        "exit_code": 2,
    }


def test_a_traceback_is_shown_to_those_who_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MIDWATCH_DEBUG", "1")
    status_of(lambda: raising(ZeroDivisionError()), [])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(("returned", "status"), [(0, 0), (4, 4), (None, 0)])
def test_a_command_returns_its_status(returned: int | None, status: int) -> None:
    assert status_of(lambda: returned, []) == status


def test_a_parser_that_ends_the_process_is_let_go() -> None:
    with pytest.raises(SystemExit):
        status_of(lambda: sys.exit(7), [])


# A shell starts what runs in the background with SIGINT ignored, and that is inherited.
INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("midwatch", run_name="__main__", alter_sys=True)
"""


def test_ctrl_c_ends_a_command_that_waits_for_a_source(
    tmp_path: Path, scripted_http_server: ScriptedServer
) -> None:
    scripted_http_server.script("/api/v1/label/__name__/values", Reply(hang=True))
    (tmp_path / "midwatch.toml").write_text(
        f'[sources.main]\nkind = "prometheus"\nurl = "{scripted_http_server.url}"\n'
    )
    (tmp_path / "slos").mkdir()
    (tmp_path / "slos" / "web.yaml").write_text("service: web\nslo:\n  availability: 99.9%\n")
    command = [sys.executable, "-c", INTERRUPTIBLE, "slo", "status"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as waiting:
        assert waiting.stderr is not None
        assert "asking the sources" in waiting.stderr.readline()
        waiting.send_signal(signal.SIGINT)
        rest = waiting.stderr.read()
    assert waiting.returncode == 130
    assert "Traceback" not in rest
