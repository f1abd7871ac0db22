"""`init`: make a git repository a knowledge repository. What is there stays as it is."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.memory import settings_toml
from midwatch.store import git
from midwatch.store.repository import SETTINGS_FILE, Repository

IGNORED = ".midwatch/"
README = """\
# Service level objectives

One file a service, `<service>.yaml`: what it promises. `<service>.md` beside it says why; Midwatch keeps the part
between its markers, the rest is yours.

    service: checkout
    slo:
      availability: 99.9%
      latency_p95: 200ms

`midwatch slo new` writes such a file, `midwatch slo check` says what is wrong with it, `midwatch slo compile` writes
what Prometheus and Alertmanager need.
"""


class FileState(Enum):
    """What became of a file."""

    CREATED = "created"
    EXTENDED = "extended"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitRequest:
    """Where telemetry is, where that is known already: the address of a Prometheus, or the path of a capture."""

    prometheus: str | None = None
    capture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initialised:
    """The root, and each file of a knowledge repository with what became of it."""

    root: Path
    files: tuple[tuple[str, FileState], ...]


def init(request: InitRequest, *, start: Path) -> Initialised:
    """Write what is missing, all or nothing, at the root of the git work tree around `start`.

    Where midwatch.toml lies between `start` and that root, its folder is the root. Raises InputError outside of git,
    where a file cannot be written, or where settings that are there would have to change.
    """
    _refuse_unusable(request)
    root = _root(start)
    repository = Repository(root)
    settings = repository.read_if_there(SETTINGS_FILE)
    if settings is not None and (request.prometheus or request.capture):
        raise InputError(
            f"{SETTINGS_FILE} is there already",
            why="init never overwrites what you wrote",
            fix=f"add the source to {SETTINGS_FILE} yourself, or leave the option out",
        )
    wanted = {
        SETTINGS_FILE: settings_toml.render(
            prometheus_url=request.prometheus, capture=request.capture
        ),
        "slos/README.md": README,
    }
    states = dict.fromkeys(wanted, FileState.CREATED)
    for path in wanted:
        if repository.read_if_there(path) is not None:
            states[path] = FileState.KEPT
    missing = {path: text for path, text in wanted.items() if states[path] is FileState.CREATED}
    ignore, states[".gitignore"] = _ignore(repository.read_if_there(".gitignore"))
    repository.write({**missing, ".gitignore": ignore})
    return Initialised(root=root, files=tuple(sorted(states.items())))


def _refuse_unusable(request: InitRequest) -> None:
    if request.prometheus and request.capture:
        raise InputError(
            "--prometheus beside --capture",
            why="the first source is one of the two",
            fix="name one here, and add the other to midwatch.toml",
        )
    if "@" in urlsplit(request.prometheus or "").netloc:
        raise InputError(
            "--prometheus holds credentials",
            why=f"{SETTINGS_FILE} is committed, and a secret in git is a secret no more",
            fix="leave them out; then add username and password = {env = …} to the file",
        )
    text = request.prometheus or request.capture or ""
    if for_terminal(text) != text:
        raise InputError(
            f"“{for_terminal(text)}” cannot stand in {SETTINGS_FILE}",
            why="it holds control characters",
            fix="write the address or path without them",
        )


def _root(start: Path) -> Path:
    work_tree = git.repository_root(start)
    if work_tree is None:
        installed = git.version() is not None
        raise InputError(
            f"{for_terminal(str(start))} is in no git repository",
            why="what Midwatch remembers is kept in git"
            + ("" if installed else "; git is missing here"),
            fix="run `git init` first" if installed else "install git, then run `git init`",
        )
    found = Repository.find(start).root
    return (
        found if (found / SETTINGS_FILE).exists() and found.is_relative_to(work_tree) else work_tree
    )


def _ignore(text: str | None) -> tuple[str, FileState]:
    """The next .gitignore, which keeps caches out of git."""
    if text is None:
        return f"{IGNORED}\n", FileState.CREATED
    if {IGNORED, IGNORED.rstrip("/"), f"/{IGNORED}"} & set(text.split()):
        return text, FileState.KEPT
    newline = "" if text.endswith("\n") or not text else "\n"
    return f"{text}{newline}{IGNORED}\n", FileState.EXTENDED
