"""The knowledge repository: a folder that holds midwatch.toml, or the git work tree around the current one."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from midwatch.domain.errors import InputError
from midwatch.store._causes import refused, shown
from midwatch.store.files import read_text, write_atomically
from midwatch.store.paths import inside, resolve

SETTINGS_FILE = "midwatch.toml"
SLO_FOLDER = "slos"
_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Repository:
    """A root, and the folder below it (or the root) at which the patterns of a command line start."""

    root: Path
    start: Path | None = None

    @classmethod
    def find(cls, start: Path) -> Self:
        """The nearest folder upwards with midwatch.toml or .git, whichever comes first; else `start` itself."""
        start = resolve(start)
        for folder in (start, *start.parents):
            if (folder / SETTINGS_FILE).exists() or (folder / ".git").exists():
                return cls(folder, start)
        return cls(start, start)

    @property
    def is_bare(self) -> bool:
        """Whether the root is a git directory without a work tree around it."""
        return (self.root / "HEAD").is_file() and (self.root / "objects").is_dir()

    def slo_paths(self, patterns: Sequence[str] = ()) -> tuple[str, ...]:
        """Service files that the patterns name, relative to the root, in order, each once.

        A pattern is a file, a folder (its *.yaml and *.yml, at any depth) or a glob, relative to `start`; without any,
        `slos/` at the root. Raises InputError where one of them leads out of the root or names nothing.
        """
        if not patterns:
            return self._unless_empty(self._in_folder(inside(self.root, SLO_FOLDER)), "slos/")
        found: set[str] = set()
        for pattern in patterns:
            found.update(self._unless_empty(self._named(pattern), pattern))
        return tuple(sorted(found))

    def service_texts(self, paths: Iterable[str]) -> Mapping[str, str]:
        """The text of each service file, by its path relative to the root. Raises InputError."""
        return {path: self.read(path) for path in paths}

    def read(self, path: str) -> str:
        """The text of one file, by its path relative to the root. Raises InputError."""
        located = inside(self.root, path)
        if located.is_dir():
            _names_in(located, path)  # the reason why it is named among files, where it is
        return read_text(path, root=self.root)

    def read_if_there(self, path: str) -> str | None:
        """The text of one file, or None where there is none. Raises InputError where it cannot be read."""
        return self.read(path) if inside(self.root, path).exists() else None

    def files(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Paths of the files directly in a folder that end in `suffix`, in order; none where there is no folder.

        Raises InputError where it cannot be listed.
        """
        located = inside(self.root, folder)
        if not located.is_dir():
            return ()
        names = (name for name in _names_in(located, folder) if not name.startswith("."))
        return tuple(f"{folder}/{name}" for name in sorted(names) if name.endswith(suffix))

    def write(self, files: Mapping[str, str | bytes]) -> tuple[str, ...]:
        """Write every file or none; the paths that changed. Raises InputError."""
        return write_atomically(self.root, files)

    def _named(self, pattern: str) -> tuple[str, ...]:
        base = self.start or self.root
        located = inside(self.root, base / pattern, shown_as=pattern)
        if located.is_dir():
            return self._in_folder(located)
        if located.exists() or not set(pattern) & set("*?["):
            return (self._relative(located),)
        return self._globbed(base, pattern)

    def _globbed(self, base: Path, pattern: str) -> tuple[str, ...]:
        try:
            found = [inside(self.root, path, shown_as=pattern) for path in base.glob(pattern)]
        except (NotImplementedError, ValueError) as error:
            raise InputError(
                f"find {shown(pattern)}",
                why=str(error),
                fix="write a pattern relative to the current folder, such as 'slos/api-*.yaml'",
            ) from error
        files = (path for path in found if not path.is_dir() and _looks_like_yaml(path.name))
        return tuple(self._relative(path) for path in files)

    def _in_folder(self, folder: Path) -> tuple[str, ...]:
        """Service files at any depth. A folder that cannot be listed stands for what it may hold: reading it tells."""
        found: list[Path] = []

        def keep(error: OSError) -> None:
            if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
                found.append(Path(error.filename))

        for place, _, names in os.walk(folder, onerror=keep):
            found += [Path(place, name) for name in names if _looks_like_yaml(name)]
        return tuple(sorted(self._relative(path) for path in found))

    def _relative(self, path: Path) -> str:
        return path.relative_to(resolve(self.root)).as_posix()

    def _unless_empty(self, paths: tuple[str, ...], pattern: str) -> tuple[str, ...]:
        if paths:
            return paths
        raise InputError(
            f"no service file in {shown(pattern)}",
            why=f"nothing there ends in .yaml or .yml (below {shown(self.root)})",
            fix="write one with `midwatch slo new`, or name a file",
        )


def _looks_like_yaml(name: str) -> bool:
    """By its name: what turns out to be a pipe or a broken link is an error when read, and not passed over."""
    return name.endswith(_YAML) and not name.startswith(".")


def _names_in(folder: Path, name: str) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError as error:
        raise refused("list", name, error) from error
