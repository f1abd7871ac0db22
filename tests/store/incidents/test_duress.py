"""A full disk, a read-only one, a lock that somebody holds: what was acknowledged stays, the rest is refused."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from midwatch.domain.errors import InputError
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.store.incidents.sync import synced
from tests.support.incidents import AUTHOR, files, memory_of, note, repository, run, texts
from tests.support.rights import without_override

SOURCES = Path(__file__).parents[3]


def test_while_git_holds_the_branch_events_wait_and_the_next_one_takes_them_along(
    team: Path,
) -> None:
    memory = memory_of(team)
    lock = team / ".git/refs/heads/midwatch.lock"
    lock.touch()
    kept = memory.append([note("1")])
    assert kept.held_back is not None
    assert "midwatch.lock" in kept.held_back.why
    assert ".lock" in kept.held_back.fix
    assert texts(memory) == ["1"]
    assert memory.ids() == {kept.events[0].incident}
    held_back = memory.settle()
    assert held_back is not None
    assert files(team) == []
    lock.unlink()
    assert memory.append([note("2")]).held_back is None
    assert len(files(team)) == 2
    assert texts(memory) == ["1", "2"]


IN_A_SMALL_PLACE = """
set -e
mount -t tmpfs -o size=1500k none "$1"
cp -r "$2/." "$1"
{then}
exec "$3" -c '
import sys
from pathlib import Path
from midwatch.domain.errors import InputError
from tests.support.incidents import memory_of, note, texts
root = Path(sys.argv[1])
memory = memory_of(root, seed=3)
acknowledged, held, refused = ["before"], 0, ""
for number in range(400):
    try:
        kept = memory.append([note(f"{{number}} " + "x" * 3000)])
    except InputError as error:
        refused = f"{{error.why}} | {{error.fix}}"
        break
    held += kept.held_back is not None
    acknowledged.append(kept.events[0].text("text"))
print(refused)
print(len(acknowledged) > 1, held > 0)
print(texts(memory) == sorted(acknowledged), memory.read().unread)
if held:
    (root / "ballast").unlink()
    print(memory.append([note("after")]).held_back)
    print(texts(memory) == sorted([*acknowledged, "after"]))
    print(list((root / ".git/midwatch/journal").iterdir()))
' "$1"
"""


def in_a_small_place(home: Path, then: str) -> list[str]:
    """What is said in a mount namespace of its own; skips the test where the system grants none."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here: a full disk cannot be made")
    if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("unshare -rm is not permitted here: a full disk cannot be made")
    run(home, "init", "-q", "--template=", "team")
    memory_of(home / "team").append([note("before")])
    (home / "team/ballast").write_bytes(b"x" * 400_000)
    (home / "small").mkdir()
    done = subprocess.run(
        [
            *("unshare", "-rm", "sh", "-c", IN_A_SMALL_PLACE.format(then=then), "sh"),
            *(home / "small", home / "team", sys.executable),
        ],
        cwd=SOURCES,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


def test_on_a_full_disk_what_was_acknowledged_is_read_and_committed_when_there_is_room(
    home: Path,
) -> None:
    assert in_a_small_place(home, then="") == [
        "the disk is full | free some space, then run the command again",
        "True True",
        "True ()",
        "None",
        "True",
        "[]",
    ]


def test_on_a_read_only_file_system_incidents_can_be_read_and_nothing_is_recorded(
    home: Path,
) -> None:
    assert in_a_small_place(home, then='mount -o remount,ro none "$1"') == [
        "the file system is read-only | mount it writable, or work in another folder",
        "False False",
        "True ()",
    ]


READING = """
import sys
from pathlib import Path
from midwatch.domain.errors import InputError
from tests.support.incidents import memory_of, note, texts
memory = memory_of(Path(sys.argv[1]), seed=3)
print(texts(memory))
try:
    memory.append([note("mine")])
except InputError as error:
    print(error.why, "|", error.fix)
print(texts(memory))
"""


def test_without_the_right_to_write_incidents_can_be_read(team: Path) -> None:
    memory_of(team).append([note("before")])
    folders = [team / ".git/midwatch", team / ".git/midwatch/journal"]
    for name in ("writer", "lock"):
        (team / ".git/midwatch" / name).chmod(0o444)
    for folder in folders:
        folder.chmod(0o555)
    done = subprocess.run(
        [*without_override(), sys.executable, "-c", READING, team],
        cwd=SOURCES,
        check=True,
        capture_output=True,
        text=True,
    )
    for folder in folders:
        folder.chmod(0o755)
    assert done.stdout.splitlines() == [
        "['before']",
        "you may not | give yourself the right with chmod, or choose another place",
        "['before']",
    ]


def fails_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, at: int) -> None:
    """Let the system refuse a call, counted from 1, and none before or after it."""
    really, calls = getattr(owner, name), iter(range(1, 1000))

    def maybe(*arguments: object, **options: object) -> object:
        if next(calls) == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return really(*arguments, **options)

    monkeypatch.setattr(owner, name, maybe)


