"""What git knows about a folder, asked of git itself."""

import subprocess
from pathlib import Path

from midwatch.domain.errors import InputError
from midwatch.store._causes import shown

_PATIENCE_SECONDS = 10


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


def _ask(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
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
    return done.stdout.removesuffix("\n") or None if done.returncode == 0 else None
