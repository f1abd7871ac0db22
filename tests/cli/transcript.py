"""Transcripts of the command line: one text file holds files, commands, what they said, and their status.

    # A sentence about what is shown.
    + slos/web.yaml
        service: web
    $ midwatch slo check
    > what it said on stdout
    ! what it said on stderr
    = 4

`+` writes a file (its lines are indented by four spaces), `$` is run by a shell in the folder of these files, and
`@ 2026-03-10T02:14:00Z` sets the clock by which midwatch goes from there on.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from midwatch import __version__

INDENT = "    "
SIGN_OF_LIFE = re.compile("midwatch: .+ …")
"""What is said of work that takes longer than a second: whether it does is the machine's."""
TOOLS = ("awk", "cat", "git", "head", "ls", "mkdir", "rm", "sh", "tail", "true")
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CEILING_DIRECTORIES": "/",
    "MIDWATCH_ACTOR": "oncall@example.org",
    "COLUMNS": "100",
}


@dataclass(frozen=True, slots=True)
class Comment:
    text: str


@dataclass(frozen=True, slots=True)
class File:
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    at: str


@dataclass(frozen=True, slots=True)
class Command:
    line: str
    said: tuple[str, ...] = ()


Part = Comment | File | Clock | Command


def parse(text: str) -> Iterator[Part]:
    """The parts of a transcript, in order."""
    lines = text.splitlines()
    while lines:
        line = lines.pop(0)
        if line.startswith("+ "):
            body = _take(lines, lambda each: each.startswith(INDENT) or not each)
            content = "\n".join(each.removeprefix(INDENT) for each in body).rstrip("\n")
            yield File(line.removeprefix("+ "), content + "\n")
        elif line.startswith("$ "):
            said = _take(lines, lambda each: each[:1] in {">", "!", "="} and bool(each))
            yield Command(line.removeprefix("$ "), tuple(said))
        elif line.startswith("@ "):
            yield Clock(line.removeprefix("@ "))
        elif line:
            yield Comment(line)


def _take(lines: list[str], wanted: Callable[[str], bool]) -> list[str]:
    taken = []
    while lines and wanted(lines[0]):
        taken.append(lines.pop(0))
    return taken


def play(parts: Iterator[Part], folder: Path) -> Iterator[Part]:
    """The same parts, with what the commands say now."""
    now = ""
    for part in parts:
        match part:
            case Clock(at=now):
                yield part
            case File(path=path, text=text):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                yield part
            case Command(line=line):
                yield Command(line, tuple(run(line, folder, now)))
            case Comment():
                yield part


def render(parts: Iterator[Part]) -> str:
    """The transcript's text."""
    return "\n".join(_shown(part) for part in parts)


def _shown(part: Part) -> str:
    match part:
        case Comment(text=text):
            return f"{text}\n"
        case Clock(at=at):
            return f"@ {at}\n"
        case File(path=path, text=text):
            body = "".join(f"{INDENT}{line}\n" if line else "\n" for line in text.splitlines())
            return f"+ {path}\n{body}"
        case Command(line=line, said=said):
            return "\n".join([f"$ {line}", *said, ""])


def run(line: str, folder: Path, now: str) -> Iterator[str]:
    """What a command says, line by line with the marks of a transcript, the status last; `now`: its clock, or empty."""
    own = _by_the_clock(folder.parent) if now else Path(sys.executable).parent
    path = os.pathsep.join([str(own), str(_tools(folder.parent))])
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env=ENVIRONMENT | {"HOME": str(folder.parent), "PATH": path, "TRANSCRIPT_NOW": now},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    for mark, text in ((">", done.stdout), ("!", done.stderr)):
        for each in _steady(text, folder).splitlines():
            if not SIGN_OF_LIFE.fullmatch(each):
                yield f"{mark} {each}".rstrip()
    yield f"= {done.returncode}"


BY_THE_CLOCK = """#!{python}
import os, secrets, sys
from datetime import datetime
from hashlib import sha256
from midwatch.bootstrap import clock
now = datetime.fromisoformat(os.environ["TRANSCRIPT_NOW"])
clock.system_clock = lambda: now
secrets.token_hex = lambda count: sha256(os.path.basename(os.getcwd()).encode()).hexdigest()[: 2 * count]
from midwatch.entrypoints.cli.main import main
main()
"""


def _by_the_clock(home: Path) -> Path:
    """A folder with a `midwatch` whose clock and chance are the transcript's: a clone is named for its folder."""
    own = home / "by-the-clock"
    own.mkdir(exist_ok=True)
    program = own / "midwatch"
    if not program.exists():
        program.write_text(BY_THE_CLOCK.format(python=sys.executable), encoding="utf-8")
        program.chmod(0o755)
    return own


def _tools(home: Path) -> Path:
    """A folder with the programs that transcripts may use, and no others: what is installed here must not show."""
    tools = home / "tools"
    tools.mkdir(exist_ok=True)
    for name in TOOLS:
        found = shutil.which(name)
        if found and not (tools / name).exists():
            (tools / name).symlink_to(found)
    return tools


def _steady(text: str, folder: Path) -> str:
    """What differs from machine to machine, by name."""
    for found, name in (
        (str(folder), "$ROOT"),
        (str(folder.parent), "$HOME"),
        (f"Python {platform.python_version()}", "Python $VERSION"),
        (__version__, "$VERSION"),
        ("\x1b", "\\e"),
    ):
        text = text.replace(found, name)
    return re.sub(r"git version [\d.]+\d", "git version $VERSION", text)
