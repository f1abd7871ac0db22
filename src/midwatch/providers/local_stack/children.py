"""Programs that we start, watch and end; each by its own handle, and all of them whatever happens to us."""

import subprocess
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from midwatch.domain.errors import SourceFailed
from midwatch.domain.untrusted import for_terminal
from midwatch.providers.local_stack.tether import command_prefix

ENDED_WITHIN_S = 10.0
"""A program that has not ended this long after it was asked is killed."""
LAST_WORDS = 6
"""Lines of its log that are told when a program ends by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A running program. Its log is drained all the time; the last lines are kept."""

    name: str
    process: subprocess.Popen[str]
    log: deque[str] = field(default_factory=lambda: deque(maxlen=200))

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def require_running(self) -> None:
        """Raise SourceFailed with the end of its log where it has ended."""
        status = self.process.poll()
        if status is not None:
            raise self.ended(status)

    def require_success(self) -> None:
        """Wait for its end. Raises SourceFailed where its status is not 0."""
        status = self.process.wait()
        if status != 0:
            raise self.ended(status)

    def ended(self, status: int) -> SourceFailed:
        """The error for its end."""
        how = f"signal {-status}" if status < 0 else f"status {status}"
        said = "; ".join(for_terminal(line, 300) for line in list(self.log)[-LAST_WORDS:])
        return SourceFailed(
            f"{self.name} ended with {how}",
            why=f"its last words: {said}" if said else "it said nothing",
            fix=f"if its words do not help, run {self.name} by hand with the same files",
        )


@contextmanager
def running(name: str, command: Sequence[str | Path], folder: Path) -> Iterator[Child]:
    """Run a program in `folder` until the block ends, however it ends. Raises SourceFailed where it cannot start.

    It is in a session of its own, so that Ctrl-C reaches us only; on Linux it ends even when we are killed. Call from
    the main thread, whose end the kernel takes for ours.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the programs that we found, no shell
            [*command_prefix(), *map(str, command)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise SourceFailed(
            f"start {name}", why=error.strerror or str(error), fix="check the program"
        ) from error
    child = Child(name=name, process=process)
    reader = threading.Thread(target=_drain, args=(child,), name=f"log of {name}", daemon=True)
    reader.start()
    try:
        yield child
    finally:
        _end(process)
        reader.join(ENDED_WITHIN_S)


def _drain(child: Child) -> None:
    stream = child.process.stdout
    if stream is None:
        return
    with stream:
        for line in stream:
            child.log.append(line.rstrip("\n"))


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(ENDED_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
