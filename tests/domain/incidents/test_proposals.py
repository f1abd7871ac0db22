"""What waits for a person: proposals that nobody decided, and the message that is due."""

import pytest

from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import incident_of
from midwatch.domain.incidents.proposals import MessageKind, message_due, open_proposals
from tests.support.incidents import event

DECLARED = event(EventKind.DECLARED, 0, title="x")
PROPOSED = event(EventKind.PROPOSED, 30, action="resolve", text="every alert of it is resolved")
OTHER = event(EventKind.PROPOSED, 31, action="page", text="page the owner of auth")


def alerted(
    minute: float, status: str, recorded: float | None = None, writer: str = "aaaaaaaa"
) -> Event:
    return event(
        EventKind.ALERTED, minute, recorded=recorded, writer=writer, status=status, key="a"
    )


def phase(minute: float, to: str) -> Event:
    return event(EventKind.PHASE, minute, phase=to, text="so")


def waiting(*events: Event) -> list[str]:
    return [each.action for each in open_proposals(incident_of([DECLARED, *events]))]


def test_what_is_proposed_waits_oldest_first() -> None:
    assert waiting() == []
    assert waiting(OTHER, PROPOSED) == ["resolve", "page"]


@pytest.mark.parametrize("kind", [EventKind.APPROVED, EventKind.REJECTED, EventKind.DELIVERED])
def test_what_is_decided_waits_no_longer(kind: EventKind) -> None:
    assert waiting(PROPOSED, OTHER, event(kind, 40, proposal=OTHER.id)) == ["resolve"]
    assert waiting(PROPOSED, event(kind, 40, proposal="another")) == ["resolve"]


# What comes beside a proposal to resolve, and whether that still waits.
MOOT = {
    "it is resolved": ([phase(40, "resolved")], False),
    "it was reopened since": ([phase(40, "resolved"), phase(50, "investigating")], False),
    "it is monitored": ([phase(40, "monitoring")], True),
    "it was investigated again before": ([phase(20, "investigating")], True),
    "the alert is over": ([alerted(25, "resolved")], True),
    "the alert fired before": ([alerted(20, "firing")], True),
    "the alert fires again": ([alerted(40, "firing")], False),
    "the alert fired again before, and was told after": (
        [alerted(28, "firing", recorded=33)],
        False,
    ),
    "the alert fires by a clock that is behind": (
        [alerted(40, "firing", recorded=29, writer="bbbbbbbb")],
        False,
    ),
    "it was over before, and that was told after": ([alerted(28, "resolved", recorded=33)], True),
}


@pytest.mark.parametrize("case", MOOT)
def test_a_resolution_is_moot_once_it_is_resolved_or_the_alert_fires_again(case: str) -> None:
    beside, waits = MOOT[case]
    assert waiting(PROPOSED, *beside) == (["resolve"] if waits else [])


def test_other_proposals_are_not_moot_when_the_incident_is_over() -> None:
    assert waiting(OTHER, phase(40, "resolved"), alerted(50, "firing")) == ["page"]


def updated(minute: float) -> Event:
    return event(EventKind.UPDATED, minute, text="so")


# What happened since the declaration, and the message that is due.
DUE = {
    "nothing yet": ([], MessageKind.ANNOUNCEMENT),
    "something that is not told": ([phase(5, "mitigated")], MessageKind.ANNOUNCEMENT),
    "an update": ([updated(5)], MessageKind.PROGRESS),
    "an update, and the resolution": (
        [updated(5), phase(30, "resolved")],
        MessageKind.RESOLUTION,
    ),
    "a resolution of which nobody was told anything": (
        [phase(30, "resolved")],
        MessageKind.RESOLUTION,
    ),
    "a resolution that is told": ([phase(30, "resolved"), updated(31)], None),
    "reopened after that": (
        [phase(30, "resolved"), updated(31), phase(40, "investigating")],
        MessageKind.PROGRESS,
    ),
    "resolved again, and not told again": (
        [phase(30, "resolved"), updated(31), phase(40, "investigating"), phase(50, "resolved")],
        MessageKind.RESOLUTION,
    ),
}


@pytest.mark.parametrize("case", DUE)
def test_the_message_that_is_due(case: str) -> None:
    happened, due = DUE[case]
    assert message_due(incident_of([DECLARED, *happened])) is due


def test_no_message_is_due_where_the_declaration_is_not_here() -> None:
    assert message_due(incident_of([updated(5)])) is None
