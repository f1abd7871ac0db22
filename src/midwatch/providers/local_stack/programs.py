"""Where the servers' programs are."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from midwatch.domain.errors import InputError

# What upstream calls a program → the names it has on PATH; the second is Debian's.
NAMES: Mapping[str, tuple[str, ...]] = {
    "prometheus": ("prometheus",),
    "promtool": ("promtool",),
    "alertmanager": ("alertmanager", "prometheus-alertmanager"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """The three that a live stack runs."""

    prometheus: Path
    promtool: Path
    alertmanager: Path


def find_programs(environ: Mapping[str, str]) -> Programs:
    """The programs on PATH, else those that `make servers` unpacked into the cache.

    Raises InputError, naming every one that is in neither place.
    """
    found = {name: _locate(name, environ) for name in NAMES}
    missing = sorted(name for name, path in found.items() if path is None)
    if missing:
        raise InputError(
            "find the servers of a live demo",
            why=f"{', '.join(missing)}: neither on PATH nor in the cache",
            fix="run `make servers` in Midwatch's own folder, or install your distribution's "
            "packages (Debian: prometheus, prometheus-alertmanager)",
        )
    return Programs(**{name: path for name, path in found.items() if path is not None})


def _locate(name: str, environ: Mapping[str, str]) -> Path | None:
    for alias in NAMES[name]:
        if on_path := shutil.which(alias, path=environ.get("PATH", "")):
            return Path(on_path)
    for cache in _caches(environ):
        unpacked = cache / "servers" / "bin" / name
        if os.access(unpacked, os.X_OK):
            return unpacked
    return None


def _caches(environ: Mapping[str, str]) -> Iterator[Path]:
    """The one folder that `make servers` fills, by the same rule."""
    places = (("MIDWATCH_CACHE", "."), ("XDG_CACHE_HOME", "midwatch"), ("HOME", ".cache/midwatch"))
    for variable, below in places:
        if environ.get(variable):
            yield Path(environ[variable]) / below
            return
