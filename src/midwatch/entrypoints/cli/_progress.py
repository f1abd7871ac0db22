"""A sign of life on stderr for whatever takes longer than a second."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._output import say

PATIENCE_SECONDS = 1.0
"""How long a person waits without wondering (Nielsen, Usability Engineering, 1993, chapter 5)."""


@contextmanager
def working(
    what: str,
    awaited: Callable[[], Sequence[str]] = tuple,
    *,
    patience_s: float = PATIENCE_SECONDS,
    tell: Callable[[str], None] = say,
) -> Iterator[None]:
    """Say what is going on if it goes on for long: once, and on a terminal with the seconds counted.

    `awaited` names the sources whose answers are waited for.
    """
    done = threading.Event()

    def line() -> str:
        names = ", ".join(for_terminal(name, 40) for name in awaited())
        return f"midwatch: {what}{f', waiting for {names}' if names else ''} …"

    teller = threading.Thread(target=_tell, args=(line, done, patience_s, tell), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(
    line: Callable[[], str],
    done: threading.Event,
    patience_s: float,
    tell: Callable[[str], None],
) -> None:
    if done.wait(patience_s):
        return
    if not sys.stderr.isatty():
        _tell_what_is_new(line, done, tell)
        return
    passed, longest = 1, 0
    while True:
        shown = f"{line()} {passed} s"
        longest = max(longest, len(shown) + 2)  # “…” may be shown as three
        say(f"\r{shown:{longest}}", nl=False)
        if done.wait(1):
            break
        passed += 1
    say(f"\r{' ' * longest}\r", nl=False)


def _tell_what_is_new(
    line: Callable[[], str], done: threading.Event, tell: Callable[[str], None]
) -> None:
    """Tell each line once: nobody watches seconds in a log."""
    told: set[str] = set()
    while True:
        shown = line()
        if shown not in told:
            told.add(shown)
            tell(shown)
        if done.wait(1):
            return
