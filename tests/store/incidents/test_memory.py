"""What is recorded of an incident is read back, and nothing that a person works on is touched."""

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Event, EventKind, timeline
from midwatch.domain.incidents.unread import UnreadKind
from midwatch.formats.memory import event_file
from midwatch.store.incidents.memory import CONFIDENTIAL_REF, OPEN_REF, Draft, path_of
from tests.support.incidents import (
    ALICE,
    BOB,
    INCIDENT,
    NIGHT,
    Clock,
    event,
    files,
    memory_of,
    note,
    put_on_branch,
    run,
    state,
    texts,
)


def test_what_is_recorded_is_read_back_and_no_work_is_touched(team: Path) -> None:
    before, memory = state(team), memory_of(team)
    assert memory.read() == memory.read(INCIDENT)
    kept = memory.append([note("down"), note("rolled back", actor=BOB)])
    assert kept.held_back is None
    assert timeline(memory.read().events) == kept.events
    assert timeline(memory.read(INCIDENT).events) == kept.events
    assert memory.read("2026-11-23-another").events == ()
    assert memory.ids() == {INCIDENT}
    assert state(team) == before
    assert files(team) == [path_of(event) for event in kept.events]
    assert run(team, "fsck", "--strict", "--no-dangling") == ""
    assert not list((team / ".git/midwatch/journal").iterdir())


def test_a_commit_bears_its_actor_and_says_what_was_recorded(team: Path) -> None:
    memory = memory_of(team)
    memory.append([note("down")])
    odd = note("up", actor="<Zoë \n>\0 Nobody")
    memory.append([odd, note("else", incident="2026-11-23-search-slow")])
    said = run(team, "log", "--format=%an|%ae|%cn|%ce|%at|%s", OPEN_REF).splitlines()
    assert said == [
        "alice@example.org|alice@example.org|alice@example.org|alice@example.org|1795400041|2 incidents",
        f"alice@example.org|alice@example.org|alice@example.org|alice@example.org|1795400040|{INCIDENT}: noted",
    ]
    memory.append([odd])
    assert run(team, "log", "-1", "--format=%an <%ae>", OPEN_REF) == (
        "Zoë  Nobody <midwatch@localhost.invalid>\n"
    )
    assert run(team, "fsck", "--strict", "--no-dangling") == ""


def test_signatures_and_hooks_of_the_user_do_not_get_in_the_way(team: Path, home: Path) -> None:
    hooks = home / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "reference-transaction", "pre-push"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    settings = {"commit.gpgSign": "true", "user.signingKey": "none", "core.hooksPath": str(hooks)}
    for name, value in settings.items():
        run(team, "config", name, value)
    assert memory_of(team).append([note("down")]).held_back is None
    assert texts(memory_of(team)) == ["down"]


def test_nothing_is_recorded_where_nothing_is_said(team: Path) -> None:
    assert memory_of(team).append([]).events == ()
    assert files(team) == []


@pytest.mark.parametrize(
    "draft",
    [
        note("x" * event_file.LARGEST),
        note("up", incident="../../etc"),
        note("up", incident="2026-11-23-\ud800"),
        Draft(
            incident=INCIDENT,
            kind=EventKind.NOTED,
            actor=ALICE,
            occurred_at=NIGHT.replace(year=9999),
        ),
    ],
    ids=["enormous", "a path", "no text", "another age"],
)
def test_what_could_not_be_read_again_is_refused_with_all_that_came_with_it(
    team: Path, draft: Draft
) -> None:
    with pytest.raises(InputError, match="record") as refused:
        memory_of(team).append([note("fine"), draft])
    assert refused.value.why
    assert refused.value.fix
    assert memory_of(team).read().events == ()


def test_odd_signs_are_kept_and_those_of_no_text_are_replaced(team: Path) -> None:
    memory = memory_of(team)
    assert (
        memory.append([note("\x00\u202e“ü”\u2028 \N{PILE OF POO}"), note("a\udc80b")]).held_back
        is None
    )
    assert texts(memory) == ["\x00\u202e“ü”\u2028 \N{PILE OF POO}", "a\udc80b"]


