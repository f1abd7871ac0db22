"""Catalogues: YAML files that ship with the package, each replaced by the team's file of the same name."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Literal

from midwatch.store.repository import Repository

Kind = Literal["conventions", "checklists", "templates"]
_SUFFIX = ".yaml"


def load(kind: Kind, team_root: Path | None = None) -> Mapping[str, str]:
    """Every entry of a catalogue by name (its file's, without `.yaml`), ours first, in order of name.

    The team's files lie in `<team_root>/<kind>/`. Raises InputError where one of them cannot be read.
    """
    entries = dict(_ours(kind))
    if team_root is not None:
        entries.update(_theirs(kind, team_root))
    return MappingProxyType(dict(sorted(entries.items())))


def _ours(kind: Kind) -> Iterator[tuple[str, str]]:
    folder = files("midwatch").joinpath(kind)
    if not folder.is_dir():
        return
    for entry in folder.iterdir():
        if entry.name.endswith(_SUFFIX):
            yield entry.name.removesuffix(_SUFFIX), entry.read_text(encoding="utf-8")


def _theirs(kind: Kind, team_root: Path) -> Iterator[tuple[str, str]]:
    repository = Repository(team_root)
    for path in repository.files(kind, _SUFFIX):
        yield PurePosixPath(path).stem, repository.read(path)
