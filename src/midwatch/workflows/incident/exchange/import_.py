"""`incident import`: take over events that another repository exported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident, incident_of
from midwatch.formats.memory import event_file
from midwatch.store.incidents.memory import IncidentMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What was exported, as text; `confidential`: keep it on the branch that is not pushed."""

    bundle: str
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The incidents that are here now, how many events are new, and why they are in the journal alone, if they are."""

    incidents: tuple[Incident, ...]
    added: int
    held_back: InputError | None


def import_incident(request: ImportRequest, *, memory: IncidentMemory) -> Imported:
    """Add the events that are not here yet; what belongs to a confidential incident is confidential too.

    Raises InputError, and adds nothing, where a line is no event, where one says something else than is here or in
    another line, and where it would be confidential although it is shared already.
    """
    here = {event.id: event for event in memory.read().events}
    read = _read(request.bundle, here)
    secret = _confidential(request, read, here.values())
    events = [replace(event, confidential=event.incident in secret) for event in read.values()]
    fresh = [event for event in events if event.id not in here]
    kept = memory.adopt(fresh) if fresh else None
    together: dict[str, list[Event]] = {}
    for event in [*here.values(), *fresh]:
        together.setdefault(event.incident, []).append(event)
    return Imported(
        incidents=tuple(
            incident_of(together[name]) for name in dict.fromkeys(e.incident for e in events)
        ),
        added=len(fresh),
        held_back=kept.held_back if kept else None,
    )


def _read(bundle: str, here: Mapping[str, Event]) -> Mapping[str, Event]:
    """Events by id, each once. That an actor was proven elsewhere is not believed: a file proves nothing."""
    try:
        told = event_file.parse_lines(bundle, "the exported incident")
    except InputError as error:
        fix = "write it again with `midwatch incident export`; nothing was added"
        raise InputError(error.what, why=error.why, fix=fix) from error
    read: dict[str, Event] = {}
    for event in told:
        plain = replace(event, actor_verified=False)
        if _says_else(plain, read.get(event.id)):
            raise _forged(event, "two lines of it say different things")
        if _says_else(plain, here.get(event.id)):
            raise _forged(event, "it is here already, and says something else")
        read[event.id] = plain
    return read


def _says_else(event: Event, known: Event | None) -> bool:
    """Whether what is known of one id differs; where it is kept, and whether its actor was proven, may."""
    return known is not None and event != replace(
        known, confidential=event.confidential, actor_verified=False
    )


def _forged(event: Event, why: str) -> InputError:
    return InputError(
        f"take over the event {event.id}",
        why=why,
        fix="compare both; what was recorded is never changed: log a correction instead",
    )


def _confidential(
    request: ImportRequest, read: Mapping[str, Event], here: Iterable[Event]
) -> frozenset[str]:
    """The incidents among those that are read that are confidential. Raises InputError for one that is shared."""
    names = {event.incident for event in read.values()}
    marked = {event.incident for event in (*read.values(), *here) if event.confidential}
    secret = names if request.confidential else names & marked
    for event in here:
        if event.incident in secret and not event.confidential:
            raise InputError(
                f"take over {event.incident} as confidential",
                why="events of it are on the branch that is shared",
                fix="nothing was added; what was pushed cannot be taken back by importing it again",
            )
    return frozenset(secret)
