"""The demo's surroundings on a command line: it runs the program itself, and talks while it works."""

import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from midwatch.bootstrap.clock import system_clock
from midwatch.bootstrap.live_demo import refuse_early, run_live
from midwatch.bootstrap.workspace import Workspace, current_folder
from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._output import look_of, say
from midwatch.workflows.demo.live import Surroundings
from midwatch.workflows.demo.request import DemoRequest
from midwatch.workflows.demo.walk import Talk, demo_folder, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was shown: where, with which status, and when an outage began, fired and arrived."""

    folder: str
    exit_code: int
    outage: tuple[str, datetime, datetime, datetime] | None = None


def run_demo(request: DemoRequest, *, quiet: bool) -> Shown:
    """Walk, unless the folder was filled before and the live part is asked; then run it live, if asked.

    `quiet`: everything that is shown goes to stderr, since stdout is for the answer as data.
    """
    if request.outage is not None and not request.live:
        raise InputError(
            "--outage without --live",
            why="an outage needs real servers that see it",
            fix=f"write `midwatch demo --live --outage {for_terminal(request.outage, 60)}`",
        )
    if request.live:
        refuse_early(request, Workspace.here().environ)
    root = current_folder() / request.output
    show = say if quiet else _show
    status = 0
    if not (request.live and demo_folder(root).is_ours()):
        status = walk(
            request,
            root=root,
            now=system_clock(),
            run_command=lambda arguments: _run(arguments, root, quiet=quiet),
            talk=Talk(show=show, progress=say),
        )
    if not request.live or status != 0:
        return Shown(folder=str(root), exit_code=status)
    times = run_live(
        request,
        root=root,
        environ=Workspace.here().environ,
        surroundings=Surroundings(clock=system_clock, sleep=time.sleep, say=show),
        progress=say,
    )
    outage = None
    if times is not None and request.outage is not None:
        outage = (request.outage, times.began, times.fired, times.arrived)
    return Shown(folder=str(root), exit_code=status, outage=outage)


def _show(text: str) -> None:
    look = look_of(sys.stdout)
    click.echo(look.characters(text), color=look.colour)


def _run(arguments: tuple[str, ...], root: Path, *, quiet: bool) -> int:
    sys.stdout.flush()
    output = sys.stderr if quiet else None
    command = [sys.executable, "-m", "midwatch", *arguments]
    return subprocess.run(command, cwd=root, check=False, stdout=output).returncode  # noqa: S603 - this very program
