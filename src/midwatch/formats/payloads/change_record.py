"""The answer of `change record`."""

from pydantic import Field

from midwatch.domain.signals.change import Change
from midwatch.formats.payloads._base import Moment, Payload, Text


class ChangeRecordPayload(Payload):
    """One recorded change."""

    path: Text = Field(description="The record's file, relative to the repository")
    occurred_at: Moment
    service: Text
    kind: Text
    summary: Text
    version: Text | None
    link: Text | None
    actor: Text | None
    actor_verified: bool = Field(default=False, description="Whether a token proved the actor")
    service_known: bool = Field(description="Whether a file in slos/ bears the service's name")


def payload(change: Change, path: str, *, known: bool) -> ChangeRecordPayload:
    """The wire form of a recorded change."""
    return ChangeRecordPayload(
        path=path,
        occurred_at=change.at,
        service=change.service,
        kind=change.kind,
        summary=change.summary,
        version=change.version,
        link=change.link,
        actor=change.actor,
        service_known=known,
    )
