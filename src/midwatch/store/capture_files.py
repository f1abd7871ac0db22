"""Telemetry in files: opened, unpacked within bounds, and kept as columns for the next time."""

import gzip
import hashlib
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.domain.signals.telemetry import Telemetry, merge
from midwatch.formats.capture import openmetrics, table
from midwatch.formats.capture.lines import TextStyle
from midwatch.formats.capture.table import TableMapping
from midwatch.store._causes import refused, shown
from midwatch.store.capture_cache import ColumnCache
from midwatch.store.paths import inside, resolve

MAX_TEXT_BYTES = 2 << 30
"""Bytes of one text once it is unpacked; as many as the samples that are read at most have."""
WORTH_KEEPING = 1 << 18
"""Bytes of a file below which parsing it again is as quick as finding its columns."""

_CHUNK = 1 << 20
_STYLES = {
    ".om": TextStyle.OPENMETRICS,
    ".txt": TextStyle.OPENMETRICS,
    ".prom": TextStyle.PROMETHEUS,
}
_TABLE, _PACKED = ".csv", ".gz"
_GZIP = b"\x1f\x8b"
"""How every gzip file begins (RFC 1952), whatever its name."""
ENDINGS = (*_STYLES, _TABLE)
_FORMAT_VERSION = "2"
"""Changes whenever the same text is read into other columns."""


def load(
    paths: Sequence[str],
    *,
    root: Path,
    mapping: TableMapping | None = None,
    cache: ColumnCache | None = None,
) -> Telemetry:
    """All telemetry of the named files as one.

    A path is a file, a folder (the files directly in it) or a glob, relative to `root` and inside it. The ending tells
    what a file is: .om and .txt are OpenMetrics, .prom is Prometheus text, .csv a table that `mapping` explains; each
    also with .gz. Raises InputError where a path names nothing, a file cannot be read, or two contradict each other.
    """
    wanted = dict.fromkeys(found for path in paths for found in _found(root, path))
    home, explained = resolve(root), mapping or TableMapping()
    return merge(_File(home, path, explained).read(cache) for path in wanted)


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a capture, by its real location."""

    root: Path
    path: Path
    mapping: TableMapping

    def read(self, cache: ColumnCache | None) -> Telemetry:
        with self._opened() as file:
            before = os.fstat(file.fileno())
            if cache is None or before.st_size < WORTH_KEEPING:
                return self._parsed(file)
            key = self._key(file)
            kept = cache.get(key)
            if kept is not None:
                return kept
            file.seek(0)
            telemetry = self._parsed(file)
            after = os.fstat(file.fileno())
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            cache.put(key, telemetry)
        return telemetry

    @property
    def name(self) -> str:
        """How errors call the file."""
        return os.path.relpath(self.path, self.root)

    @contextmanager
    def _opened(self) -> Iterator[BufferedReader]:
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(descriptor, "rb") as file:
                self._require_regular(os.fstat(descriptor).st_mode)
                yield file
        except gzip.BadGzipFile as error:
            raise self._damaged(str(error)) from error
        except OSError as error:
            raise refused("read", self.name, error) from error

    def _require_regular(self, mode: int) -> None:
        if not stat.S_ISREG(mode):
            raise InputError(
                f"read {shown(self.name)}",
                why="it is no regular file",
                fix="name a file that holds telemetry",
            )

    def _key(self, file: BufferedReader) -> str:
        named = table.metric_of(self.name) if _ending(self.path) == _TABLE else ""
        read_as = f"{_FORMAT_VERSION} {_ending(self.path)} {named} {self.mapping}"
        digest = hashlib.sha256(read_as.encode())
        for chunk in self._chunks(file):
            digest.update(chunk)
        return digest.hexdigest()

    def _parsed(self, file: BufferedReader) -> Telemetry:
        packed = self.path.suffix == _PACKED or file.peek().startswith(_GZIP)
        chunks = self._unpacked(file) if packed else self._chunks(file)
        ending = _ending(self.path)
        if ending == _TABLE:
            return table.parse(chunks, name=self.name, mapping=self.mapping)
        return openmetrics.parse(chunks, name=self.name, style=_STYLES[ending])

    def _chunks(self, file: BufferedReader | gzip.GzipFile) -> Iterator[bytes]:
        size = 0
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > MAX_TEXT_BYTES:
                raise InputError(
                    f"read {shown(self.name)}",
                    why=f"its text is larger than {MAX_TEXT_BYTES >> 30} GiB",
                    fix="cut the range or leave series out, or ask a Prometheus that holds them",
                )
            yield chunk

    def _unpacked(self, file: BufferedReader) -> Iterator[bytes]:
        try:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield from self._chunks(unpacked)
        except (EOFError, zlib.error) as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, why: str) -> InputError:
        return InputError(
            f"unpack {shown(self.name)}",
            why=f"it is no gzip file, or a damaged one: {shown(why)}",
            fix="write it again; `gzip -t` tells whether it is whole",
        )


def _found(root: Path, path: str) -> Iterator[Path]:
    located = inside(root, path)
    if located.is_dir():
        found = _listed(root, located)
    elif located.exists() or not set(path) & set("*?["):
        found = [located]
    else:
        found = _globbed(root, path)
    if not found:
        raise InputError(
            f"no telemetry in {shown(path)}",
            why=f"nothing there ends in {', '.join(ENDINGS)} (or these with .gz)",
            fix="name a file of telemetry, or a folder that holds some",
        )
    for each in found:
        if _ending(each) not in ENDINGS:
            raise InputError(
                f"read {shown(path)}",
                why=f"its ending tells no format; these do: {', '.join(ENDINGS)} (or these with .gz)",
                fix="give OpenMetrics the ending .om, Prometheus text .prom, a table .csv",
            )
        yield each


def _listed(root: Path, folder: Path) -> list[Path]:
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        raise refused("list", folder, error) from error
    return [inside(root, folder / name) for name in names if _is_telemetry(folder / name)]


def _globbed(root: Path, pattern: str) -> list[Path]:
    try:
        found = sorted(root.glob(pattern))
    except (NotImplementedError, ValueError) as error:
        raise InputError(
            f"find {shown(pattern)}",
            why=str(error),
            fix="write a pattern relative to the repository, such as 'telemetry/*.om.gz'",
        ) from error
    return [inside(root, each) for each in found if _is_telemetry(each)]


def _is_telemetry(path: Path) -> bool:
    """By its name: what turns out to be a pipe or a broken link is an error when read, and not passed over."""
    return _ending(path) in ENDINGS and not path.name.startswith(".") and not path.is_dir()


def _ending(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix == _PACKED else path.suffix
