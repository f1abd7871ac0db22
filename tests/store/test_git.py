"""Git tells where its work tree begins and who commits there."""

import subprocess
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store import git


@pytest.fixture
def work_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    root = tmp_path / "team"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def test_the_root_is_found_from_inside_and_nowhere_else(work_tree: Path) -> None:
    (work_tree / "slos").mkdir()
    assert git.repository_root(work_tree / "slos") == work_tree
    assert git.repository_root(work_tree.parent) is None
    assert git.repository_root(work_tree / "not there") is None


def test_the_email_is_the_one_that_commits_bear(work_tree: Path) -> None:
    assert git.user_email(work_tree) is None
    subprocess.run(["git", "config", "user.email", "oncall@example.org"], cwd=work_tree, check=True)
    assert git.user_email(work_tree) == "oncall@example.org"


def test_without_git_everything_is_unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    assert git.version() is None
    assert git.repository_root(tmp_path) is None


def test_a_folder_becomes_a_work_tree_of_its_own_inside_another_one(work_tree: Path) -> None:
    inner = work_tree / "demo"
    inner.mkdir()
    git.make_repository(inner)
    git.make_repository(inner)
    assert git.repository_root(inner) == inner


def test_without_git_no_repository_is_made_and_git_is_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError) as refused:
        git.make_repository(tmp_path)
    assert refused.value.fix == "install git"
