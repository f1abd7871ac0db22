"""Columns of telemetry kept under the hash of the text they were read from."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

import numpy as np

from midwatch.domain.errors import InputError
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.store.files import write_atomically
from midwatch.store.paths import inside

FOLDER = ".midwatch/cache"
KEPT_BYTES = 1 << 30
"""What all entries may hold together; beyond it the oldest go."""

_UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class Header(TypedDict):
    """What the columns are: metric, labels and number of samples of each series, and the types of families."""

    series: list[tuple[str, dict[str, str], int]]
    types: dict[str, str]


class ColumnCache:
    """Columns below one root. A damaged entry is as good as none; where nothing can be written, nothing is kept."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, key: str) -> Telemetry | None:
        """The columns under a key, or None."""
        with suppress(InputError, *_UNREADABLE):
            return _unpacked(inside(self._root, _name(key)))
        return None

    def put(self, key: str, telemetry: Telemetry) -> None:
        """Keep the columns, if they can be kept."""
        with suppress(InputError, OSError):
            write_atomically(self._root, {_name(key): _packed(telemetry)})
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        entries = [(path.stat(), path) for path in inside(self._root, FOLDER).glob("*.npz")]
        total = 0
        for found, path in sorted(entries, key=lambda entry: -entry[0].st_mtime_ns):
            total += found.st_size
            if total > KEPT_BYTES:
                path.unlink(missing_ok=True)


def _name(key: str) -> str:
    return f"{FOLDER}/{key}.npz"


def _packed(telemetry: Telemetry) -> bytes:
    header = {
        "series": [[each.metric, dict(each.labels), len(each.times)] for each in telemetry.series],
        "types": dict(telemetry.types),
    }
    none = [np.empty(0)]
    file = io.BytesIO()
    np.savez(
        file,
        header=np.frombuffer(json.dumps(header).encode(), np.uint8),
        times=np.concatenate([*(each.times for each in telemetry.series), *none]),
        values=np.concatenate([*(each.values for each in telemetry.series), *none]),
    )
    return file.getvalue()


def _unpacked(path: Path) -> Telemetry:
    """Read an entry; its archive has a checksum for each column. Raises one of `_UNREADABLE`."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as entry:
        header: Header = json.loads(entry["header"].tobytes())
        times, values = entry["times"], entry["values"]
    if sum(count for _, _, count in header["series"]) != len(times):
        raise ValueError(path)
    return Telemetry(series=tuple(_series(header, times, values)), types=header["types"])


def _series(header: Header, times: Floats, values: Floats) -> Iterator[SampleSeries]:
    start = 0
    for metric, labels, count in header["series"]:
        part = slice(start, start + count)
        yield SampleSeries(metric=metric, labels=labels, times=times[part], values=values[part])
        start += count
