"""What happened, and who wrote it down: the only thing that is stored of an incident."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from midwatch.domain.units import in_utc

SCHEMA: Final = 1
"""The version of the envelope that is written. A reader keeps what a later version wrote, and does not interpret it."""

Data = Mapping[str, object]
"""What an event tells beside its envelope: JSON values by name. Unknown names are kept and ignored."""


class EventKind(Enum):
    """Everything that is recorded of an incident."""

    DECLARED = "declared"
    ALERTED = "alerted"
    ASSIGNED = "assigned"
    NOTED = "noted"
    PHASE = "phase"
    IDENTIFIED = "identified"
    UPDATED = "updated"
    CORRECTED = "corrected"
    ESCALATED = "escalated"
    HANDOFF = "handoff"
    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. `occurred_at` may be earlier than it was written down; `recorded_at` rises with each of a writer's.

    `kind`: an `EventKind`'s word, or another, which a later version knows. `writer`: the clone that wrote it.
    `parents`: ids of the newest events of the incident that the writer had seen. `actor` is named, not proven, unless
    `actor_verified`. Both moments are UTC. `more`: what a later version says beside, which is kept.
    """

    id: str
    incident: str
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    writer: str
    data: Data = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    actor_verified: bool = False
    confidential: bool = False
    schema: int = SCHEMA
    more: Data = field(default_factory=dict)

    @property
    def known_kind(self) -> EventKind | None:
        """The kind, where this version can interpret the event; None for what a later one wrote."""
        return _KINDS.get(self.kind) if self.schema <= SCHEMA else None

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """Where it stands in a timeline: by occurrence, and what occurred at once as it was written down."""
        return (self.occurred_at, self.recorded_at, self.id)

    def text(self, name: str) -> str:
        """A text of its data; empty where there is none."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts of its data; what is no text in it is passed over."""
        value = self.data.get(name)
        items = value if isinstance(value, (list, tuple)) else ()
        return tuple(item for item in items if isinstance(item, str))

    def moment(self, name: str) -> datetime | None:
        """A moment of its data (ISO 8601 with a zone) in UTC; None where there is none, or it cannot be read."""
        try:
            found = datetime.fromisoformat(self.text(name))
            return in_utc(found) if found.tzinfo is not None else None
        except ValueError:
            return None


_KINDS: Final[Mapping[str, EventKind]] = {kind.value: kind for kind in EventKind}


def timeline(events: Iterable[Event]) -> tuple[Event, ...]:
    """Every event once, in order; of several with one id the first stands (a merge may bring copies)."""
    by_id: dict[str, Event] = {}
    for event in events:
        by_id.setdefault(event.id, event)
    return tuple(sorted(by_id.values(), key=lambda event: event.order))


def heads(events: Iterable[Event]) -> tuple[str, ...]:
    """Ids of the events that no other has as its parent: what a next event follows."""
    given = tuple(events)
    followed = {parent for event in given for parent in event.parents}
    return tuple(sorted({event.id for event in given} - followed))
