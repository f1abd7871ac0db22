"""Files on a branch that nobody checks out: read by `cat-file`, written by `fast-import`, joined as a union."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.plumbing import Done, git

_DURABLE: Final = ("-c", "core.fsync=all", "-c", "core.fsyncMethod=fsync")
_NOT_THERE: Final = ""
"""As the old value of a ref: it must not exist, whatever the length of ids here."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file on a branch: its object and its size in bytes (0 where git does not tell)."""

    oid: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Whose commit it is, and when; `person` is one line."""

    person: str
    at: datetime

    def line(self) -> bytes:
        """The words of a commit's header: name, address and time, without the signs that would end them."""
        name = "".join(sign for sign in self.person if sign not in "<>\n\0").strip() or "midwatch"
        address = name if "@" in name and " " not in name else "midwatch@localhost.invalid"
        return f"{name} <{address}> {int(self.at.timestamp())} +0000".encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Branch:
    """One ref of a repository, by its full name."""

    root: Path
    ref: str

    def tip(self) -> str | None:
        """Its commit; None where there is none yet. Raises InputError where git cannot read what the ref says."""
        done = _well(git(self.root, "for-each-ref", "--format=%(objectname)", self.ref))
        if done.mentions("broken ref"):
            raise _unreadable(done)
        return done.text or None

    def require_free(self) -> None:
        """Raise InputError where a work tree has it checked out: writing would make its files look changed."""
        done = _well(git(self.root, "for-each-ref", "--format=%(worktreepath)", self.ref))
        if done.text:
            raise InputError(
                f"commit to {self.ref}",
                why=f"it is checked out in {for_terminal(done.text)}",
                fix="change to another branch there; the next command commits",
            )

    def files(self, tip: str, below: str = "") -> Mapping[str, Blob]:
        """Every file of a commit by its path, or those below a folder. Raises InputError where objects are missing.

        Bytes of a path that are not UTF-8 stand in it as lone surrogates, so that it can be written again as it was.
        """
        where = ("--", below) if below else ()
        done = _well(git(self.root, "ls-tree", "-r", "-z", "-l", "--full-tree", tip, *where))
        found = {}
        for line in done.out.split(b"\0"):
            head, _, path = line.partition(b"\t")
            if path:
                _, kind, oid, size = head.split()
                if kind == b"blob":
                    found[path.decode("utf-8", "surrogateescape")] = Blob(
                        oid.decode(), int(size) if size.isdigit() else 0
                    )
        return found

    def folders(self, tip: str) -> tuple[str, ...]:
        """Every folder of a commit, at any depth."""
        done = _well(git(self.root, "ls-tree", "-r", "-d", "-z", "--name-only", "--full-tree", tip))
        return tuple(p.decode("utf-8", "replace") for p in done.out.split(b"\0") if p)

    def contents(self, oids: Sequence[str]) -> Mapping[str, bytes]:
        """The contents of objects; one that is missing is left out. Raises InputError."""
        if not oids:
            return {}
        asked = "".join(f"{oid}\n" for oid in oids).encode()
        answer = _well(git(self.root, "cat-file", "--batch", "--buffer", stdin=asked)).out
        found, at = {}, 0
        while at < len(answer):
            end = answer.index(b"\n", at)
            words = answer[at:end].split()
            at = end + 1
            if len(words) == 3:  # noqa: PLR2004 - object, type, size; “missing” has two words
                size = int(words[2])
                found[words[0].decode()] = answer[at : at + size]
                at += size + 1
        return found

    def commit(
        self,
        files: Mapping[str, bytes | Blob],
        *,
        message: str,
        author: Author,
        parents: Sequence[str],
    ) -> None:
        """Put files on it, in one commit after `parents`, the first of which it must be at. Raises InputError."""
        self.require_free()
        stream = b"".join(_commit_stream(self.ref, files, message, author, parents))
        quiet = ("--quiet", "--date-format=raw")
        done = git(self.root, *_DURABLE, "fast-import", *quiet, stdin=stream)
        if done.status != 0:
            raise _refused(self.ref, done)

    def move(self, to: str, was: str | None) -> None:
        """Let it be at a commit that holds all that it has. Raises InputError where it moved meanwhile."""
        self.require_free()
        done = git(
            self.root, *_DURABLE, "update-ref", "--create-reflog", self.ref, to, was or _NOT_THERE
        )
        if done.status != 0:
            raise _refused(self.ref, done)


def _commit_stream(
    ref: str,
    files: Mapping[str, bytes | Blob],
    message: str,
    author: Author,
    parents: Sequence[str],
) -> Iterable[bytes]:
    """One commit in fast-import's language (`git help fast-import`, “Input format”)."""
    text = message.encode("utf-8", "replace")
    yield f"commit {ref}\n".encode()
    yield b"author " + author.line() + b"\ncommitter " + author.line() + b"\n"
    yield f"data {len(text)}\n".encode() + text + b"\n"
    for word, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
        yield f"{word} {parent}\n".encode()
    for path, content in files.items():
        if isinstance(content, Blob):
            yield f"M 100644 {content.oid} ".encode() + _quoted(path) + b"\n"
        else:
            yield b"M 100644 inline " + _quoted(path) + f"\ndata {len(content)}\n".encode()
            yield content + b"\n"
    yield b"\n"


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode("utf-8", "surrogateescape")


def _well(done: Done) -> Done:
    if done.status == 0:
        return done
    raise _unreadable(done)


def _unreadable(done: Done) -> InputError:
    return InputError(
        "read incidents from git",
        why=done.complaint or f"git ended with status {done.status}",
        fix="see what `git fsck` says; `midwatch sync` fetches what another clone has",
    )


def _refused(ref: str, done: Done) -> InputError:
    locked = done.mentions(".lock")
    return InputError(
        f"commit to {ref}",
        why=done.complaint or f"git ended with status {done.status}",
        fix="end the git that holds the lock, or remove its .lock file if none runs"
        if locked
        else "free the disk, or see what `git fsck` says; the next command tries again",
    )
