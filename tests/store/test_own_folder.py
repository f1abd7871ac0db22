from collections.abc import Callable
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store.own_folder import OwnFolder

MARK = ".ours"


def folder(root: Path) -> OwnFolder:
    return OwnFolder(root, MARK, ("slos", "notes.md"))


def fill(root: Path) -> OwnFolder:
    """A folder that was filled and sealed."""
    ours = folder(root)
    ours.make_anew()
    (root / "slos").mkdir()
    (root / "slos" / "api.yaml").write_text("service: api\n")
    (root / "notes.md").write_text("ours\n")
    ours.seal()
    return ours


def texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MARK
    }


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    folder(tmp_path / "a" / "b").make_anew()
    assert (tmp_path / "a" / "b" / MARK).exists()


def test_what_was_written_before_is_cleared_with_its_folders(tmp_path: Path) -> None:
    fill(tmp_path).make_anew()
    assert [path.name for path in tmp_path.iterdir()] == [MARK]


def test_git_and_caches_are_never_touched(tmp_path: Path) -> None:
    ours = fill(tmp_path)
    for name in (".git", ".midwatch"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "state").write_text("kept\n")
    ours.make_anew()
    assert texts(tmp_path) == {".git/state": "kept\n", ".midwatch/state": "kept\n"}


def link_out(root: Path) -> None:
    (root / "slos" / "api.yaml").unlink()
    (root / "slos" / "api.yaml").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("meddle", "told"),
    [
        pytest.param(
            lambda root: (root / "slos" / "mine.yaml").write_text("mine"),
            "slos/mine.yaml was not written there",
            id="a new file is a person's",
        ),
        pytest.param(
            lambda root: (root / "slos" / "api.yaml").write_text("mine"),
            "slos/api.yaml was changed since",
            id="a changed file is a person's too",
        ),
        pytest.param(link_out, "slos/api.yaml was changed since", id="so is a link in its place"),
    ],
)
def test_nothing_is_cleared_where_a_person_has_worked(
    tmp_path: Path, meddle: Callable[[Path], object], told: str
) -> None:
    ours = fill(tmp_path)
    meddle(tmp_path)
    before = texts(tmp_path)
    with pytest.raises(InputError) as refused:
        ours.make_anew()
    assert told in refused.value.why
    assert "--output" in refused.value.fix
    assert texts(tmp_path) == before


def test_a_folder_of_others_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine\n")
    with pytest.raises(InputError, match="leave"):
        folder(tmp_path).make_anew()
    assert texts(tmp_path) == {"notes.md": "mine\n"}
    assert not (tmp_path / MARK).exists()


def test_a_folder_whose_filling_was_broken_off_is_made_anew(tmp_path: Path) -> None:
    folder(tmp_path).make_anew()
    (tmp_path / "notes.md").write_text("half a")
    assert not folder(tmp_path).is_ours()
    folder(tmp_path).make_anew()
    assert texts(tmp_path) == {}


def test_a_person_s_file_beside_a_broken_off_filling_is_kept(tmp_path: Path) -> None:
    folder(tmp_path).make_anew()
    (tmp_path / "thesis.md").write_text("mine\n")
    with pytest.raises(InputError, match="leave"):
        folder(tmp_path).make_anew()
    assert texts(tmp_path) == {"thesis.md": "mine\n"}


def test_only_a_sealed_folder_is_ours(tmp_path: Path) -> None:
    assert not folder(tmp_path).is_ours()
    assert fill(tmp_path).is_ours()


@pytest.mark.parametrize("mark", ["", "[1]", "{"])
def test_a_mark_that_somebody_broke_is_an_error(tmp_path: Path, mark: str) -> None:
    (tmp_path / MARK).write_text(mark)
    with pytest.raises(InputError, match=r"read \.ours"):
        folder(tmp_path).make_anew()
