"""Which incident a person means: an id, a part of one, or nothing where one alone is open."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident, incident_of, incidents_of
from midwatch.domain.incidents.unread import Unread
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import IncidentMemory

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One incident as it is remembered, and the files beside its events that could not be read."""

    incident: Incident
    unread: tuple[Unread, ...]


def all_incidents(memory: IncidentMemory) -> tuple[tuple[Incident, ...], tuple[Unread, ...]]:
    """Every incident, newest first, and every file that tells no event. Raises InputError."""
    remembered = memory.read()
    return incidents_of(remembered.events), remembered.unread


def find(memory: IncidentMemory, named: str | None, *, newest: bool = False) -> Found:
    """The incident of an id, of a part of one, or the only one that is open.

    `newest`: where none is open, the newest of all is meant, as it is of those who only look.

    Raises UnknownName where none has it, InputError where several could be meant.
    """
    if named is None:
        return _only_open(memory, newest=newest)
    ids = memory.ids()
    return _read(memory, named if named in ids else _of_part(memory, named, ids))


def _read(memory: IncidentMemory, name: str) -> Found:
    remembered = memory.read(name)
    if not remembered.events:
        raise InputError(
            f"{for_terminal(name, 80)} has no event that can be read",
            why="; ".join(
                for_terminal(f"{each.path}: {each.why}", 200) for each in remembered.unread[:3]
            ),
            fix="run `midwatch sync` to fetch it again, or see `git log midwatch`",
        )
    return Found(incident=incident_of(remembered.events), unread=remembered.unread)


def _of_part(memory: IncidentMemory, part: str, ids: Collection[str]) -> str:
    hits = sorted(name for name in ids if part.lower() in name)
    if not hits:
        raise UnknownName.among("incident", for_terminal(part, 80), sorted(ids, reverse=True))
    if len(hits) == 1:
        return hits[0]
    still_open = [name for name in hits if _is_open(memory.read(name).events)]
    if len(still_open) == 1:
        return still_open[0]
    raise _several(f"“{for_terminal(part, 80)}” may mean several incidents", still_open or hits)


def _is_open(events: Sequence[Event]) -> bool:
    return bool(events) and incident_of(events).is_open


def _only_open(memory: IncidentMemory, *, newest: bool) -> Found:
    incidents, unread = all_incidents(memory)
    open_ones = [incident for incident in incidents if incident.is_open]
    if len(open_ones) == 1 or (newest and incidents and not open_ones):
        only = (open_ones or incidents)[0]
        mine = tuple(each for each in unread if f"/{only.id}/" in each.path)
        return Found(incident=only, unread=mine)
    if open_ones:
        names = (each.id for each in open_ones)
        raise _several(f"{len(open_ones)} incidents are open", names)
    raise InputError(
        "no incident is open",
        why="without a name the one that is open is meant",
        fix="name one (`midwatch incident list` has them all), or `midwatch incident declare`",
    )


def _several(what: str, ids: Iterable[str]) -> InputError:
    names = sorted(ids, reverse=True)
    more = ", …" if len(names) > _SHOWN else ""
    return InputError(
        what,
        why=f"they are: {', '.join(names[:_SHOWN])}{more}",
        fix="name one of them; a part of its id that no other has is enough",
    )
