"""The answer of `demo`."""

from datetime import datetime

from pydantic import Field

from midwatch.formats.payloads._base import Moment, Part, Payload, Text


class OutagePart(Part):
    """An outage that was caused on request, and its page."""

    service: Text
    began_at: Moment
    fired_at: Moment = Field(description="When Prometheus fired the page")
    arrived_at: Moment = Field(description="When Alertmanager was seen to have it")


class DemoPayload(Payload):
    """What the demo left, and, on real servers, how long the page took."""

    folder: Text
    exit_code: int = Field(description="Of the first step that failed, else 0")
    live: bool
    outage: OutagePart | None = None


def payload(
    folder: str,
    *,
    exit_code: int,
    live: bool,
    outage: tuple[str, datetime, datetime, datetime] | None,
) -> DemoPayload:
    """The wire form; an outage is its service, when it began, fired and arrived."""
    part = None
    if outage is not None:
        service, began, fired, arrived = outage
        part = OutagePart(service=service, began_at=began, fired_at=fired, arrived_at=arrived)
    return DemoPayload(folder=folder, exit_code=exit_code, live=live, outage=part)
