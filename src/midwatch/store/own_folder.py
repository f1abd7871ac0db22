"""A folder that a command fills, and may fill anew: what it wrote and nobody changed since."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.store._causes import refused, shown
from midwatch.store.files import make_folder, read_text, write_atomically

_UNTOLD = (".git", ".midwatch")
"""Git's own files and caches: neither kept in the list nor cleared."""


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A folder with a list of its own files, in the file `mark`, which tells it from folders of others.

    `parts`: first parts of all paths that are written; nothing else is ever cleared.
    """

    root: Path
    mark: str
    parts: tuple[str, ...]

    def is_ours(self) -> bool:
        """Whether it was filled before, and wholly. Raises InputError where its mark cannot be read."""
        return bool(self._listed())

    def make_anew(self) -> None:
        """Make the folder, or clear what was written before.

        Raises InputError, and changes nothing, where a file is there that was not written by us, or was changed since.
        """
        make_folder(self.root)
        listed = self._listed()
        found = list(self._strangers() if listed is None else self._files())
        for path in found:
            if listed is None or not self._may_clear(path, listed):
                raise self._foreign(path, known=path in (listed or {}))
        try:
            for path in found:
                (self.root / path).unlink()
        except OSError as error:
            raise refused("clear", self.root, error) from error
        self._clear_folders()
        write_atomically(self.root, {self.mark: "{}\n"})

    def seal(self) -> None:
        """List everything that is there now as ours. Raises InputError."""
        digests = {path: self._digest(path) for path in self._files()}
        write_atomically(self.root, {self.mark: json.dumps(digests, indent=1) + "\n"})

    def _may_clear(self, path: str, listed: Mapping[str, str]) -> bool:
        broken_off = not listed
        ours = Path(path).parts[0] in self.parts
        return ours and (broken_off or listed.get(path) == self._digest(path))

    def _listed(self) -> Mapping[str, str] | None:
        """Digests by path; empty where filling it was broken off; None without a mark."""
        if not (self.root / self.mark).exists():
            return None
        try:
            listed = json.loads(read_text(self.mark, root=self.root))
        except ValueError:
            listed = None
        if not isinstance(listed, dict):
            raise InputError(
                f"read {shown(self.mark)} in {shown(self.root)}",
                why="it is not the list that was written there",
                fix="name another folder, or remove this one",
            )
        return {str(path): str(digest) for path, digest in listed.items()}

    def _files(self) -> Iterator[str]:
        """Everything that is no folder, links too, by its path below the root."""
        try:
            for path in sorted(self.root.rglob("*")):
                name = path.relative_to(self.root)
                if name.parts[0] in _UNTOLD or name.as_posix() == self.mark:
                    continue
                if path.is_symlink() or not path.is_dir():
                    yield name.as_posix()
        except OSError as error:
            raise refused("list", self.root, error) from error

    def _strangers(self) -> Iterator[str]:
        """What lies directly in a folder without a mark; nothing deeper need be looked at to refuse it."""
        try:
            names = sorted(path.name for path in self.root.iterdir())
        except OSError as error:
            raise refused("list", self.root, error) from error
        yield from (name for name in names if name not in _UNTOLD)

    def _digest(self, name: str) -> str:
        path = self.root / name
        if path.is_symlink() or not path.is_file():
            return ""
        try:
            with path.open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise refused("read", name, error) from error

    def _clear_folders(self) -> None:
        folders = [path for path in self.root.rglob("*") if path.is_dir() and not path.is_symlink()]
        for folder in sorted(folders, reverse=True):
            if folder.relative_to(self.root).parts[0] not in _UNTOLD:
                with suppress(OSError):
                    folder.rmdir()

    def _foreign(self, path: str, *, known: bool) -> InputError:
        return InputError(
            f"leave {shown(self.root)} as it is",
            why=f"{shown(path)} {'was changed since' if known else 'was not written there by this command'}",
            fix="name another folder with --output, or remove this one",
        )
