"""A sign of life on stderr for whatever takes longer than a second."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from midwatch.entrypoints.cli._output import say

PATIENCE_SECONDS = 1.0
"""How long a person waits without wondering (Nielsen, Usability Engineering, 1993, chapter 5)."""


@contextmanager
def working(
    what: str, *, patience_s: float = PATIENCE_SECONDS, tell: Callable[[str], None] = say
) -> Iterator[None]:
    """Say what is going on if it goes on for long: once, and on a terminal with the seconds counted."""
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(what, done, patience_s, tell), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: threading.Event, patience_s: float, tell: Callable[[str], None]) -> None:
    if done.wait(patience_s):
        return
    if not sys.stderr.isatty():
        tell(f"midwatch: {what} …")
        return
    passed = 1
    while True:
        line = f"midwatch: {what} … {passed} s"
        say(f"\r{line}", nl=False)
        if done.wait(1):
            break
        passed += 1
    say(f"\r{' ' * (len(line) + 2)}\r", nl=False)  # “…” may be shown as three
