"""Folders of produced files against folders that are committed."""

import difflib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
DIFF_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """Compares a produced folder with the committed one, or rewrites the latter."""

    rewrite: bool

    def __call__(self, produced: Path, case: str | Path) -> None:
        """Fail with a unified diff unless `produced` holds exactly the files of `tests/golden/<case>`.

        A Path names another committed folder, such as one of `examples/`.
        """
        committed = GOLDEN / case
        if self.rewrite:
            shutil.rmtree(committed, ignore_errors=True)
            shutil.copytree(produced, committed)
        elif difference := unified_diff(committed, produced):
            shown = "".join(difference[:DIFF_LINES])
            pytest.fail(f"{case} differs; after review, make golden\n{shown}", pytrace=False)


def unified_diff(committed: Path, produced: Path) -> list[str]:
    """Lines that turn one folder into the other, file by file; none where they are the same."""
    names = sorted(_files(committed) | _files(produced))
    return [
        line
        for name in names
        for line in difflib.unified_diff(
            _lines(committed / name), _lines(produced / name), f"golden/{name}", f"produced/{name}"
        )
    ]


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _lines(path: Path) -> list[str]:
    """The file's lines, with a mark where it is missing, and where its last line is not ended."""
    if not path.is_file():
        return []
    lines = path.read_bytes().decode(errors="backslashreplace").splitlines(keepends=True)
    ended = not lines or lines[-1].endswith("\n")
    return ["(present)\n", *lines, *([] if ended else ["\n\\ No newline at end of file\n"])]
