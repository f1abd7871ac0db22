"""Reading texts with bounds, and writing many files so that each is there in full or not at all."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.store._causes import refused, shown
from midwatch.store._staging import Staging, Write, writing_alone
from midwatch.store.paths import inside, resolve

MEBIBYTE = 1024 * 1024
READ_LIMIT = 5 * MEBIBYTE
"""Bytes of a text that are read at most; a file of a thousand objectives has less than one mebibyte."""


def read_text(path: Path | str, *, root: Path | None = None, limit: int = READ_LIMIT) -> str:
    """The text of a regular UTF-8 file, without its byte order mark.

    A relative `path` starts at `root`, where one is given. Raises InputError where the file is missing, unreadable, no
    regular file, larger than `limit` bytes, not UTF-8, or outside `root`.
    """
    located = inside(root, path) if root is not None else resolve(Path(path))
    content = read_bytes(located, shown_as=path, limit=limit)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"read {shown(path)}, line {line}",
            why=f"byte 0x{content[error.start]:02x} at offset {error.start} is not UTF-8",
            fix="save the file as UTF-8, for example with `iconv -t UTF-8`",
        ) from error


def read_bytes(path: Path, *, shown_as: Path | str | None = None, limit: int = READ_LIMIT) -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises InputError as `read_text` does."""
    name = shown_as if shown_as is not None else path
    try:
        _require_regular(path.stat().st_mode, name)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            _require_regular(os.fstat(descriptor).st_mode, name)
            content = file.read(limit + 1)
    except OSError as error:
        raise refused("read", name, error) from error
    if len(content) > limit:
        raise InputError(
            f"read {shown(name)}",
            why=f"it is larger than {limit / MEBIBYTE:g} MiB, which no such file needs to be",
            fix="check that this is the file you mean, or split it",
        )
    return content


def write_atomically(root: Path, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
    """Write every file, or none; the paths that changed come back in order.

    `files` maps paths relative to `root` to contents. Each file is staged beside its place and fsynced, then all are
    renamed; a file that already holds its content is not touched. On any error the files are as they were before, and
    nothing staged is left. A crash leaves each file old or new in full, and the next write clears the rest. Raises
    InputError where a path leaves `root`, names a folder, or the system refuses.
    """
    contents = {name: _encoded(content) for name, content in files.items()}
    targets = {name: _target(root, name) for name in sorted(contents)}
    with writing_alone(root) as alone:
        changed = {
            name: Write(target, contents[name], shown(name))
            for name, target in targets.items()
            if not _holds(target, contents[name], name)
        }
        with Staging(alone=alone) as staging:
            for write in changed.values():
                staging.stage(write)
            staging.commit()
    return tuple(changed)


def make_folder(path: Path) -> None:
    """Make a folder and its parents; one that is there stays as it is. Raises InputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused("make the folder", path, error) from error


def exists(root: Path, path: str) -> bool:
    """Whether something is at the path. Raises InputError where it leaves `root`."""
    return inside(root, path).exists()


def nowhere(*, writable: bool) -> int:
    """A descriptor of the lowest free number that leads nowhere: it swallows what is written, or is empty."""
    return os.open(os.devnull, os.O_WRONLY if writable else os.O_RDONLY)


def _encoded(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8")


def _target(root: Path, name: str) -> Path:
    if not name or name.endswith("/") or Path(name).is_absolute():
        raise InputError(
            f"refuse to write “{shown(name)}”",
            why="it is no relative path of a file",
            fix="name the file relative to the repository",
        )
    return inside(root, name)


def _holds(target: Path, content: bytes, name: str) -> bool:
    try:
        found = target.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refused("write", name, error) from error
    _require_regular(found.st_mode, name)
    return found.st_size == len(content) and (
        read_bytes(target, shown_as=name, limit=len(content)) == content
    )


def _require_regular(mode: int, name: Path | str) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    raise InputError(
        f"use {shown(name)} as a file",
        why=f"it is {kinds.get(stat.S_IFMT(mode), 'a device')}",
        fix="name a regular file",
    )
