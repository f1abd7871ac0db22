"""What goes to the terminal, in the colours and characters that it has."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TextIO

import click

from midwatch.bootstrap.workspace import current_folder
from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._streams import hush
from midwatch.formats.reports.look import PLAIN, Look

if TYPE_CHECKING:
    from midwatch.workflows.slo.loading import Loaded

FALLBACK_WIDTH = 100
LINE_END = "\n"
BINARY = frozenset({"png"})
SUFFIXES = {".png": "png", ".html": "html", ".json": "json"}
"""Names of files that say which form they hold."""
_C_LOCALES = {"", "C", "POSIX"}


class _Payload(Protocol):
    def as_json(self) -> str: ...


def look_of(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Look:
    """What a stream can show: colour on a terminal, unless the environment says otherwise; Unicode by locale."""
    return Look(
        colour=_colour(stream, environ),
        unicode=_unicode(stream, environ),
        width=shutil.get_terminal_size((FALLBACK_WIDTH, 0)).columns,
        folds=stream.isatty(),
    )


def answer(
    form: str,
    *,
    text: Callable[[Look], str],
    payload: Callable[[], _Payload],
    others: Mapping[str, Callable[[], str | bytes]] = MappingProxyType({}),
    write_out: Callable[[bytes], None] | None = None,
) -> None:
    """Write the answer in the asked form; forms that are not asked are not made. Machines read UTF-8.

    It goes to stdout, or to `write_out`, which gets text as a file shows it: without colour, in Unicode.
    """
    if form == "json" or form in others:
        made = payload().as_json() if form == "json" else others[form]()
        content = (
            made if isinstance(made, bytes) else f"{made.removesuffix(LINE_END)}{LINE_END}".encode()
        )
        (write_out or _to_stdout)(content)
    elif write_out is not None:
        write_out(f"{text(PLAIN).removesuffix(LINE_END)}{LINE_END}".encode())
    else:
        look = look_of(sys.stdout)
        _write(look.characters(text(look)), colour=look.colour)


def check_destination(form: str, destination: str | None) -> None:
    """Refuse, before anything is asked, what could not be written. Raises InputError."""
    if destination is None:
        if form in BINARY and sys.stdout.isatty():
            raise InputError(
                f"not writing a {form} to your terminal",
                why="it is a picture, and would come out as signs that mean nothing",
                fix=f"add --output status.{form}, or send it on with | or >",
            )
        return
    path = _located(destination)
    meant = SUFFIXES.get(path.suffix.lower(), form)
    if meant != form:
        raise InputError(
            f"not writing {form} to {for_terminal(destination)}",
            why=f"by its name it holds {meant}",
            fix=f"add --format {meant}, or choose another name",
        )
    if not path.parent.is_dir():
        raise InputError(
            f"write {for_terminal(destination)}",
            why=f"there is no folder {for_terminal(str(path.parent))}",
            fix="make the folder, or name a file in one that is there",
        )


def write_out(content: bytes, destination: str) -> None:
    """Write the file, and say so. Raises InputError."""
    from midwatch.store.files import write_atomically

    path = _located(destination)
    write_atomically(path.parent, {path.name: content})
    say(f"{for_terminal(destination)}: {len(content) / 1000:,.0f} kB")


def _located(destination: str) -> Path:
    return current_folder() / destination


def _to_stdout(content: bytes) -> None:
    click.echo(content, nl=False)


def stderr_look() -> Look:
    """What stderr can show."""
    return look_of(sys.stderr)


def say(text: str, *, nl: bool = True) -> None:
    """Talk: a line on stderr. Where nobody can hear it, the work goes on."""
    look = look_of(sys.stderr)
    try:
        click.echo(look.characters(text), nl=nl, err=True, color=look.colour)
    except OSError:
        hush(sys.stderr)


def _write(text: str, *, colour: bool) -> None:
    if text:
        click.echo(text, nl=not text.endswith("\n"), color=colour)


def _colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    # https://no-color.org and https://force-color.org: set and not empty counts, whatever the value.
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] != "0"
    return environ.get("TERM") != "dumb" and stream.isatty()


def _unicode(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether the locale says UTF-8. Python makes C into UTF-8 for itself (PEP 538); the terminal does not know."""
    if not (stream.encoding or "").lower().replace("-", "").startswith("utf8"):
        return False
    named = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    coerced = named == "C.UTF-8" and environ.get("LANG", "") in _C_LOCALES
    return "utf" in named.lower() and not (coerced and not environ.get("LC_ALL"))


def say_unsound(loaded: "Loaded") -> None:
    """One line for each such file: an answer without it must not look whole."""
    for one in loaded.files:
        if not one.is_sound:
            path = for_terminal(one.file.path)
            say(f"{path} is passed over: see `midwatch slo check {path}`")
