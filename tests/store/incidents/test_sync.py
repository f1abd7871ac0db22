"""Clones that were offline become the union of what each recorded, in whatever order they meet."""

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midwatch.domain.errors import SourceError, SourceRefused, SourceTimeout
from midwatch.domain.incidents.event import Event, timeline
from midwatch.domain.incidents.incident import incident_of
from midwatch.store.incidents.memory import CONFIDENTIAL_REF, OPEN_REF, IncidentMemory, path_of
from midwatch.store.incidents.sync import Synced, remotes, synced
from tests.support.incidents import (
    AUTHOR,
    INCIDENT,
    Clock,
    files,
    isolated,
    memory_of,
    note,
    put_on_branch,
    run,
    texts,
)


def hub_and_clones(home: Path, count: int) -> list[IncidentMemory]:
    """Clones of one empty bare repository."""
    run(home, "init", "-q", "--bare", "hub.git")
    for number in range(count):
        run(home, "init", "-q", f"clone{number}")
        run(home / f"clone{number}", "remote", "add", "origin", str(home / "hub.git"))
    return [memory_of(home / f"clone{n}", seed=n, clock=Clock()) for n in range(count)]


def sync(memory: IncidentMemory, remote: str = "origin") -> Synced:
    return synced(memory, memory.branches()[0], remote, AUTHOR)


def sync_until_quiet(clones: list[IncidentMemory]) -> None:
    for _ in range(4):
        done = [sync(memory) for memory in clones]
        tips = {memory.branches()[0].tip() for memory in clones}
        if len(tips) == 1 and not any(each.received or each.sent for each in done):
            return
    pytest.fail("clones that sync by turns do not come to rest")


@pytest.fixture
def clones(home: Path) -> list[IncidentMemory]:
    return hub_and_clones(home, 2)


def test_two_clones_that_were_offline_have_all_of_both(clones: list[IncidentMemory]) -> None:
    one, two = clones
    one.append([note("a"), note("b")])
    two.append([note("c")])
    assert remotes(one) == ("origin",)
    assert sync(one) == Synced(ref=OPEN_REF, remote="origin", received=0, sent=2)
    assert sync(two) == Synced(ref=OPEN_REF, remote="origin", received=2, sent=1)
    assert sync(one) == Synced(ref=OPEN_REF, remote="origin", received=1, sent=0)
    assert sync(two) == Synced(ref=OPEN_REF, remote="origin", received=0, sent=0)
    assert texts(one) == texts(two) == ["a", "b", "c"]
    assert one.branches()[0].tip() == two.branches()[0].tip()
    assert run(one.root, "fsck", "--strict", "--no-dangling") == ""


def test_a_remote_without_incidents_and_a_clone_without_any_come_to_nothing(
    clones: list[IncidentMemory],
) -> None:
    assert sync(clones[0]) == Synced(ref=OPEN_REF, remote="origin", received=0, sent=0)
    assert files(clones[0].root) == []


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["append", "append two", "sync"])), max_size=12
)


