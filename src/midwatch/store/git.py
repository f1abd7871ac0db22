"""What git knows about a folder, asked of git itself."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.domain.measured import NoData
from midwatch.domain.units import TimeRange
from midwatch.store._causes import shown

_PATIENCE_SECONDS = 10
MOST_COMMITS = 5_000
"""Commits that are read at most: more in one range are a history, which git itself shows better."""
_ASKED = "%x00%h%x00%ct%x00%s%x00"
"""What is told of a commit, before its files: no subject and no file name has a NUL in it."""
_FIELDS = 4


def repository_root(start: Path) -> Path | None:
    """The work tree that holds `start`, or None outside of one, or where there is no git."""
    answer = _ask(start, "rev-parse", "--show-toplevel")
    return Path(answer) if answer else None


def make_repository(folder: Path) -> None:
    """Make a folder a work tree of its own, whatever lies around it; one that is there stays. Raises InputError."""
    _ask(folder, "init", "--quiet")
    if not (folder / ".git").exists():
        raise InputError(
            f"make {shown(folder)} a git repository",
            why="git is missing here" if version() is None else "`git init` did not succeed there",
            fix="install git" if version() is None else "run it yourself: it says what is wrong",
        )


def user_email(folder: Path) -> str | None:
    """The e-mail that commits made here would bear, or None where none is set."""
    return _ask(folder, "config", "user.email")


def version() -> str | None:
    """What `git --version` says, or None where there is no git."""
    return _ask(Path.cwd(), "--version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit of the branch that is checked out: when it came there, its subject, and the files it changed.

    `files` are relative to the folder that was asked about; `subject` is what somebody wrote.
    """

    id: str
    at: datetime
    subject: str
    files: tuple[str, ...]


def commits(folder: Path, paths: Sequence[str], span: TimeRange) -> tuple[Commit, ...] | NoData:
    """The commits within `span` that changed any of the paths, newest first and no more than `MOST_COMMITS`.

    A merge is one commit, with all that it brought. None outside of a work tree, before the first commit, and where
    there is no git; NoData where git does not answer in time, or fails.
    """
    if not paths or _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return ()
    since, until = (f"@{int(moment.timestamp())}" for moment in (span.start, span.end))
    done = _run(
        folder,
        *("-c", "core.quotePath=false", "log", "--first-parent", "--diff-merges=first-parent"),
        *("--no-show-signature", "--no-color", "--relative", "--name-only"),
        *(f"--max-count={MOST_COMMITS}", f"--since={since}", f"--until={until}"),
        f"--format={_ASKED}",
        *("--", *(f":(literal){path}" for path in paths)),
    )
    if done is None or done.returncode != 0:
        limit = f"it did not answer within {_PATIENCE_SECONDS} s"
        why = limit if done is None else f"it ended with status {done.returncode}"
        return NoData(reason=f"commits: `git log` failed: {why}; see what it says")
    read = done.stdout.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    parts = read.split("\0")[1:]
    found = (_commit(*parts[at : at + _FIELDS]) for at in range(0, len(parts), _FIELDS))
    return tuple(commit for commit in found if span.start < commit.at <= span.end)


def _commit(name: str, committed: str, subject: str, files: str) -> Commit:
    return Commit(
        id=name,
        at=datetime.fromtimestamp(int(committed), UTC),
        subject=subject,
        files=tuple(file for file in files.split("\n") if file),
    )


def _ask(folder: Path, *arguments: str) -> str | None:
    done = _run(folder, *arguments)
    if done is None or done.returncode != 0:
        return None
    return done.stdout.removesuffix("\n") or None


def _run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str] | None":
    """What git did; None where there is no git, or it took too long."""
    try:
        return subprocess.run(  # noqa: S603 - our own arguments, no shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git that the user's PATH names
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
