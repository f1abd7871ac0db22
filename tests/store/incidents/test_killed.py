"""A writer that is killed at any step loses nothing that it acknowledged, and shows nothing torn."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from midwatch.store.incidents.memory import IncidentMemory
from midwatch.store.incidents.sync import synced
from tests.support.incidents import AUTHOR, files, memory_of, note, repository, run, texts

SOURCES = Path(__file__).parents[3]
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.scandir", "subprocess.Popen")
AT_EVERY_STEP = f"""
import json, os, shutil, signal, sys
from pathlib import Path
from tests.support.incidents import AUTHOR, memory_of, note
from midwatch.store.incidents.sync import synced
template, place, act = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
steps = {STEPS!r}

def work(root, say):
    memory = memory_of(root)
    if act == "sync":
        synced(memory, memory.branches()[0], "origin", AUTHOR)
    else:
        for drafts in ([note("1")], [note("2"), note("3", confidential=True)]):
            memory.append(drafts)
            os.write(say, "".join(draft.data["text"] for draft in drafts).encode())

def child(root, say, until):
    left = [until]
    def watch(event, arguments):
        if event in steps:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)
    work(root, say)
    os._exit(0)

for step in range(1, 1000):
    root = place / str(step)
    shutil.copytree(template, root, symlinks=True)
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(root, say, step)
    os.close(say)
    told = os.read(hear, 100).decode()
    status = os.waitpid(pid, 0)[1]
    while piece := os.read(hear, 100):
        told += piece.decode()
    os.close(hear)
    print(json.dumps({{"root": str(root), "told": told, "status": status}}), flush=True)
    if not os.WIFSIGNALED(status):
        break
"""


def killed_at_every_step(template: Path, place: Path, act: str) -> list[tuple[IncidentMemory, str]]:
    """Copies of a repository, in each of which the writer died one step later, and what it had acknowledged."""
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", AT_EVERY_STEP, template, place, act],
        cwd=SOURCES,
        check=True,
        capture_output=True,
        text=True,
    )
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    assert [os.WIFSIGNALED(end["status"]) for end in ends] == [True] * (len(ends) - 1) + [False]
    assert ends[-1]["status"] == 0
    return [(memory_of(Path(end["root"]), seed=5), end["told"]) for end in ends]


@pytest.mark.timeout(300)
def test_a_writer_killed_at_any_step_loses_nothing_that_it_acknowledged(home: Path) -> None:
    template = repository(home / "template")
    ends = killed_at_every_step(template, home / "killed", "append")
    assert len(ends) > 20
    assert {told for _, told in ends} == {"", "1", "123"}
    for memory, told in ends:
        read = memory.read()
        assert read.unread == ()
        assert set(told) <= set(texts(memory)) <= set("123")
        before = texts(memory)
        assert memory.append([note("next")]).held_back is None
        assert texts(memory) == sorted([*before, "next"])
        on_branches = [*files(memory.root), *files(memory.root, "refs/midwatch/confidential")]
        assert len(on_branches) == len(before) + 1
        assert not list((memory.root / ".git/midwatch/journal").iterdir())
    memory = ends[len(ends) // 2][0]
    assert run(memory.root, "fsck", "--strict", "--no-dangling") == ""


@pytest.mark.timeout(300)
def test_a_clone_killed_at_any_step_of_a_sync_has_all_after_the_next(home: Path) -> None:
    template = repository(home / "template")
    run(template, "init", "-q", "--bare", "hub.git")
    run(template, "remote", "add", "origin", "./hub.git")
    memory_of(template).append([note("mine")])
    other = memory_of(repository(home / "other"), seed=2)
    other.append([note("theirs"), note("theirs too")])
    run(other.root, "push", "-q", str(template / "hub.git"), "midwatch")
    ends = killed_at_every_step(template, home / "killed", "sync")
    assert len(ends) > 5
    for memory, _ in ends:
        assert "mine" in texts(memory)
        synced(memory, memory.branches()[0], "origin", AUTHOR)
        assert texts(memory) == ["mine", "theirs", "theirs too"]
        assert len(files(memory.root / "hub.git")) == 3


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("command", ["fast-import", "for-each-ref", "ls-tree"])
def test_a_git_that_dies_before_or_after_its_work_loses_and_doubles_nothing(
    team: Path, home: Path, monkeypatch: pytest.MonkeyPatch, command: str, moment: str
) -> None:
    memory = memory_of(team)
    memory.append([note("0")])
    git = shutil.which("git")
    (home / "bin").mkdir()
    work = "" if moment == "before" else f'{git} "$@"; '
    (home / "bin/git").write_text(
        f'#!/bin/sh\ncase " $* " in *" {command} "*) {work}kill -9 $$;; esac\nexec {git} "$@"\n'
    )
    (home / "bin/git").chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")
        kept = memory.append([note("1"), note("2")])
        if not (command == "fast-import" and moment == "after"):
            assert kept.held_back is not None
            assert "status" in kept.held_back.why
    assert texts(memory) == ["0", "1", "2"]
    assert memory.append([note("3")]).held_back is None
    assert texts(memory) == ["0", "1", "2", "3"]
    assert len(files(team)) == 4
