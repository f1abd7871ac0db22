"""The journal in the git directory: an event is on disk here before anybody is told that it was recorded."""

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from midwatch.store._causes import refused

_FOLDER: Final = "midwatch"
_ENTRY, _STAGED = ".json", ".tmp"
_TICK: Final = timedelta(microseconds=1)
_WRITER: Final = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Journal:
    """Entries that are not on the branch yet, one file each, below `<git directory>/midwatch/journal`.

    `chance(n)` gives n random bytes as hexadecimal digits, for the name of a new clone.
    """

    git_folder: Path
    chance: Callable[[int], str]

    @property
    def folder(self) -> Path:
        """Where entries lie."""
        return self.git_folder / _FOLDER / "journal"

    def entries(self) -> Mapping[str, bytes]:
        """What is not on the branch yet: name → content, in order. Raises InputError."""
        try:
            names = sorted(path.name for path in self.folder.iterdir() if path.suffix == _ENTRY)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise refused("list", self.folder, error) from error
        found = {}
        for name in names:
            with suppress(FileNotFoundError):  # another process has just committed it
                found[name.removesuffix(_ENTRY)] = self._read(self.folder / name)
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the journal's lock: processes of one clone take turns, and it ends with its process."""
        lock = self.git_folder / _FOLDER / "lock"
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                _make_durable(self.git_folder)
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise refused("record below", lock.parent, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            for left in self.folder.glob(f"*{_STAGED}"):
                left.unlink(missing_ok=True)  # torn by a crash: never acknowledged
            yield
        except OSError as error:
            raise refused("record below", lock.parent, error) from error
        finally:
            os.close(descriptor)

    def stamps(self, now: datetime, count: int) -> tuple[str, tuple[datetime, ...]]:
        """This clone's name, and the next moments that it records at: rising, even where the clock steps back.

        Only while `alone`. Raises InputError where they cannot be kept.
        """
        writer, last = self._clock()
        first = now.astimezone(UTC)
        if last is not None and first <= last:
            first = last + _TICK
        moments = tuple(first + number * _TICK for number in range(count))
        kept = {"writer": writer, "last": moments[-1].isoformat(), "inode": self._inode()}
        self._put(self.git_folder / _FOLDER / "writer", json.dumps(kept).encode())
        return writer, moments

    def add(self, entries: Mapping[str, bytes]) -> None:
        """Put entries on disk, all or none; when this returns they outlive a crash. Only while `alone`.

        A crash before it returns may leave some of them, each in full.
        """
        made: list[Path] = []
        try:
            for name, content in entries.items():
                made.append(self.folder / f"{name}{_ENTRY}")
                self._put(made[-1], content)
        except OSError:
            for path in made:
                path.unlink(missing_ok=True)
            raise

    def remove(self, names: Iterable[str]) -> None:
        """Let go of what is on the branch. Only while `alone`. Raises InputError."""
        try:
            for name in names:
                (self.folder / f"{name}{_ENTRY}").unlink(missing_ok=True)
        except OSError as error:
            raise refused("clear", self.folder, error) from error

    def _clock(self) -> tuple[str, datetime | None]:
        """The clone's name and its last moment.

        A new name where none is kept, what is kept cannot be read, or this folder is a copy of the one it was kept in.
        """
        try:
            kept = json.loads(self._read(self.git_folder / _FOLDER / "writer"))
            writer, last = str(kept["writer"]), datetime.fromisoformat(kept["last"])
        except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
            return self.chance(4), None
        if not _WRITER.fullmatch(writer) or last.tzinfo is None or last.year >= MAXYEAR:
            return self.chance(4), None
        copied = kept.get("inode", self._inode()) != self._inode()
        return (self.chance(4) if copied else writer), last

    def _inode(self) -> int:
        """What tells the git directory from a copy of it; it outlives a new name."""
        return self.git_folder.stat().st_ino

    def _put(self, path: Path, content: bytes) -> None:
        staged = path.with_name(f"{path.name}{_STAGED}")
        with staged.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
        _make_durable(path.parent)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise refused("read", path, error) from error


def _make_durable(folder: Path) -> None:
    """Have the names in a folder outlive a crash."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
