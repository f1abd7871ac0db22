"""The answer of `proposals`."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.proposals import MessageKind, Proposal
from midwatch.formats.payloads._base import Part, Payload
from midwatch.formats.payloads.incident.parts import (
    EventPart,
    FindingPart,
    event_part,
    finding_parts,
)


class MessagePart(Part):
    """A message, as each channel would get it."""

    kind: str = Field(description="announcement, progress or resolution")
    texts: dict[str, str] = Field(description="By channel: slack, email, status_page, pagerduty")
    held: bool = Field(description="Whether a gate holds it")
    findings: tuple[FindingPart, ...]


class WaitingPart(Part):
    """What waits in one incident."""

    incident: str
    proposals: tuple[EventPart, ...]
    message: MessagePart | None = Field(description="Null: others know how it stands")


class ProposalsPayload(Payload):
    """What waits for a person."""

    waiting: tuple[WaitingPart, ...]


def message_part(
    kind: MessageKind, texts: Mapping[str, str], findings: Sequence[Finding]
) -> MessagePart:
    """The wire form of a message."""
    return MessagePart(
        kind=kind.value, texts=dict(texts), held=bool(findings), findings=finding_parts(findings)
    )


def waiting_part(
    incident: Incident, proposals: Iterable[Proposal], message: MessagePart | None
) -> WaitingPart:
    """The wire form of what waits in one incident."""
    return WaitingPart(
        incident=incident.id,
        proposals=tuple(event_part(each.event) for each in proposals),
        message=message,
    )
