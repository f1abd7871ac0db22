"""The standard streams as a shell may hand them over: closed, full, or with nobody at the other end."""

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from midwatch.domain.errors import AnswerLost
from midwatch.store.files import nowhere

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_SPACE = ("there is no space left where it leads", "free some space, then run the command again")
# errno (POSIX.1-2017, <errno.h>) → why, fix
_CAUSES = {
    errno.EBADF: ("it is closed", "leave it open; `>/dev/null` discards an answer"),
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
}


class _Stdout(io.FileIO):
    """A descriptor whose refusals to be written are errors of ours; that a reader has gone is none."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write it. Raises AnswerLost, BrokenPipeError."""
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _lost(error) from error


def prepare() -> None:
    """Put something in the place of closed streams, and let stdout tell what is wrong with it.

    A closed stdin has nothing to read, a closed stderr hears nothing, a closed stdout refuses.
    """
    for name, mode, writable in (
        ("stdin", "r", False),
        ("stdout", "w", False),
        ("stderr", "w", True),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(nowhere(writable=writable), mode, closefd=False))
    stdout = sys.stdout
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(_Stdout(stdout.fileno(), "w", closefd=False)),
        encoding=stdout.encoding,
        errors=stdout.errors,
        line_buffering=stdout.isatty(),
    )


def hush(stream: TextIO) -> None:
    """Lead a stream that cannot be written to nowhere, so that no later flush has anything to say."""
    with suppress(OSError):
        descriptor = nowhere(writable=True)
        os.dup2(descriptor, stream.fileno())
        os.close(descriptor)


def _lost(error: OSError) -> AnswerLost:
    unknown = (error.strerror or "the system refuses", "check where stdout leads")
    why, fix = _CAUSES.get(error.errno or 0, unknown)
    return AnswerLost(
        "write the answer to stdout",
        why=f"{why}; files that the command wrote before stay written",
        fix=fix,
    )
