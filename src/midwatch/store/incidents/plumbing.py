"""Asking git for one thing, in bytes, with a limit of time; nothing of the user's configuration gets in the way."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from midwatch.domain.errors import InputError, MidwatchError
from midwatch.domain.untrusted import for_terminal
from midwatch.store._causes import shown

PATIENCE_SECONDS = 30
PATIENCE_WITH_REMOTES_SECONDS = 120
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
"""Git neither asks for passwords, which would hang, nor takes locks it can do without; it speaks English."""
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_FROM_HERE = ("GIT_DIR", "GIT_WORK_TREE")
"""Relative ones are meant from where we run, and git runs elsewhere (a git hook gets `.git`)."""
_LONGEST_COMPLAINT = 300


@dataclass(frozen=True, slots=True)
class Done:
    """What git did: its status, its answer, and what it complained of."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """The answer as a text, without the end of its last line."""
        return self.out.decode("utf-8", "replace").removesuffix("\n")

    @property
    def complaint(self) -> str:
        """What it complained of, on one line and cut."""
        lines = self.err.decode("utf-8", "replace").strip().splitlines()
        said = "; ".join(line.strip() for line in lines if line.strip())
        return for_terminal(said, _LONGEST_COMPLAINT)

    def mentions(self, *words: str) -> bool:
        """Whether it complained in any of these words (small letters), however much a server said before."""
        said = self.err.lower()
        return any(word.encode() in said for word in words)


def git(
    root: Path,
    *arguments: str,
    stdin: bytes = b"",
    patience_s: float = PATIENCE_SECONDS,
    late: type[MidwatchError] = InputError,
) -> Done:
    """Run git once. Raises InputError where there is no git, `late` where it does not end in time."""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            ["git", *_NO_HOOKS, "-C", str(root), *arguments],  # noqa: S607 - the git that the user's PATH names
            capture_output=True,
            check=False,
            input=stdin,
            env=os.environ | _from_here() | _QUIET,
            timeout=patience_s,
        )
    except subprocess.TimeoutExpired as error:
        raise late(
            f"ask git for {arguments[0]}",
            why=f"it did not end within {patience_s:g} s",
            fix="see what holds it: a lock of another git, a remote that does not answer, or the disk",
        ) from error
    except OSError as error:
        raise InputError(
            "remember an incident",
            why="git cannot be run here, and incidents are kept in git",
            fix="install git, and put it on your PATH",
        ) from error
    return Done(done.returncode, done.stdout, done.stderr)


def git_folder(root: Path) -> Path:
    """The git directory that all work trees of a repository share. Raises InputError outside of a repository."""
    done = git(root, "rev-parse", "--path-format=absolute", "--git-common-dir")
    if done.status != 0:
        raise InputError(
            f"remember incidents in {shown(root)}",
            why=f"it is no git repository that can be used: {done.complaint or 'git does not say why'}",
            fix="run `git init` there, or change to your repository",
        )
    return Path(os.fsdecode(done.out.removesuffix(b"\n")))


def _from_here() -> dict[str, str]:
    return {
        name: str(Path(os.environ[name]).absolute()) for name in _FROM_HERE if os.environ.get(name)
    }