def test_a_clock_that_steps_back_reorders_nothing_of_its_writer(team: Path) -> None:
    clock = Clock()
    memory = memory_of(team, clock=clock)
    first = memory.append([note("1"), note("2")]).events
    clock.at -= timedelta(hours=1)
    second = memory.append([note("3"), note("4")]).events
    clock.at += timedelta(hours=2)
    third = memory_of(team, seed=9, clock=clock).append([note("5")]).events
    recorded = [*first, *second, *third]
    moments = [event.recorded_at for event in recorded]
    assert moments == sorted(set(moments))
    assert len({event.id for event in recorded}) == 5
    assert len({event.writer for event in recorded}) == 1
    assert [event.text("text") for event in timeline(memory.read().events)] == list("12345")


def test_a_copy_of_a_repository_is_another_clone_and_a_new_name_is_none(
    team: Path, tmp_path: Path
) -> None:
    [first] = memory_of(team).append([note("a")]).events
    copy = tmp_path / "copy"
    shutil.copytree(team, copy, symlinks=True)
    [copied] = memory_of(copy, seed=7).append([note("b")]).events
    assert copied.writer != first.writer
    [again] = memory_of(copy, seed=8).append([note("c")]).events
    assert again.writer == copied.writer
    moved = team.rename(tmp_path / "moved")
    [stayed] = memory_of(moved, seed=9).append([note("d")]).events
    assert stayed.writer == first.writer


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b"7",
        b'{"writer": "../../x", "last": "2026-11-23T02:14:00+00:00"}',
        b'{"writer": "0123abcd", "last": "2026-11-23T02:14:00"}',
        b'{"writer": "0123abcd", "last": "9999-12-31T23:59:59.999999+00:00"}',
        b'{"writer": "0123abcd", "last": 7}',
        b"[" * 100_000,
    ],
)
def test_a_clone_whose_name_cannot_be_read_takes_a_new_one(team: Path, kept: bytes) -> None:
    (old,) = memory_of(team, seed=1).append([note("before")]).events
    (team / ".git/midwatch/writer").write_bytes(kept)
    (new,) = memory_of(team, seed=2).append([note("after")]).events
    assert old.writer != new.writer
    assert texts(memory_of(team)) == ["after", "before"]


def future(event: Event) -> bytes:
    text = event_file.render(event).replace('"schema": 1', '"schema": 99')
    return text.replace('"id"', '"since_v99": {"deep": [1]},\n "id"').encode()


def test_what_is_no_event_on_the_branch_is_reported_and_stays(team: Path) -> None:
    memory = memory_of(team)
    (good,) = memory.append([note("good")]).events
    folder = path_of(good).rpartition("/")[0]
    late = event(EventKind.NOTED, 9, text="from a later version")
    strange = {
        f"{folder}/torn.json": event_file.render(good).encode()[:50],
        f"{folder}/binary.json": b"\xff\xfe\0",
        f"{folder}/huge.json": b"x" * 1_000_000,
        f"{folder}/readme.txt": b"hello",
        "other/place.json": event_file.render(good).encode(),
        "incidents/2026-11/2026-11-23-another/e.json": event_file.render(good).encode(),
        f"{path_of(good).removesuffix('.json')}.0123abcd.json": event_file.render(good).encode(),
        r'"incidents/2026-11/Not An Id/\377.json"': b"{}",
        path_of(late): future(late),
    }
    put_on_branch(team, strange)
    read = memory.read()
    assert {event.text("text"): event.known_kind for event in read.events} == {
        "good": EventKind.NOTED,
        "from a later version": None,
    }
    kinds = {each.path.rpartition("/")[2]: each.kind for each in read.unread}
    assert kinds == {
        "torn.json": UnreadKind.BROKEN,
        "binary.json": UnreadKind.BROKEN,
        "huge.json": UnreadKind.FOREIGN,
        "readme.txt": UnreadKind.FOREIGN,
        "place.json": UnreadKind.FOREIGN,
        "e.json": UnreadKind.FOREIGN,
        "\udcff.json": UnreadKind.BROKEN,
        f"{good.id}.0123abcd.json": UnreadKind.ALTERED,
    }
    assert all(each.why for each in read.unread)
    assert memory.ids() == {INCIDENT, "2026-11-23-another"}
    before = set(files(team))
    memory.append([note("next"), note("and next")])
    assert set(files(team)) > before
    assert texts(memory) == ["and next", "from a later version", "good", "next"]


def test_what_is_no_event_in_the_journal_is_reported_and_hinders_nothing(team: Path) -> None:
    memory = memory_of(team)
    memory.append([note("down")])
    (team / ".git/midwatch/journal/foreign.json").write_bytes(b"\xff")
    (team / ".git/midwatch/journal/torn.json.tmp").write_bytes(b"{")
    assert memory.append([note("up")]).held_back is None
    read = memory.read()
    assert [each.path for each in read.unread] == ["the journal's foreign"]
    assert texts(memory) == ["down", "up"]