def in_any_order(count: int, steps: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for name, value in isolated(Path(folder)).items():
            patch.setenv(name, value)
        clones = hub_and_clones(Path(folder), count)
        recorded: dict[str, list[Event]] = {}
        for number, (which, act) in enumerate(steps):
            memory = clones[which % count]
            if act == "sync":
                sync(memory)
                continue
            drafts = [note(f"{number}{part}") for part in act.split()]
            for event in memory.append(drafts).events:
                recorded.setdefault(event.writer, []).append(event)
        sync_until_quiet(clones)
        everything = list(itertools.chain.from_iterable(recorded.values()))
        for memory in clones:
            read = memory.read()
            assert read.unread == ()
            assert sorted(read.events, key=lambda e: e.id) == sorted(everything, key=lambda e: e.id)
            told = timeline(read.events)
            for writer, events in recorded.items():
                assert [event for event in told if event.writer == writer] == events
            assert sorted(files(memory.root)) == sorted(map(path_of, everything))
        if everything:
            assert len({str(incident_of(memory.read().events)) for memory in clones}) == 1
            assert (
                len({run(memory.root, "rev-parse", f"{OPEN_REF}^{{tree}}") for memory in clones})
                == 1
            )


@pytest.mark.fuzz
@pytest.mark.timeout(900)
@settings(max_examples=max(20, settings().max_examples // 25))  # up to a second each
@given(st.integers(2, 3), STEPS)
def test_clones_end_with_the_same_whatever_the_order_of_recording_and_syncing(
    count: int, steps: list[tuple[int, str]]
) -> None:
    in_any_order(count, steps)


def test_what_a_clone_lost_of_its_branch_comes_back_and_goes_nowhere(
    clones: list[IncidentMemory],
) -> None:
    one, two = clones
    kept = one.append([note("a"), note("b")]).events
    sync_until_quiet(clones)
    run(one.root, "read-tree", OPEN_REF)
    run(one.root, "rm", "-q", "--cached", path_of(kept[0]))
    tree = run(one.root, "write-tree").strip()
    tip = run(one.root, "commit-tree", tree, "-p", OPEN_REF, "-m", "x").strip()
    run(one.root, "update-ref", OPEN_REF, tip)
    assert texts(one) == ["b"]
    sync_until_quiet(clones)
    assert texts(one) == texts(two) == ["a", "b"]
    run(two.root, "update-ref", "-d", OPEN_REF)
    sync_until_quiet(clones)
    assert texts(two) == ["a", "b"]


def test_an_event_that_a_clone_altered_is_kept_in_both_words_and_reported(
    clones: list[IncidentMemory],
) -> None:
    one, two = clones
    (event,) = one.append([note("99% failed")]).events
    sync_until_quiet(clones)
    content = run(one.root, "show", f"{OPEN_REF}:{path_of(event)}")
    put_on_branch(one.root, {path_of(event): content.replace("99%", "1%").encode()})
    two.append([note("meanwhile")])
    sync_until_quiet(clones)
    assert texts(one) == texts(two)
    for memory in clones:
        assert {each.kind.value for each in memory.read().unread} == {"altered"}
        said = [run(memory.root, "show", f"{OPEN_REF}:{path}") for path in files(memory.root)]
        assert any("99%" in text for text in said)
        assert any('"1% failed"' in text for text in said)


def test_a_file_that_stands_where_another_clone_has_a_folder_hides_no_event(
    clones: list[IncidentMemory],
) -> None:
    one, two = clones
    one.append([note("a")])
    put_on_branch(two.root, {"incidents": b"a file"})
    sync_until_quiet(clones)
    assert texts(one) == texts(two) == ["a"]
    put_on_branch(one.root, {"docs/readme": b"one"})
    put_on_branch(two.root, {"docs": b"two"})
    sync_until_quiet([two, one])
    assert files(one.root) == files(two.root)
    assert len(files(one.root)) == 4


def test_foreign_files_of_any_name_come_along_as_they_are(clones: list[IncidentMemory]) -> None:
    one, two = clones
    put_on_branch(one.root, {r'"\377"': b"1", r'"\376"': b"2", r'"a\nb\"\\"': b"3"})
    two.append([note("a")])
    sync_until_quiet(clones)
    assert files(one.root) == files(two.root)
    assert all(name in files(two.root) for name in ("\udcff", "\udcfe", 'a\nb"\\'))


def test_the_users_way_of_pushing_and_fetching_does_not_get_in_the_way(
    clones: list[IncidentMemory], home: Path
) -> None:
    one, two = clones
    for name, value in {
        "push.gpgSign": "true",
        "push.followTags": "true",
        "push.recurseSubmodules": "check",
        "fetch.prune": "true",
        "fetch.pruneTags": "true",
        "commit.gpgSign": "true",
        "merge.verifySignatures": "true",
        "core.hooksPath": str(home / "hooks"),
    }.items():
        run(home, "config", "--global", name, value)
    (home / "hooks").mkdir()
    (home / "hooks/pre-push").write_text("#!/bin/sh\nexit 1\n")
    (home / "hooks/pre-push").chmod(0o755)
    one.append([note("a")])
    run(one.root, "tag", "-a", "mine", "-m", "mine", OPEN_REF)
    two.append([note("b")])
    sync_until_quiet(clones)
    assert texts(one) == texts(two) == ["a", "b"]
    assert run(one.root, "tag") == "mine\n"
    assert run(home / "hub.git", "tag") == ""


def test_a_server_that_says_much_is_understood(clones: list[IncidentMemory], home: Path) -> None:
    talkative = home / "talkative"
    talkative.write_text(f'#!/bin/sh\necho "{"welcome " * 100}" >&2\nexec git-upload-pack "$@"\n')
    talkative.chmod(0o755)
    run(clones[0].root, "config", "remote.origin.uploadpack", str(talkative))
    clones[0].append([note("a")])
    assert sync(clones[0]).sent == 1


def test_a_remote_that_is_gone_is_told_and_nothing_is_lost(clones: list[IncidentMemory]) -> None:
    memory = clones[0]
    memory.append([note("a")])
    run(memory.root, "remote", "add", "gone", str(memory.root / "nowhere"))
    with pytest.raises(SourceError, match="fetch from gone") as refused:
        sync(memory, "gone")
    assert refused.value.exit_code == 3
    assert refused.value.why
    assert texts(memory) == ["a"]


def test_a_server_that_refuses_is_told_apart_from_one_that_is_gone(
    clones: list[IncidentMemory],
) -> None:
    memory = clones[0]
    memory.append([note("a")])
    hook = Path(run(memory.root, "remote", "get-url", "origin").strip()) / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'only the robot pushes here' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(SourceRefused, match="push to origin") as refused:
        sync(memory)
    assert "only the robot pushes here" in refused.value.why
    assert "kept here" in refused.value.fix
    hook.unlink()
    assert sync(memory).sent == 1


def test_a_remote_that_does_not_answer_ends_in_time(
    clones: list[IncidentMemory], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = clones[0]
    memory.append([note("a")])
    hangs = home / "hangs"
    hangs.write_text("#!/bin/sh\nexec sleep 5\n")
    hangs.chmod(0o755)
    run(memory.root, "config", "remote.origin.uploadpack", str(hangs))
    monkeypatch.setattr("midwatch.store.incidents.sync.PATIENCE_WITH_REMOTES_SECONDS", 0.5)
    with pytest.raises(SourceTimeout, match="ask git for fetch") as refused:
        sync(memory)
    assert refused.value.exit_code == 3
    assert texts(memory) == ["a"]


def test_a_clone_that_is_overtaken_while_it_pushes_merges_and_tries_again(
    clones: list[IncidentMemory], home: Path
) -> None:
    one, two = clones
    one.append([note("a")])
    two.append([note("b")])
    sync(two)
    two.append([note("c")])
    slow = home / "slow"  # while one's push is on its way, two pushes
    flag = home / "done"
    slow.write_text(
        f"#!/bin/sh\n[ -e {flag} ] || {{ touch {flag}; "
        f"git -C {two.root} push -q origin {OPEN_REF}:{OPEN_REF} >&2; }}\n"
        'exec git-receive-pack "$@"\n'
    )
    slow.chmod(0o755)
    run(one.root, "config", "remote.origin.receivepack", str(slow))
    assert sync(one).received == 2
    assert flag.exists()
    sync(two)
    assert texts(one) == texts(two) == ["a", "b", "c"]


def test_confidential_events_go_only_where_the_team_says(
    clones: list[IncidentMemory], home: Path
) -> None:
    one, two = clones
    hidden = "2026-11-23-break-in"
    one.append([note("open"), note("secret", incident=hidden, confidential=True)])
    sync_until_quiet(clones)
    run(one.root, "push", "-q", "--all", "origin")
    run(home, "clone", "-q", str(one.root), "copy")
    for place in (home / "hub.git", home / "copy", two.root):
        everything = run(place, "log", "--all", "--format=%B", "--name-only")
        assert INCIDENT in everything
        assert hidden not in everything
        assert run(place, "for-each-ref", CONFIDENTIAL_REF) == ""
    run(home, "init", "-q", "--bare", "vault.git")
    for memory in clones:
        run(memory.root, "remote", "add", "vault", str(home / "vault.git"))
        synced(memory, memory.branches()[1], "vault", AUTHOR)
    assert texts(two) == ["open", "secret"]
    assert run(home / "vault.git", "for-each-ref", "--format=%(refname)") == f"{CONFIDENTIAL_REF}\n"
