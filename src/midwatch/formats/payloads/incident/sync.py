"""The answer of `sync`."""

from collections.abc import Iterable

from pydantic import Field

from midwatch.formats.payloads._base import Part, Payload, Text


class ExchangedPart(Part):
    """One branch and one remote."""

    ref: Text
    remote: Text
    received: int = Field(description="Events that came")
    sent: int = Field(description="Events that went")


class SyncPayload(Payload):
    """What was exchanged."""

    exchanged: tuple[ExchangedPart, ...]
    kept_here: int = Field(description="Confidential incidents that no remote was named for")


def payload(exchanged: Iterable[tuple[str, str, int, int]], kept_here: int) -> SyncPayload:
    """The wire form: of each exchange its ref, remote, and how many events came and went."""
    return SyncPayload(
        exchanged=tuple(
            ExchangedPart(ref=ref, remote=remote, received=received, sent=sent)
            for ref, remote, received, sent in exchanged
        ),
        kept_here=kept_here,
    )
