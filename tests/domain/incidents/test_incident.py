"""The state of an incident follows from what was recorded, whoever's clock was behind."""

from dataclasses import replace

import pytest

from midwatch.domain.incidents.command import Phase, Role
from midwatch.domain.incidents.incident import incident_of, incidents_of
from midwatch.domain.incidents.severity import IncidentSeverity
from tests.support.incident_events import ANA, BEN, Night, declared, whole_night


def test_a_night_is_told_by_its_events() -> None:
    told = whole_night().incident
    assert told.title == "Checkout fails for customers who pay by card"
    assert told.severity is IncidentSeverity.SEV1
    assert told.services == ("checkout", "payments")
    assert told.roles == {Role.COMMANDER: BEN, Role.TECHNICAL_LEAD: BEN}
    assert [change.phase for change in told.phases] == [
        Phase.INVESTIGATING,
        Phase.MITIGATED,
        Phase.RESOLVED,
    ]
    assert told.identified is not None
    assert not told.is_open
    assert f"{told.began:%H:%M:%S} {told.resolved_at:%H:%M}" == "02:05:30 03:45"


def test_a_correction_by_a_clock_that_is_behind_still_corrects_the_declaration() -> None:
    night = declared(severity="SEV3").add(
        "02:15:50", "corrected", severity="SEV1", title="All down"
    )
    night.add("02:15:55", "corrected", impact_began=night.stamp("02:05"))
    told = night.incident
    assert (told.severity, told.title) == (IncidentSeverity.SEV1, "All down")
    assert told.impact_began == night.moment("02:05")
    assert told.services == ("checkout", "payments")


def test_what_occurred_before_the_declaration_counts_from_then() -> None:
    night = declared().add("02:10", "assigned", role="commander", person=BEN)
    night.add("02:12", "phase", phase="mitigated", text="failed over by itself")
    told = night.incident
    assert told.owner == BEN
    assert told.phase is Phase.MITIGATED
    assert told.phase_began == night.moment("02:12")


def test_of_two_declarations_the_first_counts() -> None:
    night = declared("Checkout fails").add("02:17", "declared", BEN, title="Down", severity="SEV4")
    told = night.incident
    assert (told.title, told.severity, told.owner) == ("Checkout fails", IncidentSeverity.SEV1, ANA)
    assert len(told.phases) == 1


def test_a_second_declaration_makes_it_no_less_grave_and_hides_no_service() -> None:
    night = declared("Checkout fails", severity="SEV3")
    night.add("02:17", "declared", BEN, severity="SEV1", services=["payments", "search"])
    told = night.incident
    assert (told.title, told.owner) == ("Checkout fails", ANA)
    assert told.severity is IncidentSeverity.SEV1
    assert told.services == ("checkout", "payments", "search")


@pytest.mark.parametrize("which", [0, 1])
def test_what_one_event_says_is_confidential_is_so_for_all(which: int) -> None:
    night = declared().add("02:17", "declared", BEN, title="Down")
    events = list(night.events)
    assert not night.incident.confidential
    events[which] = replace(events[which], confidential=True)
    assert incident_of(events).confidential


def test_a_commander_may_be_named_and_declares_nothing_else() -> None:
    night = Night().add("02:16", "declared", commander=BEN)
    told = night.incident
    assert told.owner == BEN
    assert told.severity is IncidentSeverity.SEV3
    assert told.detected_at == told.declared_at == told.began == night.moment("02:16")


def test_saying_again_that_it_is_resolved_does_not_resolve_it_later() -> None:
    night = (
        declared()
        .add("02:40", "phase", phase="resolved")
        .add("02:41", "phase", BEN, phase="resolved")
    )
    assert night.incident.resolved_at == night.moment("02:40")
    night.add("05:00", "phase", phase="investigating").add("05:30", "phase", phase="resolved")
    assert night.incident.resolved_at == night.moment("05:30")


def test_what_cannot_be_interpreted_changes_nothing() -> None:
    night = declared()
    before = night.incident
    night.add("02:20", "phase", phase="asleep").add("02:21", "assigned", role="cook", person=BEN)
    night.add("02:22", "assigned", role="scribe").add("02:23", "merged", title="Other")
    night.add("02:24", "corrected", severity="SEV9", services="checkout", impact_began="soon")
    after = night.incident
    for name in ("title", "severity", "services", "roles", "phases", "impact_began"):
        assert getattr(after, name) == getattr(before, name)
    assert len(after.events) == len(before.events) + 5


def test_without_its_declaration_an_incident_has_no_owner_and_is_open() -> None:
    told = Night().add("02:20", "noted", text="down").incident
    assert (told.owner, told.declared_at, told.is_open) == ("", None, True)
    assert told.began == told.phase_began == Night().moment("02:20")
    with pytest.raises(ValueError, match="at least one event"):
        incident_of([])


def test_several_incidents_are_told_newest_first() -> None:
    first = Night(id="2026-03-10-a").add("01:00", "declared")
    second = Night(id="2026-03-10-b").add("02:00", "declared")
    second.add("02:10", "corrected", impact_began=second.stamp("00:30"))
    third = Night(id="2026-03-10-c").add("01:00", "declared")
    told = incidents_of([*first.events, *second.events, *third.events])
    assert [incident.id[-1] for incident in told] == ["c", "a", "b"]
