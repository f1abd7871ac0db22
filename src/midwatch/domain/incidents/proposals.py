"""What waits for a person: a resolution that an alert proposes, and the message that is due to others."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import Incident


class MessageKind(Enum):
    """What a message is about; the value is its template's name."""

    ANNOUNCEMENT = "announcement"
    PROGRESS = "progress"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something recorded as proposed, that nobody has decided and that nothing has made moot."""

    event: Event

    @property
    def action(self) -> str:
        """What is proposed, such as `resolve`."""
        return self.event.text("action")


def open_proposals(incident: Incident) -> tuple[Proposal, ...]:
    """What is proposed and undecided, oldest first.

    A resolution is moot once it is resolved, and where the alert has fired again.
    """
    decided = {
        event.text("proposal")
        for event in incident.of_kind(EventKind.APPROVED, EventKind.REJECTED, EventKind.DELIVERED)
    }
    return tuple(
        Proposal(event=event)
        for event in incident.of_kind(EventKind.PROPOSED)
        if event.id not in decided and not _is_moot(incident, event)
    )


def message_due(incident: Incident) -> MessageKind | None:
    """Which message comes next; None where all has been told, and where its declaration is not here."""
    if incident.declared_at is None:
        return None
    told = incident.of_kind(EventKind.UPDATED)
    if incident.resolved_at is not None:
        after = any(event.order >= incident.phases[-1].event.order for event in told)
        return None if after else MessageKind.RESOLUTION
    return MessageKind.PROGRESS if told else MessageKind.ANNOUNCEMENT


def _is_moot(incident: Incident, proposed: Event) -> bool:
    if proposed.text("action") != "resolve":
        return False
    return not incident.is_open or any(_undone(incident, proposed))


def _undone(incident: Incident, proposed: Event) -> Iterator[bool]:
    """Whether what came later says that it is not over; an alert is told some time after it fires."""
    for event in incident.of_kind(EventKind.ALERTED, EventKind.PHASE):
        later = event.occurred_at > proposed.occurred_at
        if event.text("status") == "firing":
            yield later or event.recorded_at > proposed.recorded_at
        else:
            yield later and event.text("phase") == Phase.INVESTIGATING.value