def test_what_a_later_version_left_in_the_journal_is_committed_to_the_letter(team: Path) -> None:
    memory = memory_of(team)
    memory.append([note("down")])
    late = event(EventKind.NOTED, 9)
    (team / f".git/midwatch/journal/{late.id}.json").write_bytes(future(late))
    assert memory.settle() is None
    assert run(team, "show", f"{OPEN_REF}:{path_of(late)}").encode() == future(late)


def test_events_from_elsewhere_are_taken_over_once_and_never_over_what_is_here(team: Path) -> None:
    memory = memory_of(team)
    here, there = event(EventKind.NOTED, 1, text="said"), event(EventKind.NOTED, 2, text="more")
    assert memory.adopt([here]).held_back is None
    memory.adopt([event(EventKind.NOTED, 1, text="altered"), there])
    memory.adopt([event(EventKind.NOTED, 1, text="altered again")])
    assert timeline(memory.read().events) == (here, there)
    assert len(files(team)) == 2


def test_confidential_events_stay_on_a_branch_of_their_own(team: Path) -> None:
    memory = memory_of(team)
    hidden = "2026-11-23-break-in"
    memory.append([note("open"), note("secret", incident=hidden, confidential=True)])
    assert texts(memory) == ["open", "secret"]
    assert memory.ids() == {INCIDENT, hidden}
    assert not any(hidden in path for path in files(team))
    assert all(hidden in path for path in files(team, CONFIDENTIAL_REF))
    assert hidden not in run(team, "log", "--branches", "--remotes", "--tags", "--format=%B")


@pytest.mark.parametrize(("ref", "shown"), [(OPEN_REF, "midwatch"), (CONFIDENTIAL_REF,) * 2])
def test_a_file_that_tells_no_event_says_where_git_has_it(team: Path, ref: str, shown: str) -> None:
    memory = memory_of(team)
    hidden = ref == CONFIDENTIAL_REF
    memory.append([note("down", confidential=hidden)])
    put_on_branch(team, {"incidents/notes.txt": b"by hand"}, ref=ref)
    (file,) = memory.read().unread
    assert file.ref == shown
    assert run(team, "show", f"{file.ref}:{file.path}") == "by hand"


def test_a_file_whose_content_git_has_lost_is_reported_and_the_others_are_read(team: Path) -> None:
    memory = memory_of(team)
    kept = memory.append([note("lost"), note("there")]).events
    lost = run(team, "rev-parse", f"{OPEN_REF}:{path_of(kept[0])}").strip()
    (team / f".git/objects/{lost[:2]}/{lost[2:]}").unlink()
    read = memory.read()
    assert [event.text("text") for event in read.events] == ["there"]
    assert [(each.kind, each.path) for each in read.unread] == [
        (UnreadKind.BROKEN, path_of(kept[0]))
    ]


@pytest.mark.parametrize("ref", ["", "0" * 39 + "1\n"], ids=["emptied by a crash", "commit lost"])
def test_a_broken_branch_is_never_taken_for_an_empty_one(team: Path, ref: str) -> None:
    memory = memory_of(team)
    memory.append([note("down")])
    (team / ".git/refs/heads/midwatch").write_text(ref)
    with pytest.raises(InputError, match="read incidents from git") as refused:
        memory.read()
    assert "git fsck" in refused.value.fix
    kept = memory.append([note("still recorded")])
    assert kept.held_back is not None
    (team / ".git/refs/heads/midwatch").unlink()
    assert memory.settle() is None
    assert texts(memory) == ["still recorded"]


APPENDING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import secrets
from midwatch.store.incidents.memory import IncidentMemory
from tests.support.incidents import note
memory = IncidentMemory.of(
    Path(sys.argv[1]), now=lambda: datetime.now(UTC), chance=secrets.token_hex
)
for number in range(30):
    print(memory.append([note(f"{sys.argv[2]}{number}")]).events[0].id)
"""


def test_two_processes_at_once_lose_nothing(team: Path) -> None:
    at_work = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDING, team, name],
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    said = [process.communicate()[0].split() for process in at_work]
    assert [process.returncode for process in at_work] == [0, 0]
    assert sorted(Path(path).stem for path in files(team)) == sorted(said[0] + said[1])
    assert texts(memory_of(team)) == sorted(f"{name}{n}" for name in "ab" for n in range(30))
