"""Golden folders are compared file by file, and rewritten on demand."""

from pathlib import Path

import pytest

from tests.support.golden import Golden


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text)
    return path


DIFFERENCES = {
    "a changed line": ({"a": "1\n"}, {"a": "2\n"}, "-1\n+2"),
    "a file too many": ({"a": "1\n"}, {"a": "1\n", "b": ""}, "+++ produced/b"),
    "a file too few": ({"a": "1\n", "b": ""}, {"a": "1\n"}, "--- golden/b"),
    "a last line that is not ended": ({"a": "1\n"}, {"a": "1"}, "No newline at end of file"),
}


@pytest.mark.parametrize("case", DIFFERENCES)
def test_a_difference_fails_with_a_diff(case: str, tmp_path: Path) -> None:
    before, after, shown = DIFFERENCES[case]
    committed, produced = folder(tmp_path / "c", **before), folder(tmp_path / "p", **after)
    with pytest.raises(pytest.fail.Exception) as failure:
        Golden(rewrite=False)(produced, committed)
    assert shown in str(failure.value)


def test_rewriting_makes_both_the_same(tmp_path: Path) -> None:
    committed = folder(tmp_path / "c", old="1\n")
    produced = folder(tmp_path / "p", new="2\n")
    Golden(rewrite=True)(produced, committed)
    Golden(rewrite=False)(produced, committed)
    assert [path.name for path in committed.iterdir()] == ["new"]
