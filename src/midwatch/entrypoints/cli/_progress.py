"""A sign of life on stderr for whatever takes longer than a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from midwatch.entrypoints.cli._output import look_of, say

PATIENCE_SECONDS = 1.0
"""How long a person waits without wondering (Nielsen, Usability Engineering, 1993, chapter 5)."""


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say what is going on if it goes on for long: once, and on a terminal with the seconds counted."""
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: threading.Event) -> None:
    if done.wait(PATIENCE_SECONDS):
        return
    if not sys.stderr.isatty():
        say(f"midwatch: {what} …")
        return
    passed = 1
    while True:
        line = look_of(sys.stderr).characters(f"midwatch: {what} … {passed} s")
        click.echo(f"\r{line}", nl=False, err=True)
        if done.wait(1):
            break
        passed += 1
    click.echo(f"\r{' ' * len(line)}\r", nl=False, err=True)
