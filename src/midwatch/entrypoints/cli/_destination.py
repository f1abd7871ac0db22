"""Where an answer goes: to stdout, or into a file that is there in full or not at all."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from midwatch.bootstrap.workspace import current_folder
from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._output import say

F = TypeVar("F", bound=Callable[..., Any])

BINARY = frozenset({"png"})
SUFFIXES = {".png": "png", ".html": "html", ".json": "json"}


def output_option() -> Callable[[F], F]:
    """The file that an answer is written to."""
    return click.option(
        "--output",
        "destination",
        metavar="FILE",
        help="Write the answer to this file.  [default: stdout]",
    )


def picture_options() -> Callable[[F], F]:
    """How a picture looks where it cannot follow its reader's screen."""
    theme = click.option(
        "--theme",
        type=click.Choice(["light", "dark"]),
        default="light",
        show_default=True,
        help="Colours of a PNG; HTML follows the reader's system.",
    )
    width = click.option(
        "--width",
        type=click.IntRange(320, 1920),
        default=960,
        show_default=True,
        metavar="PIXELS",
        help="Width of a PNG, in CSS pixels: 390 is a phone's.",
    )
    return lambda function: theme(width(function))


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
