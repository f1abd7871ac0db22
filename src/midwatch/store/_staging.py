"""Many files replaced as one: staged beside their places, renamed together, undone on any error."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from midwatch.store._causes import refused

PREFIX, SUFFIX = ".midwatch-", ".tmp"
_WRITERS = 8
"""Files that are put on disk at once: a disk takes many at the price of one (4,000 in 1.5 s instead of 8)."""
_NO_LOCKS = {errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP}
"""What network file systems answer when a folder cannot be locked."""


@dataclass(frozen=True, slots=True)
class Write:
    """One file to be replaced: its real location, its next content, and the name that messages show."""

    target: Path
    content: bytes
    name: str


@contextmanager
def writing_alone(root: Path) -> Iterator[bool]:
    """Hold the one lock of a root, so that two writers take turns; it ends with its process. False: no locks here."""
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise refused("write below", root, error) from error
    try:
        yield _lock(folder)
    finally:
        os.close(folder)


def _lock(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        raise
    return True


class Staging:
    """Files on their way. Leaving the block without `commit`, or with an error, puts everything back."""

    def __init__(self, *, alone: bool) -> None:
        """Begin with nothing staged. `alone`: nobody else writes, so what lies around is left from a crash."""
        self._alone = alone
        self._staged: list[tuple[Write, Path]] = []
        self._kept: list[tuple[Write, Path | None]] = []
        self._made: list[Path] = []
        self._folders: set[Path] = set()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def stage(self, write: Write) -> None:
        """Write the content beside its place. Raises InputError."""
        try:
            self._enter_folder(write.target.parent)
            staged = self._beside(write.target, "new")
            descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
            self._staged.append((write, staged))
            with os.fdopen(descriptor, "wb") as file:
                if write.target.exists():
                    os.fchmod(descriptor, write.target.stat().st_mode & 0o7777)
                file.write(write.content)
        except OSError as error:
            raise refused("write", write.name, error) from error

    def commit(self) -> None:
        """Put everything on disk, then rename it into place. After an InputError the block's end puts all back."""
        with ThreadPoolExecutor(_WRITERS, thread_name_prefix="midwatch-sync") as pool:
            for _ in pool.map(_sync_staged, self._staged):
                pass
        for write, staged in self._staged:
            try:
                self._kept.append((write, self._keep(write.target)))
                staged.replace(write.target)
            except OSError as error:
                raise refused("write", write.name, error) from error
        for folder in sorted(self._folders | {made.parent for made in self._made}):
            try:
                _sync(folder)
            except OSError as error:
                raise refused("write below", folder, error) from error
        self._forget_kept()
        self._staged.clear()
        self._made.clear()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Undo what was not committed."""
        for write, kept in reversed(self._kept):
            with suppress(OSError):
                _put_back(write.target, kept)
        for _, staged in self._staged:
            with suppress(OSError):
                staged.unlink(missing_ok=True)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()

    def _enter_folder(self, folder: Path) -> None:
        """Make the folder, and clear what a crash left in it."""
        if folder in self._folders:
            return
        for each in [*reversed(folder.parents), folder]:
            if not each.exists():
                each.mkdir()
                self._made.append(each)
        if self._alone:
            for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
                left.unlink(missing_ok=True)
        self._folders.add(folder)

    def _keep(self, target: Path) -> Path | None:
        """Give the present content a second name, or a copy where names cannot be shared, so that it can come back."""
        if not target.exists():
            return None
        kept = self._beside(target, "old")
        try:
            os.link(target, kept)
        except OSError:
            shutil.copy2(target, kept)
        return kept

    def _forget_kept(self) -> None:
        for _, kept in self._kept:
            if kept is not None:
                with suppress(OSError):
                    kept.unlink()
        self._kept.clear()

    def _beside(self, target: Path, use: str) -> Path:
        count = len(self._staged) if use == "new" else len(self._kept)
        return target.with_name(f"{PREFIX}{use}-{os.getpid()}-{count}{SUFFIX}")


def _put_back(target: Path, kept: Path | None) -> None:
    if kept is None:
        target.unlink(missing_ok=True)
        return
    kept.replace(target)
    kept.unlink(missing_ok=True)  # renaming one of two names of the same file does nothing


def _sync_staged(staged: tuple[Write, Path]) -> None:
    write, path = staged
    try:
        _sync(path)
    except OSError as error:
        raise refused("write", write.name, error) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
