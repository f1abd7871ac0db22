"""Whether a path stays inside its root, whatever `..` and symbolic links say."""

import os
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.store._causes import refused, shown


def inside(root: Path, path: Path | str, *, shown_as: Path | str | None = None) -> Path:
    """The real location of `path` (relative ones start at `root`), which need not exist yet.

    Raises InputError where it leaves `root` through `..`, an absolute path or a symbolic link, and where links lead
    in a circle.
    """
    name = path if shown_as is None else shown_as
    located = resolve(root / path, shown_as=name)
    if not located.is_relative_to(resolve(root)):
        raise InputError(
            f"refuse {shown(name)}",
            why=f"it leads out of {shown(root)}",
            fix="name a file inside the repository, or copy it there",
        )
    return located


def resolve(path: Path, *, shown_as: Path | str | None = None) -> Path:
    """The real location, links followed as far as there is something. Raises InputError on NUL and on circles."""
    name = path if shown_as is None else shown_as
    if "\0" in os.fspath(path):
        raise InputError(
            f"refuse {shown(name)}", why="its name contains a NUL", fix="rename the file"
        )
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return Path(os.path.realpath(path))
    except OSError as error:
        raise refused("find", name, error) from error
