"""`sync`: fetch, merge and push incidents, so that every clone has all of them."""

from dataclasses import dataclass

from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.branch import Author
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.store.incidents.sync import Synced, remotes, synced

_USUAL = "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRequest:
    """With which remote (None: `origin`, or the only one there is); `actor` signs the merge."""

    actor: str
    remote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What was exchanged. `kept_here`: how many confidential incidents no remote was named for."""

    exchanged: tuple[Synced, ...]
    kept_here: int


def sync(
    request: SyncRequest, *, memory: IncidentMemory, confidential_remote: str | None
) -> SyncReport:
    """Make the incidents here and on the remote the union of both; confidential ones only where a remote is named.

    Raises InputError where git cannot write here, SourceError where the remote does not answer or refuses.
    """
    held_back = memory.settle()
    if held_back is not None:
        raise held_back
    shared, confidential = memory.branches()
    author = Author(person=request.actor, at=memory.now())
    exchanged = [synced(memory, shared, _remote(request.remote, memory), author)]
    kept = 0
    if confidential_remote is not None:
        exchanged.append(synced(memory, confidential, _known(confidential_remote, memory), author))
    elif (tip := confidential.tip()) is not None:
        kept = len({path.rsplit("/", 1)[0] for path in confidential.files(tip)})
    return SyncReport(exchanged=tuple(exchanged), kept_here=kept)


def _remote(named: str | None, memory: IncidentMemory) -> str:
    if named is not None:
        return _known(named, memory)
    known = remotes(memory)
    if _USUAL in known or len(known) == 1:
        return _USUAL if _USUAL in known else known[0]
    listed = ", ".join(for_terminal(each, 40) for each in known)
    raise InputError(
        "there is no remote to exchange incidents with",
        why=f"several are known: {listed}" if known else "the repository has none",
        fix="name one with --remote" if known else "add one: `git remote add origin ADDRESS`",
    )


def _known(name: str, memory: IncidentMemory) -> str:
    known = remotes(memory)
    if name not in known:
        raise UnknownName.among("remote", for_terminal(name, 60), known)
    return name
