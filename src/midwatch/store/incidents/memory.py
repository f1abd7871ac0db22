"""The memory of incidents: branch and journal, read as one; what is added is kept before it is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Data, Event, EventKind
from midwatch.domain.incidents.unread import Unread, UnreadKind
from midwatch.formats.memory import event_file
from midwatch.store.incidents.branch import Author, Blob, Branch
from midwatch.store.incidents.journal import Journal
from midwatch.store.incidents.plumbing import git_folder

FOLDER: Final = "incidents"
OPEN_REF: Final = "refs/heads/midwatch"
CONFIDENTIAL_REF: Final = "refs/midwatch/confidential"
"""No branch that `git push --all` or a clone would take along."""
_TRIES: Final = 3
_MONTH: Final = len("2026-11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event before it is recorded; `occurred_at` None: at the moment of recording."""

    incident: str
    kind: EventKind
    actor: str
    data: Data = field(default_factory=dict)
    occurred_at: datetime | None = None
    parents: tuple[str, ...] = ()
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Events that outlive a crash. `held_back`: why they are not on the branch yet; None where they are."""

    events: tuple[Event, ...]
    held_back: InputError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What was read: every event there is, in no order, and the files that are none."""

    events: tuple[Event, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class IncidentMemory:
    """Incidents of one repository. `now` is the clock; `chance(n)` gives n random bytes as hexadecimal digits."""

    root: Path
    now: Callable[[], datetime]
    chance: Callable[[int], str]

    @classmethod
    def of(cls, root: Path, *, now: Callable[[], datetime], chance: Callable[[int], str]) -> Self:
        """The memory of the repository that holds `root`; nothing is asked yet."""
        return cls(root, now, chance)

    @cached_property
    def journal(self) -> Journal:
        """What is not on the branch yet. Raises InputError outside of a git repository."""
        return Journal(git_folder(self.root), self.chance)

    def branches(self) -> tuple[Branch, Branch]:
        """The branch that is shared, and the one that stays here."""
        return Branch(self.root, OPEN_REF), Branch(self.root, CONFIDENTIAL_REF)

    def ids(self) -> frozenset[str]:
        """Ids of all incidents. Raises InputError."""
        found = {event.incident for event in self._journaled()[0].values()}
        for branch in self.branches():
            tip = branch.tip()
            folders = branch.folders(tip) if tip else ()
            names = ((path, path.rpartition("/")[2]) for path in folders)
            found |= {name for path, name in names if _is_id(name) and path == folder_of(name)}
        return frozenset(found)

    def read(self, incident: str | None = None) -> Remembered:
        """Every event, or those of one incident. Raises InputError."""
        if incident is not None and not _is_id(incident):
            return Remembered(events=(), unread=())
        journaled, unread = self._journaled()
        events = [each for each in journaled.values() if incident in {None, each.incident}]
        below = "" if incident is None else f"{folder_of(incident)}/"
        for branch in self.branches():
            tip = branch.tip()
            if tip is not None:
                read, refused = self._on(branch, branch.files(tip, below))
                events += read
                unread += [replace(each, ref=_short(branch.ref)) for each in refused]
        return Remembered(events=tuple(events), unread=tuple(unread))

    def append(self, drafts: Sequence[Draft]) -> Kept:
        """Record events: on disk when this returns, and on the branch unless `held_back` says why not.

        Raises InputError, and records nothing, where they cannot be put on disk or are too large.
        """
        if not drafts:
            return Kept(events=(), held_back=self.settle())
        with self.journal.alone():
            writer, moments = self.journal.stamps(self.now(), len(drafts))
            events = tuple(
                _event(draft, writer, at) for draft, at in zip(drafts, moments, strict=True)
            )
            return Kept(events=events, held_back=self._keep(events))

    def adopt(self, events: Sequence[Event]) -> Kept:
        """Take over events that were recorded elsewhere, as they are. Raises InputError as `append` does."""
        with self.journal.alone():
            return Kept(events=tuple(events), held_back=self._keep(events))

    def settle(self) -> InputError | None:
        """Put on the branch what the journal holds; why not, where that does not succeed. Raises InputError."""
        if not self.journal.entries():
            return None
        with self.journal.alone():
            return self._commit()

    def _keep(self, events: Sequence[Event]) -> InputError | None:
        self.journal.add({event.id: _content(event) for event in events})
        return self._commit()

    def _commit(self) -> InputError | None:
        """Commit everything in the journal; on an error it stays there."""
        held_back: InputError | None = None
        for branch, confidential in zip(self.branches(), (False, True), strict=True):
            try:
                entries = self.journal.entries()
                events = _events_in(entries)[0]
                mine = {
                    name: each for name, each in events.items() if each.confidential is confidential
                }
                if mine:
                    self._commit_to(
                        branch, {name: (each, entries[name]) for name, each in mine.items()}
                    )
                    self.journal.remove(mine)
            except InputError as error:
                held_back = held_back or error
        return held_back

    def _commit_to(self, branch: Branch, entries: Mapping[str, tuple[Event, bytes]]) -> None:
        """Commit entries of the journal as they are written there: a later version may know more of them."""
        events = [event for event, _ in entries.values()]
        files = {path_of(event): content for event, content in entries.values()}
        below = FOLDER if len(files) > 1 else next(iter(files))
        for attempt in range(_TRIES):
            tip = branch.tip()
            there = branch.files(tip, below) if tip else {}
            new = {path: content for path, content in files.items() if path not in there}
            if not new:
                return
            try:
                branch.commit(
                    new,
                    message=_message(events),
                    author=Author(person=events[-1].actor, at=events[-1].recorded_at),
                    parents=(tip,) if tip else (),
                )
            except InputError:
                if attempt == _TRIES - 1 or branch.tip() == tip:
                    raise
            else:
                return

    def _journaled(self) -> tuple[dict[str, Event], list[Unread]]:
        return _events_in(self.journal.entries())

    def _on(self, branch: Branch, files: Mapping[str, Blob]) -> tuple[list[Event], list[Unread]]:
        small = {path: blob for path, blob in files.items() if blob.size <= event_file.LARGEST}
        contents = branch.contents([blob.oid for blob in small.values()])
        events: list[Event] = []
        unread = [_foreign(path, "it is larger than any event") for path in files.keys() - small]
        for path, blob in sorted(small.items()):
            content = contents.get(blob.oid)
            if content is None:
                unread.append(Unread(UnreadKind.BROKEN, path, "git has lost its content"))
                continue
            read = _told(content, path)
            if isinstance(read, Event):
                events.append(read)
            else:
                unread.append(read)
        return events, unread


def folder_of(incident: str) -> str:
    """The folder of an incident's events on the branch: by month, so that none has thousands of others beside it."""
    return f"{FOLDER}/{incident[:_MONTH]}/{incident}"


def path_of(event: Event) -> str:
    """The file of an event on the branch."""
    return f"{folder_of(event.incident)}/{event.id}.json"


def _event(draft: Draft, writer: str, at: datetime) -> Event:
    return Event(
        id=event_file.event_id(at, writer),
        incident=draft.incident,
        kind=draft.kind.value,
        occurred_at=draft.occurred_at or at,
        recorded_at=at,
        actor=draft.actor,
        writer=writer,
        data=draft.data,
        parents=draft.parents,
        confidential=draft.confidential,
    )


def _content(event: Event) -> bytes:
    content = event_file.render(event).encode("utf-8", "replace")
    if len(content) > event_file.LARGEST:
        raise InputError(
            f"record {len(content)} bytes as one event",
            why=f"an event has at most {event_file.LARGEST} bytes",
            fix="say what matters in a few lines, and name the file or the page that holds the rest",
        )
    read = _parsed(content, event.id)
    if isinstance(read, Unread):  # what nobody could read again is not taken
        raise InputError("record an event", why=read.why, fix="check its incident and its times")
    return content


def _events_in(entries: Mapping[str, bytes]) -> tuple[dict[str, Event], list[Unread]]:
    """The events among entries of the journal, by their names there, and what is none."""
    events: dict[str, Event] = {}
    unread: list[Unread] = []
    for name, content in entries.items():
        read = _parsed(content, f"the journal's {name}")
        if isinstance(read, Event):
            events[name] = read
        else:
            unread.append(read)
    return events, unread


def _is_id(incident: str) -> bool:
    return event_file.INCIDENT_ID.fullmatch(incident) is not None


def _parsed(content: bytes, path: str) -> Event | Unread:
    try:
        return event_file.parse(content.decode("utf-8"), path)
    except UnicodeDecodeError:
        return Unread(UnreadKind.BROKEN, path, "it is not UTF-8")
    except InputError as error:
        return Unread(UnreadKind.BROKEN, path, error.why)


def _told(content: bytes, path: str) -> Event | Unread:
    """The event of a file on the branch, where the file is in its place."""
    if not (path.startswith(f"{FOLDER}/") and path.endswith(".json")):
        return _foreign(path, "no event has such a path")
    read = _parsed(content, path)
    if isinstance(read, Unread) or path == path_of(read):
        return read
    if path.startswith(f"{path_of(read).removesuffix('.json')}."):
        return Unread(UnreadKind.ALTERED, path, f"it tells the event {read.id} in other words")
    return _foreign(path, f"it says that it is {path_of(read)}")


def _short(ref: str) -> str:
    """A branch as people name it; what is no branch, in full."""
    return ref.removeprefix("refs/heads/")


def _foreign(path: str, why: str) -> Unread:
    return Unread(UnreadKind.FOREIGN, path, why)


def _message(events: Iterable[Event]) -> str:
    """The subject of a commit: what was recorded of which incident; what it says stands in the files."""
    told = _by_incident(events)
    lines = [f"{incident}: {', '.join(kinds)}" for incident, kinds in told]
    return "\n".join(lines if len(lines) == 1 else [f"{len(lines)} incidents", "", *lines])


def _by_incident(events: Iterable[Event]) -> Iterator[tuple[str, list[str]]]:
    kinds: dict[str, list[str]] = {}
    for event in events:
        kinds.setdefault(event.incident, []).append(event.kind)
    yield from kinds.items()
