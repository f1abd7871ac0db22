"""The answer of `incident declare`."""

from pydantic import Field

from midwatch.formats.payloads.incident.acted import ActedPayload
from midwatch.formats.payloads.incident.triage import TriagePayload


class DeclaredPayload(ActedPayload):
    """What was recorded, with the triage behind it."""

    triage: TriagePayload
    known_before: bool = Field(description="An open incident had the alert already, and got it")
    resolution_proposed: bool = Field(description="The alert is over: a resolution was proposed")
    untaken: tuple[str, ...] = Field(
        description="What was said beside an alert that was known before, and changed nothing"
    )
    alerts_left_out: int = Field(description="Alerts of a large group that were not recorded")


def payload(
    acted: ActedPayload,
    triage: TriagePayload,
    *,
    known_before: bool,
    proposed: bool,
    untaken: tuple[str, ...],
    left_out: int,
) -> DeclaredPayload:
    """The wire form of a declaration."""
    return DeclaredPayload(
        **{name: getattr(acted, name) for name in ActedPayload.model_fields},
        triage=triage,
        known_before=known_before,
        resolution_proposed=proposed,
        untaken=untaken,
        alerts_left_out=left_out,
    )
