"""A workspace is found from the current folder, and reads nothing before it is asked."""

from pathlib import Path

import pytest

from midwatch.bootstrap.settings.model import Settings
from midwatch.bootstrap.workspace import Workspace, current_folder
from midwatch.domain.errors import InputError


def test_the_repository_around_the_current_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "midwatch.toml").write_text("no = TOML")
    (tmp_path / "slos").mkdir()
    monkeypatch.chdir(tmp_path / "slos")
    assert Workspace.here().repository.root == tmp_path


NOTED = {
    "in the folder of the settings": (["midwatch.toml"], ".", None),
    "below it": (["midwatch.toml"], "slos", "Using {root}/midwatch.toml."),
    "in a repository below somebody else's settings": (
        ["midwatch.toml", "team/.git"],
        "team",
        "{root}/midwatch.toml is not used: it lies outside of the git repository {root}/team.",
    ),
    "without any settings": (["team/.git"], "team/slos", None),
}


@pytest.mark.parametrize("case", NOTED)
def test_settings_that_lie_elsewhere_are_named(case: str, tmp_path: Path) -> None:
    files, start, note = NOTED[case]
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / start).mkdir(parents=True, exist_ok=True)
    expected = note.format(root=tmp_path) if note else None
    assert Workspace.at(tmp_path / start).settings_note == expected


def test_without_settings_everything_is_as_usual(tmp_path: Path) -> None:
    assert Workspace.at(tmp_path).settings == Settings()


def test_a_current_folder_that_was_removed_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(InputError, match="current folder"):
        current_folder()
