"""Wherever a person works in git, and whatever git does there, what was recorded stays."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store.incidents.memory import OPEN_REF, path_of
from midwatch.store.incidents.sync import synced
from tests.support.incidents import (
    AUTHOR,
    files,
    memory_of,
    note,
    repository,
    run,
    state,
    texts,
)

TIDYING: dict[str, Callable[[Path], object]] = {
    "stash": lambda root: run(root, "stash", "push", "-q", "--include-untracked"),
    "clean": lambda root: run(root, "clean", "-fdxq"),
    "another branch": lambda root: (
        run(root, "stash", "-u", "-q"),
        run(root, "switch", "-q", "-c", "other"),
        run(root, "switch", "-q", "main"),
    ),
    "rebase": lambda root: (
        run(root, "commit", "-qam", "Change"),
        run(root, "rebase", "-q", "--root"),
        run(root, "commit", "-q", "--amend", "-m", "Change again"),
    ),
    "collecting garbage": lambda root: (
        run(root, "reflog", "expire", "--expire=now", "--all"),
        run(root, "gc", "-q", "--prune=now"),
    ),
    "hard reset": lambda root: run(root, "reset", "-q", "--hard"),
    "packed refs": lambda root: run(root, "pack-refs", "--all"),
}


@pytest.mark.parametrize("tidy", TIDYING.values(), ids=TIDYING)
def test_what_people_do_to_their_work_tree_does_not_reach_incidents(
    team: Path, tidy: Callable[[Path], object]
) -> None:
    memory = memory_of(team)
    memory.append([note("committed")])
    (team / ".git/refs/heads/midwatch.lock").touch()
    assert memory.append([note("in the journal")]).held_back is not None
    (team / ".git/refs/heads/midwatch.lock").unlink()
    tidy(team)
    assert texts(memory) == ["committed", "in the journal"]
    assert memory.append([note("after")]).held_back is None
    assert texts(memory) == ["after", "committed", "in the journal"]
    assert len(files(team)) == 3


def test_a_linked_work_tree_has_the_same_journal(team: Path, home: Path) -> None:
    linked = home / "linked"
    run(team, "worktree", "add", "-q", str(linked))
    (team / ".git/refs/heads/midwatch.lock").touch()
    memory_of(linked).append([note("from the linked one")])
    assert texts(memory_of(team)) == ["from the linked one"]
    (team / ".git/refs/heads/midwatch.lock").unlink()
    before = state(linked)
    kept = memory_of(team).append([note("from the first one")])
    assert kept.held_back is None
    assert texts(memory_of(linked)) == ["from the first one", "from the linked one"]
    assert state(linked) == before


@pytest.mark.parametrize("linked", [False, True], ids=["work tree", "linked work tree"])
def test_while_the_branch_is_checked_out_events_are_held_back_and_then_committed(
    team: Path, home: Path, *, linked: bool
) -> None:
    memory, place = memory_of(team), team
    memory.append([note("before"), note("secret", confidential=True)])
    run(team, "stash", "-u", "-q")
    if linked:
        place = home / "linked"
        run(team, "worktree", "add", "-q", str(place), "midwatch")
    else:
        run(team, "checkout", "-q", "midwatch")
    held_back = memory.append([note("meanwhile"), note("hidden", confidential=True)]).held_back
    assert held_back is not None
    assert held_back.why == f"it is checked out in {place}"
    assert texts(memory) == ["before", "hidden", "meanwhile", "secret"]
    assert run(place, "status", "--porcelain") == ""
    assert len(files(team)) == 1
    assert len(files(team, "refs/midwatch/confidential")) == 2
    run(place, "checkout", "-q", "--detach", "main")
    assert memory.settle() is None
    assert len(files(team)) == 2
    assert memory.settle() is None


def test_a_branch_that_is_checked_out_is_not_moved_by_another_clones_events(
    team: Path, home: Path
) -> None:
    run(home, "clone", "-q", "--bare", str(team), "hub.git")
    run(home, "clone", "-q", "hub.git", "other")
    run(team, "remote", "add", "origin", str(home / "hub.git"))
    other, mine = memory_of(home / "other", 2), memory_of(team)
    for memory, text in ((other, "theirs"), (mine, "mine")):
        memory.append([note(text)])
    synced(other, other.branches()[0], "origin", AUTHOR)
    run(team, "stash", "-u", "-q")
    run(team, "checkout", "-q", "midwatch")
    with pytest.raises(InputError, match="commit to refs/heads/midwatch") as refused:
        synced(mine, mine.branches()[0], "origin", AUTHOR)
    assert "checked out" in refused.value.why
    assert run(team, "status", "--porcelain") == ""
    run(team, "checkout", "-q", "main")
    synced(mine, mine.branches()[0], "origin", AUTHOR)
    assert texts(mine) == ["mine", "theirs"]


def test_a_bare_repository_without_a_work_tree_keeps_incidents(home: Path) -> None:
    run(home, "init", "-q", "--bare", "hub.git")
    memory = memory_of(home / "hub.git")
    assert memory.append([note("down")]).held_back is None
    assert texts(memory) == ["down"]


def test_a_repository_without_any_commit_keeps_incidents_and_stays_so(home: Path) -> None:
    run(home, "init", "-q", "new")
    before, memory = state(home / "new"), memory_of(home / "new")
    assert memory.read().events == ()
    assert memory.append([note("down")]).held_back is None
    assert texts(memory) == ["down"]
    assert state(home / "new") == before


def test_a_detached_head_stays_where_it_is(team: Path) -> None:
    run(team, "checkout", "-q", "--detach")
    before = state(team)
    assert memory_of(team).append([note("down")]).held_back is None
    assert state(team) == before


def test_a_path_may_have_any_letters(home: Path) -> None:
    root = repository(home / "Käse & “Brot” $HOME\n'x'")
    assert memory_of(root).append([note("down")]).held_back is None
    assert texts(memory_of(root)) == ["down"]


def test_a_folder_inside_the_repository_will_do(team: Path) -> None:
    (team / "slos").mkdir()
    memory_of(team / "slos").append([note("down")])
    assert texts(memory_of(team)) == ["down"]


def test_a_submodule_keeps_its_own_incidents(team: Path, home: Path) -> None:
    repository(home / "part")
    allow = ("-c", "protocol.file.allow=always")
    run(team, *allow, "submodule", "--quiet", "add", str(home / "part"), "part")
    before = state(team)
    assert memory_of(team / "part").append([note("in the part")]).held_back is None
    assert texts(memory_of(team / "part")) == ["in the part"]
    assert memory_of(team).read().events == ()
    assert state(team) == before


def test_a_shallow_clone_has_all_incidents_and_adds_its_own(team: Path, home: Path) -> None:
    first = memory_of(team)
    for text in "abc":
        first.append([note(text)])
    for branches in ("--single-branch", "--no-single-branch"):
        root = home / branches.strip("-")
        run(home, "clone", "-q", "--depth", "1", branches, f"file://{team}", str(root))
        memory = memory_of(root, seed=len(branches))
        memory.append([note(branches)])
        synced(memory, memory.branches()[0], "origin", AUTHOR)
        assert set(texts(memory)) >= {"a", "b", "c", branches}
    assert texts(first) == ["--no-single-branch", "--single-branch", "a", "b", "c"]


def test_ids_of_another_length_make_no_difference(home: Path) -> None:
    memory = memory_of(repository(home / "team", "--object-format=sha256"))
    assert memory.append([note("a"), note("b")]).held_back is None
    run(home, "clone", "-q", "team", "other")
    other = memory_of(home / "other", 2)
    synced(other, other.branches()[0], "origin", AUTHOR)
    assert texts(other) == ["a", "b"]


@pytest.mark.parametrize("relative", [False, True], ids=["absolute", "as a hook has it"])
def test_the_git_directory_that_the_environment_names_is_the_one(
    team: Path, monkeypatch: pytest.MonkeyPatch, *, relative: bool
) -> None:
    (team / "slos").mkdir()
    before = state(team)
    monkeypatch.chdir(team)
    monkeypatch.setenv("GIT_DIR", ".git" if relative else str(team / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(team / ".git/index"))
    assert memory_of(team / "slos").append([note("down")]).held_back is None
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert texts(memory_of(team)) == ["down"]
    assert state(team) == before


def test_without_a_repository_or_without_git_the_reason_is_told(
    home: Path, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="remember incidents in") as refused:
        memory_of(home).append([note("down")])
    assert "git init" in refused.value.fix
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(InputError) as refused:
        memory_of(team).read()
    assert refused.value.fix == "install git, and put it on your PATH"


def test_a_team_that_has_branches_below_that_name_is_told_and_loses_nothing(team: Path) -> None:
    run(team, "branch", "midwatch/try")
    memory = memory_of(team)
    held_back = memory.append([note("down")]).held_back
    assert held_back is not None
    assert "midwatch/try" in held_back.why
    assert texts(memory) == ["down"]
    run(team, "branch", "-m", "midwatch/try", "try")
    assert memory.settle() is None
    (event,) = memory.read().events
    assert run(team, "ls-tree", "-r", "--name-only", OPEN_REF).strip() == path_of(event)
