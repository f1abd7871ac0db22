"""`incident import`: take over events that another repository exported."""

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
    """Add the events that are not here yet. Raises InputError, and adds nothing, where any line is no event."""
    read = _read(request.bundle)
    events = [_confidential(event) if request.confidential else event for event in read]
    here = {event.id: event for event in memory.read().events}
    fresh = [event for event in events if event.id not in here]
    _refuse_forgeries(events, here)
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


def _read(bundle: str) -> tuple[Event, ...]:
    try:
        return event_file.parse_lines(bundle, "the exported incident")
    except InputError as error:
        fix = "write it again with `midwatch incident export`; nothing was added"
        raise InputError(error.what, why=error.why, fix=fix) from error


def _confidential(event: Event) -> Event:
    return replace(event, confidential=True)


def _refuse_forgeries(events: list[Event], here: dict[str, Event]) -> None:
    """An event that is here already must say the same: what was recorded is not changed from outside."""
    for event in events:
        known = here.get(event.id)
        if known is not None and replace(known, confidential=event.confidential) != event:
            raise InputError(
                f"take over the event {event.id}",
                why="it is here already, and says something else",
                fix="compare both; what was recorded is never changed: log a correction instead",
            )
