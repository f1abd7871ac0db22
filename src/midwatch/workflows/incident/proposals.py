"""`proposals`: what waits for a person, exactly as it would go out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.proposals import Proposal, message_due, open_proposals
from midwatch.formats.messages.outgoing import outgoing
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import all_incidents, find
from midwatch.workflows.incident.messages import Message, Templates, message


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsRequest:
    """Of which incident; None: of all that are open. `channels`: those that messages are made for; empty: all.

    `at`: as it stood then; None: as it stands.
    """

    at: datetime | None = None
    incident: str | None = None
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits in one incident: recorded proposals, and the message that comes next (None: all was told).

    `texts`: that message as each channel is sent it.
    """

    incident: Incident
    proposals: tuple[Proposal, ...]
    message: Message | None
    texts: Mapping[str, str]


def proposals(
    request: ProposalsRequest, *, memory: IncidentMemory, templates: Templates, policy: ClockPolicy
) -> tuple[Waiting, ...]:
    """What waits, newest incident first. Raises InputError, UnknownName."""
    if request.incident is not None:
        chosen = [find(memory, request.incident, at=request.at).incident]
    else:
        chosen = [each for each in all_incidents(memory, request.at)[0] if each.is_open]
    now = request.at or memory.now()
    waiting = (_waiting(each, request.channels, now, templates, policy) for each in chosen)
    return tuple(each for each in waiting if each.proposals or each.message)


def _waiting(
    incident: Incident,
    channels: Collection[str],
    now: datetime,
    templates: Templates,
    policy: ClockPolicy,
) -> Waiting:
    kind = message_due(incident)
    told = message(incident, kind, templates, now, policy) if kind else None
    texts = outgoing(told.draft).texts if told else {}
    return Waiting(
        incident=incident,
        proposals=open_proposals(incident),
        message=told,
        texts={name: text for name, text in texts.items() if not channels or name in channels},
    )
