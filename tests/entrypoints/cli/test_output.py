"""Colour, characters and width are those of the place where the text goes."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from midwatch.entrypoints.cli._output import look_of


class Screen(io.StringIO):
    """A stream that says what it is."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self._terminal, self._encoding = terminal, encoding

    def isatty(self) -> bool:
        return self._terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a stream's own attribute, made visible
        return self._encoding


COLOURS: dict[str, tuple[bool, dict[str, str], bool]] = {
    "a terminal has colour": (True, {}, True),
    "a file has none": (False, {}, False),
    "NO_COLOR takes it away": (True, {"NO_COLOR": "1"}, False),
    "an empty NO_COLOR says nothing": (True, {"NO_COLOR": ""}, True),
    "a dumb terminal has none": (True, {"TERM": "dumb"}, False),
    "FORCE_COLOR brings it to a file": (False, {"FORCE_COLOR": "1"}, True),
    "FORCE_COLOR=0 takes it away": (True, {"FORCE_COLOR": "0"}, False),
    "NO_COLOR wins over FORCE_COLOR": (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
}


@pytest.mark.parametrize("case", COLOURS)
def test_colour_shows_where_it_may(case: str) -> None:
    terminal, environ, colour = COLOURS[case]
    assert look_of(Screen(terminal=terminal), environ).colour is colour


CHARACTERS: dict[str, tuple[str, dict[str, str], bool]] = {
    "a UTF-8 locale": ("utf-8", {"LANG": "de_DE.UTF-8"}, True),
    "C.UTF-8 by name": ("utf-8", {"LANG": "C.UTF-8", "LC_CTYPE": "C.UTF-8"}, True),
    "C.UTF-8 for all": ("utf-8", {"LC_ALL": "C.UTF-8", "LANG": "C"}, True),
    "the C locale, which Python made into UTF-8": (
        "utf-8",
        {"LANG": "C", "LC_CTYPE": "C.UTF-8"},
        False,
    ),
    "no locale at all": ("utf-8", {}, False),
    "a Latin locale": ("iso-8859-1", {"LANG": "de_DE.ISO-8859-1"}, False),
    "a stream that is ASCII": ("ascii", {"LANG": "C.UTF-8"}, False),
}


@pytest.mark.parametrize("case", CHARACTERS)
def test_unicode_shows_where_the_locale_has_it(case: str) -> None:
    encoding, environ, unicode = CHARACTERS[case]
    look = look_of(Screen(terminal=True, encoding=encoding), environ)
    assert look.unicode is unicode


def test_a_real_terminal_gets_colour_and_a_pipe_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "midwatch", "init"]
    environ = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm"}
    ours, theirs = pty.openpty()
    piped = subprocess.run(
        command, cwd=tmp_path, env=environ, capture_output=True, check=False
    ).stderr
    subprocess.run(command, cwd=tmp_path, env=environ, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.close(ours)
    assert b"\x1b[1;31mmidwatch:" in shown
    assert b"\x1b" not in piped
