"""The answer of `incident declare`."""

from pydantic import Field

from midwatch.formats.payloads.incident.acted import ActedPayload
from midwatch.formats.payloads.incident.triage import TriagePayload


class DeclaredPayload(ActedPayload):
    """What was recorded, with the triage behind it."""

    triage: TriagePayload
    known_before: bool = Field(description="An open incident had the alert already, and got it")
    resolution_proposed: bool = Field(description="The alert is over: a resolution was proposed")


def payload(
    acted: ActedPayload, triage: TriagePayload, *, known_before: bool, proposed: bool
) -> DeclaredPayload:
    """The wire form of a declaration."""
    return DeclaredPayload(
        **{name: getattr(acted, name) for name in ActedPayload.model_fields},
        triage=triage,
        known_before=known_before,
        resolution_proposed=proposed,
    )
