"""Which incident a person means: an id, a part of one, or nothing where one alone is open."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.incidents.incident import Incident, as_it_stood, incident_of, incidents_of
from midwatch.domain.incidents.unread import Unread
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import IncidentMemory

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One incident as it is remembered, and the files beside its events that could not be read."""

    incident: Incident
    unread: tuple[Unread, ...]


def all_incidents(
    memory: IncidentMemory, at: datetime | None = None
) -> tuple[tuple[Incident, ...], tuple[Unread, ...]]:
    """Every incident, newest first, and every file that tells no event; `at`: as they stood then.

    Raises InputError.
    """
    remembered = memory.read()
    stood = (as_it_stood(each, at) for each in incidents_of(remembered.events))
    return tuple(each for each in stood if each is not None), remembered.unread


def find(
    memory: IncidentMemory, named: str | None, *, newest: bool = False, at: datetime | None = None
) -> Found:
    """The incident of an id, of a part of one, or the only one that is open.

    `newest`: where none is open, the newest of all is meant, as it is of those who only look. `at`: as it stood then.

    Raises UnknownName where none has it, InputError where several could be meant, or nothing of it had happened.
    """
    if named is None:
        return _only_open(memory, newest=newest, at=at)
    ids = memory.ids()
    return _read(memory, named if named in ids else _of_part(memory, named, ids, at), at)


def _read(memory: IncidentMemory, name: str, at: datetime | None) -> Found:
    remembered = memory.read(name)
    if not remembered.events:
        raise InputError(
            f"{for_terminal(name, 80)} has no event that can be read",
            why="; ".join(
                for_terminal(f"{each.path}: {each.why}", 200) for each in remembered.unread[:3]
            ),
            fix="run `midwatch sync` to fetch it again, or see `git log midwatch`",
        )
    incident = incident_of(remembered.events)
    stood = as_it_stood(incident, at)
    if stood is None:
        raise _not_yet(incident, at)
    return Found(incident=stood, unread=remembered.unread)


def _not_yet(incident: Incident, at: datetime | None) -> InputError:
    first = min(event.occurred_at for event in incident.events).astimezone(UTC)
    return InputError(
        f"nothing of {incident.id} had happened at {at:%Y-%m-%d %H:%M:%S} UTC",
        why=f"its first event is of {first:%Y-%m-%d %H:%M:%S} UTC",
        fix="name a later moment with --at, or leave it out",
    )


def _of_part(memory: IncidentMemory, part: str, ids: Collection[str], at: datetime | None) -> str:
    hits = sorted(name for name in ids if part.lower() in name)
    if not hits:
        raise UnknownName.among("incident", for_terminal(part, 80), sorted(ids, reverse=True))
    if len(hits) == 1:
        return hits[0]
    still_open = [name for name in hits if _is_open(memory, name, at)]
    if len(still_open) == 1:
        return still_open[0]
    raise _several(f"“{for_terminal(part, 80)}” may mean several incidents", still_open or hits)


def _is_open(memory: IncidentMemory, name: str, at: datetime | None) -> bool:
    events = memory.read(name).events
    stood = as_it_stood(incident_of(events), at) if events else None
    return stood is not None and stood.is_open


def _only_open(memory: IncidentMemory, *, newest: bool, at: datetime | None) -> Found:
    incidents, unread = all_incidents(memory, at)
    open_ones = [incident for incident in incidents if incident.is_open]
    if len(open_ones) == 1 or (newest and incidents and not open_ones):
        only = (open_ones or incidents)[0]
        mine = tuple(each for each in unread if f"/{only.id}/" in each.path)
        return Found(incident=only, unread=mine)
    if open_ones:
        names = (each.id for each in open_ones)
        raise _several(f"{len(open_ones)} incidents are open", names)
    raise InputError(
        f"no incident was open at {at:%Y-%m-%d %H:%M:%S} UTC" if at else "no incident is open",
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
