"""Catalogues: YAML files that ship with the package, each replaced by the team's file of the same name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Literal

from midwatch.domain.errors import InputError
from midwatch.store.repository import Repository

Kind = Literal["conventions", "checklists", "templates"]
_SUFFIX = ".yaml"


def load(kind: Kind, team_root: Path | None = None) -> Mapping[str, str]:
    """Every entry of a catalogue by name (its file's, without `.yaml`), ours first, in order of name.

    The team's files lie in `<team_root>/<kind>/`. Raises InputError where one of them cannot be read.
    """
    found = readable(kind, team_root)
    if found.unreadable:
        raise next(iter(found.unreadable.values()))
    return found.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """The entries of a catalogue by name, and the team's files that cannot be read, by path; ours stand for those."""

    texts: Mapping[str, str]
    unreadable: Mapping[str, InputError]


def readable(kind: Kind, team_root: Path | None = None) -> Readable:
    """The entries as `load` gives them, also where a file of the team's cannot be read."""
    entries, unreadable = dict(_ours(kind)), {}
    for path, text in _theirs(kind, team_root) if team_root is not None else ():
        if isinstance(text, InputError):
            unreadable[path] = text
        else:
            entries[PurePosixPath(path).stem] = text
    return Readable(texts=MappingProxyType(dict(sorted(entries.items()))), unreadable=unreadable)


def _ours(kind: Kind) -> Iterator[tuple[str, str]]:
    folder = files("midwatch").joinpath(kind)
    if not folder.is_dir():
        return
    for entry in folder.iterdir():
        if entry.name.endswith(_SUFFIX):
            yield entry.name.removesuffix(_SUFFIX), entry.read_text(encoding="utf-8")


def _theirs(kind: Kind, team_root: Path) -> Iterator[tuple[str, str | InputError]]:
    """Each file's text, or why it cannot be read; the folder's, where it cannot be listed."""
    repository = Repository(team_root)
    try:
        paths = repository.files(kind, _SUFFIX)
    except InputError as error:
        yield f"{kind}/", error
        return
    for path in paths:
        try:
            yield path, repository.read(path)
        except InputError as error:
            yield path, error