@pytest.mark.parametrize("at", range(1, 7))
def test_what_the_disk_refuses_to_keep_is_not_there_later(
    team: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    memory = memory_of(team)
    memory.append([note("before")])
    with monkeypatch.context() as patch:
        fails_at(patch, os, "fsync", at)
        with pytest.raises(InputError) as refused:
            memory.append([note("1"), note("2")])
    assert refused.value.why == "the disk reports an error"
    assert texts(memory) == ["before"]
    assert memory.append([note("again")]).held_back is None
    assert texts(memory) == ["again", "before"]


def test_what_is_recorded_is_acknowledged_even_where_the_journal_cannot_be_cleared(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = memory_of(team)
    with monkeypatch.context() as patch:
        fails_at(patch, Path, "unlink", 1)
        kept = memory.append([note("1")])
    assert kept.held_back is not None
    assert kept.held_back.why == "the disk reports an error"
    assert texts(memory) == ["1"]
    assert memory.settle() is None
    assert len(files(team)) == 1
    assert len(run(team, "log", "--format=%H", "midwatch").split()) == 1


def test_the_first_event_makes_the_journals_place_durable_too(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced_ones: list[Path] = []
    really = os.fsync

    def fsync(descriptor: int) -> None:
        synced_ones.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        really(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    (event,) = memory_of(team).append([note("1")]).events
    journal = team / ".git/midwatch/journal"
    assert {team / ".git", journal.parent, journal} <= set(synced_ones)
    assert synced_ones[-2:] == [journal / f"{event.id}.json.tmp", journal]


APPENDING = """
import secrets, sys
from datetime import UTC, datetime
from pathlib import Path
from midwatch.store.incidents.memory import IncidentMemory
from tests.support.incidents import note
memory = IncidentMemory.of(
    Path(sys.argv[1]), now=lambda: datetime.now(UTC), chance=secrets.token_hex
)
print([memory.append([note(f"{n}")]).held_back for n in range(30)] == [None] * 30)
"""


def test_a_sync_while_another_process_records_stops_neither(team: Path, home: Path) -> None:
    run(home, "init", "-q", "--bare", "hub.git")
    pair = [memory_of(team), memory_of(repository(home / "other"), seed=2)]
    for memory in pair:
        run(memory.root, "remote", "add", "origin", str(home / "hub.git"))

    def sync(memory: IncidentMemory) -> None:
        synced(memory, memory.branches()[0], "origin", AUTHOR)

    with subprocess.Popen(
        [sys.executable, "-c", APPENDING, team], cwd=SOURCES, stdout=subprocess.PIPE, text=True
    ) as process:
        count = 0
        while process.poll() is None:
            pair[1].append([note(f"theirs {count}")])
            count += 1
            sync(pair[1])
            sync(pair[0])
        assert process.stdout is not None
        assert process.stdout.read() == "True\n"
    for memory in [*pair, *pair]:
        sync(memory)
    assert texts(pair[0]) == texts(pair[1])
    assert len(texts(pair[0])) == 30 + count
