"""Git tells where its work tree begins and who commits there."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.measured import NoData
from midwatch.domain.units import TimeRange
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


BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)


def at(hour: float) -> datetime:
    return BEGIN + timedelta(hours=hour)


def commit(root: Path, hour: float, subject: str, *files: str, merge: str | None = None) -> None:
    """Commit a change of the files at an hour, or merge a branch."""
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{subject} at {hour}")
    moment = at(hour).isoformat()
    said = {"NAME": "ops", "EMAIL": "ops@example.org", "DATE": moment}
    who = {f"GIT_{role}_{key}": said[key] for role in ("AUTHOR", "COMMITTER") for key in said}
    act = ["merge", "-q", "--no-ff", merge] if merge else ["commit", "-q"]
    for arguments in (["add", "-A"], [*act, "-m", subject]):
        subprocess.run(["git", *arguments], cwd=root, check=True, env=os.environ | who)


def told(root: Path, *paths: str, since: float = 0, until: float = 24) -> list[str]:
    found = git.commits(root, paths, TimeRange(at(since), at(until)))
    assert not isinstance(found, NoData)
    return [one.subject for one in found]


def test_commits_are_those_that_changed_the_paths_in_the_span_newest_first(
    work_tree: Path,
) -> None:
    commit(work_tree, 1, "Begin", "services/checkout/main.py", "services/search/main.py")
    commit(work_tree, 2, "Retry twice", "services/checkout/pay.py")
    commit(work_tree, 3, "Rank anew", "services/search/main.py")
    assert told(work_tree, "services/checkout") == ["Retry twice", "Begin"]
    assert told(work_tree, "services/checkout", since=1) == ["Retry twice"]
    assert told(work_tree, "services/checkout", until=1) == ["Begin"]
    assert told(work_tree, "services/*") == []
    assert told(work_tree) == []
    found = git.commits(work_tree, ("services",), TimeRange(at(0), at(24)))
    assert not isinstance(found, NoData)
    (last, *_) = found
    assert (last.at, last.files) == (at(3), ("services/search/main.py",))


def test_files_are_named_from_the_folder_that_was_asked_about(work_tree: Path) -> None:
    commit(work_tree, 1, "Promise more", "memory/slos/käse & brot.yaml")
    span = TimeRange(at(0), at(24))
    told_of = git.commits(work_tree / "memory", ("slos",), span)
    assert not isinstance(told_of, NoData)
    (found,) = told_of
    assert found.files == ("slos/käse & brot.yaml",)


def test_a_merge_is_one_commit_with_all_that_it_brought(work_tree: Path) -> None:
    commit(work_tree, 1, "Begin", "a.py")
    subprocess.run(["git", "checkout", "-q", "-b", "faster"], cwd=work_tree, check=True)
    commit(work_tree, 2, "Try", "b.py")
    commit(work_tree, 3, "Try again", "c.py")
    subprocess.run(["git", "checkout", "-q", "-"], cwd=work_tree, check=True)
    commit(work_tree, 4, "Make it faster", merge="faster")
    found = git.commits(work_tree, ("a.py", "b.py", "c.py"), TimeRange(at(0), at(24)))
    assert not isinstance(found, NoData)
    merge, begin = found
    assert (merge.subject, merge.files) == ("Make it faster", ("b.py", "c.py"))
    assert begin.subject == "Begin"


def test_what_people_write_into_subjects_does_not_mislead(work_tree: Path) -> None:
    subject = "100% \x1b[31mred\x1e \x1f %h \N{RIGHT-TO-LEFT OVERRIDE} “quoted”"
    commit(work_tree, 1, subject, "a.py")
    assert told(work_tree, "a.py") == [subject]


def test_no_more_commits_are_told_than_a_screen_is_for(
    work_tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "MOST_COMMITS", 2)
    for hour in range(1, 5):
        commit(work_tree, hour, f"Change {hour}", "a.py")
    assert told(work_tree, "a.py") == ["Change 4", "Change 3"]


def test_without_a_work_tree_or_a_commit_there_are_none(work_tree: Path, tmp_path: Path) -> None:
    assert told(work_tree, "slos") == []
    assert told(tmp_path, "slos") == []


def test_a_history_that_cannot_be_read_is_not_taken_for_none(work_tree: Path) -> None:
    commit(work_tree, 1, "Begin", "a.py")
    (tree,) = (work_tree / ".git/objects").glob(
        f"{tree_of(work_tree)[:2]}/{tree_of(work_tree)[2:]}"
    )
    tree.chmod(0o644)
    tree.unlink()
    found = git.commits(work_tree, ("a.py",), TimeRange(at(0), at(24)))
    assert isinstance(found, NoData)
    assert "git log" in found.reason
    assert not found.source_failed


def tree_of(root: Path) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "HEAD^{tree}"], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
