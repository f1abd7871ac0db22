"""`midwatch incident watch`."""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from midwatch.bootstrap.incidents import burning, clock, memory
from midwatch.entrypoints.cli._options import DURATION, format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer, look_of
from midwatch.entrypoints.cli.commands.incident._shared import incident_argument

if TYPE_CHECKING:
    from midwatch.bootstrap.workspace import Workspace
    from midwatch.formats.payloads.incident.watch import WatchPayload
    from midwatch.formats.reports.look import Look
    from midwatch.workflows.incident.watch import Watched, WatchRequest

# The alternate screen and the cursor (xterm, “Private Modes” 1049 and 25; ECMA-48, 8.3.21 and 8.3.41).
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
_HOME, _REST_OF_LINE, _REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"
_FALLBACK: Final = (100, 40)


@frame("incident watch")
@incident_argument()
@click.option(
    "--every", type=DURATION, default="2s", show_default=True, help="How often it is read anew."
)
@format_option()
def command(*, incident: str | None, every: timedelta, form: str) -> int:
    """A live screen until Ctrl-C; where the answer goes to a file or a program, one look.

    INCIDENT is an id or a part of one; without it, the one that is open, else the newest.
    """
    from midwatch.workflows.incident.watch import WatchRequest

    request = WatchRequest(incident=incident, every=every)
    with workspace() as here:
        if form == "text" and sys.stdout.isatty():
            _live(here, request)
        else:
            _once(here, request, form)
    return 0


def _live(here: "Workspace", request: "WatchRequest") -> None:
    seen = _look(here, request, None)
    stop = threading.Event()
    with _screen():
        try:
            while True:
                look = look_of(sys.stdout)
                columns, lines = shutil.get_terminal_size(_FALLBACK)
                _draw(_render(seen, here, look, height=lines), look, columns, lines)
                stop.wait(request.every.total_seconds())
                seen = _look(here, request, seen)
        except KeyboardInterrupt:
            return


def _once(here: "Workspace", request: "WatchRequest", form: str) -> None:
    seen = _look(here, request, None)
    now = here.now()

    def payload() -> "WatchPayload":
        from midwatch.formats.payloads.incident.show import payload as of_show
        from midwatch.formats.payloads.incident.watch import payload as of_watch

        shown = seen.shown
        return of_watch(of_show(shown.incident, shown.due, shown.findings, now), seen.burning)

    height = len(seen.shown.incident.events) + _FALLBACK[1]
    answer(form, text=lambda look: _render(seen, here, look, height=height), payload=payload)


def _look(here: "Workspace", request: "WatchRequest", before: "Watched | None") -> "Watched":
    from midwatch.workflows.incident.watch import watch

    return watch(
        request,
        before,
        here.now(),
        memory=memory(here),
        policy=clock(here),
        burning=burning(here),
    )


def _render(seen: "Watched", here: "Workspace", look: "Look", *, height: int) -> str:
    from midwatch.formats.reports.incident.screen import render

    shown = seen.shown
    return render(shown.incident, shown.due, seen.burning, here.now(), look, height=height)


@contextmanager
def _screen() -> Iterator[None]:
    click.echo(_ENTER, nl=False)
    try:
        yield
    finally:
        click.echo(_LEAVE, nl=False)


def _draw(text: str, look: "Look", columns: int, lines: int) -> None:
    """Write over what is there, line by line, so that nothing flickers; what does not fit is cut."""
    from midwatch.formats.reports.look import cut

    shown = [cut(line, columns) for line in look.characters(text).split("\n")[: lines - 1]]
    body = f"{_REST_OF_LINE}\n".join(shown)
    click.echo(f"{_HOME}{body}{_REST_OF_LINE}{_REST_OF_SCREEN}", nl=False, color=look.colour)
    sys.stdout.flush()
