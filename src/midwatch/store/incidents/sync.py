"""Fetch, merge, push: two clones become the union of their files, in whatever order they do so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from midwatch.domain.errors import SourceError, SourceRefused, SourceTimeout, SourceUnreachable
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.branch import Author, Blob, Branch
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.store.incidents.plumbing import PATIENCE_WITH_REMOTES_SECONDS, Done, git

_TRIES: Final = 5
_FETCHED: Final = "refs/midwatch/fetched"
_PLAIN_FETCH: Final = (
    *("--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head", "--no-recurse-submodules"),
)
_PLAIN_PUSH: Final = ("--quiet", "--no-signed", "--no-follow-tags", "--no-recurse-submodules")
"""What the user has git do beside is for the user's own branches."""
_NOT_THERE: Final = ("couldn't find remote ref", "does not have any commits")
_REFUSED: Final = (
    *("remote rejected", "hook declined", "denied", "authentication failed", "not permitted"),
    *("could not read username", "could not read password", "error: 401", "error: 403"),
)
"""What servers say that answer, and do not do it."""
_OVERTAKEN: Final = ("fetch first", "non-fast-forward", "cannot lock ref", "stale info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """One branch and one remote: how many files came, and how many went."""

    ref: str
    remote: str
    received: int
    sent: int


def remotes(memory: IncidentMemory) -> tuple[str, ...]:
    """The names of the repository's remotes. Raises InputError."""
    return tuple(git(memory.root, "remote").text.split())


def synced(memory: IncidentMemory, branch: Branch, remote: str, author: Author) -> Synced:
    """Make a branch here and there the union of both.

    Raises InputError where git cannot write here, SourceError where the remote does not answer or refuses.
    """
    received = 0
    for _ in range(_TRIES):
        theirs = _fetched(memory, branch, remote)
        with memory.journal.alone():  # nobody here appends between reading the branch and moving it
            received += _joined(branch, theirs, author)
        ours = branch.tip()
        if ours is None or ours == theirs:
            return Synced(ref=branch.ref, remote=remote, received=received, sent=0)
        sent = _missing(branch.files(ours), branch.files(theirs) if theirs else {})
        done = _with_remote(memory, "push", *_PLAIN_PUSH, remote, f"{branch.ref}:{branch.ref}")
        if done.status == 0:
            return Synced(ref=branch.ref, remote=remote, received=received, sent=len(sent))
        if not done.mentions(*_OVERTAKEN):
            raise _says_no(remote, "push to", done)
    raise SourceRefused(
        f"push to {for_terminal(remote, 80)}",
        why=f"others pushed {_TRIES} times meanwhile; everything is kept here",
        fix="run `midwatch sync` again",
    )


def _fetched(memory: IncidentMemory, branch: Branch, remote: str) -> str | None:
    """The remote's commit of the branch, now here; None where the remote has no such branch."""
    place = f"{_FETCHED}/{branch.ref.removeprefix('refs/')}"
    done = _with_remote(
        memory,
        "fetch",
        *_PLAIN_FETCH,
        remote,
        f"+{branch.ref}:{place}",
    )
    if done.status == 0:
        return Branch(memory.root, place).tip()
    if done.mentions(*_NOT_THERE):
        return None
    raise _says_no(remote, "fetch from", done)


def _joined(branch: Branch, theirs: str | None, author: Author) -> int:
    """Merge a commit into the branch; how many files it brought. The union of both is the same in every clone."""
    ours = branch.tip()
    if theirs is None or ours == theirs:
        return 0
    if ours is None:
        branch.move(theirs, None)
        return len(branch.files(theirs))
    mine, yours = branch.files(ours), branch.files(theirs)
    added = _missing(yours, mine)
    if not _missing(mine, yours) and _is_ancestor(branch, ours, theirs):
        branch.move(theirs, ours)
        return len(added)
    if added or not _is_ancestor(branch, theirs, ours):
        aside = {_other(path, mine[path]): mine[path] for path in mine.keys() & _folders(yours)}
        message = f"Merge {len(added)} files"
        branch.commit(aside | added, message=message, author=author, parents=(ours, theirs))
    return len(added)


def _missing(of: Mapping[str, Blob], among: Mapping[str, Blob]) -> dict[str, Blob]:
    """Files of one that the other lacks.

    One that both have with other contents, or that the other has as a folder, comes under a name of its own.
    """
    found, folders = {}, _folders(among)
    for path, blob in of.items():
        have = among.get(path)
        if have is None and path not in folders:
            found[path] = blob
        elif have is None or have.oid != blob.oid:
            other = _other(path, blob)
            if other not in among:
                found[other] = blob
    return found


def _other(path: str, blob: Blob) -> str:
    return f"{path.removesuffix('.json')}.{blob.oid[:8]}.json"


def _folders(of: Iterable[str]) -> frozenset[str]:
    """Every folder that holds a file, at any depth."""
    found: set[str] = set()
    for path in of:
        above = path.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return frozenset(found)


def _is_ancestor(branch: Branch, older: str, newer: str) -> bool:
    return git(branch.root, "merge-base", "--is-ancestor", older, newer).status == 0


def _with_remote(memory: IncidentMemory, *arguments: str) -> Done:
    return git(
        memory.root, *arguments, patience_s=PATIENCE_WITH_REMOTES_SECONDS, late=SourceTimeout
    )


def _says_no(remote: str, attempt: str, done: Done) -> SourceError:
    what = f"{attempt} {for_terminal(remote, 80)}"
    why = done.complaint or f"git ended with status {done.status}"
    if done.mentions(*_REFUSED):
        return SourceRefused(
            what,
            why=why,
            fix="ask who runs it to let you push the branch midwatch; everything is kept here until then",
        )
    return SourceUnreachable(
        what,
        why=why,
        fix="try `git fetch` yourself; everything is kept here until then, and nothing is lost",
    )
