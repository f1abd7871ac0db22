"""Repositories with incidents in them, clones, clocks that tests wind, and events told in a few words."""

import os
import random
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from midwatch.domain.incidents.event import Event, EventKind
from midwatch.formats.memory.event_file import event_id
from midwatch.store.incidents.branch import Author
from midwatch.store.incidents.memory import OPEN_REF, Draft, IncidentMemory

NIGHT = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
INCIDENT = "2026-11-23-checkout-down"
ALICE, BOB = "alice@example.org", "bob@example.org"
AUTHOR = Author(person=ALICE, at=NIGHT)


def isolated(home: Path) -> Mapping[str, str]:
    """What keeps the configuration of whoever runs the tests away from git."""
    return {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "XDG_CONFIG_HOME": str(home / "none")}


def run(root: Path, *arguments: str, check: bool = True, **env: str) -> str:
    """What git says."""
    who = {
        f"GIT_{role}_{key}": "ops" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        check=check,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=os.environ | who | env,
    )
    return done.stdout


def repository(root: Path, *options: str) -> Path:
    """A repository with one commit, and a change of each kind in its work tree."""
    root.mkdir(parents=True)
    run(root, "init", "-q", "-b", "main", *options)
    (root / "readme.txt").write_text("old")
    run(root, "add", ".")
    run(root, "commit", "-q", "-m", "Begin")
    (root / "readme.txt").write_text("changed")
    (root / "staged.txt").write_text("staged")
    run(root, "add", "staged.txt")
    (root / "untracked.txt").write_text("untracked")
    return root


@dataclass
class Clock:
    """A clock that goes on by a second whenever it is read."""

    at: datetime = NIGHT
    step: timedelta = field(default=timedelta(seconds=1))

    def __call__(self) -> datetime:
        now, self.at = self.at, self.at + self.step
        return now


def chance(seed: int) -> Callable[[int], str]:
    """Digits that are the same on every run."""
    source = random.Random(seed)  # noqa: S311 - no secret
    return lambda count: source.randbytes(count).hex()


def memory_of(
    root: Path, seed: int = 1, clock: Callable[[], datetime] | None = None
) -> IncidentMemory:
    """The incidents of a repository."""
    return IncidentMemory.of(root, now=clock or Clock(), chance=chance(seed))


def note(
    text: str, *, incident: str = INCIDENT, actor: str = ALICE, confidential: bool = False
) -> Draft:
    """Something that somebody writes down."""
    return Draft(
        incident=incident,
        kind=EventKind.NOTED,
        actor=actor,
        data={"text": text},
        confidential=confidential,
    )


def texts(memory: IncidentMemory, incident: str | None = None) -> list[str]:
    """What is written down, sorted, each event once."""
    return sorted({event.id: event.text("text") for event in memory.read(incident).events}.values())


def files(root: Path, ref: str = OPEN_REF) -> list[str]:
    """The files of a branch; none where there is no such branch."""
    return run(root, "ls-tree", "-r", "--name-only", "-z", ref, check=False).split("\0")[:-1]


def state(root: Path) -> tuple[object, ...]:
    """All of a repository that a person works on: nothing here may change."""
    index = Path(run(root, "rev-parse", "--path-format=absolute", "--git-path", "index").strip())
    return (
        index.read_bytes() if index.exists() else b"",
        run(root, "--no-optional-locks", "status", "--porcelain=v2", "--branch"),
        run(root, "stash", "list"),
        run(root, "rev-parse", "HEAD", check=False),
        run(root, "symbolic-ref", "-q", "HEAD", check=False),
        sorted((path.name, path.read_bytes()) for path in root.glob("*.txt")),
    )


def put_on_branch(root: Path, contents: Mapping[str, bytes], ref: str = OPEN_REF) -> None:
    """Commit files to a branch as somebody with git would, beside all that it has."""
    tip = run(root, "rev-parse", "-q", "--verify", ref, check=False).strip()
    stream = [f"commit {ref}\ncommitter ops <ops@example.org> 0 +0000\ndata 1\nx\n".encode()]
    stream += [f"from {tip}\n".encode()] if tip else []
    for path, content in contents.items():
        stream.append(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, check=True, input=b"".join(stream))


def event(
    kind: EventKind,
    minute: float,
    *,
    actor: str = ALICE,
    writer: str = "aaaaaaaa",
    recorded: float | None = None,
    **data: object,
) -> Event:
    """What happened some minutes into the night, and was written down then unless `recorded` says when."""
    at = NIGHT + timedelta(minutes=minute)
    recorded_at = at if recorded is None else NIGHT + timedelta(minutes=recorded)
    return Event(
        id=event_id(recorded_at, writer),
        incident=INCIDENT,
        kind=kind.value,
        occurred_at=at,
        recorded_at=recorded_at,
        actor=actor,
        writer=writer,
        data=data,
    )
