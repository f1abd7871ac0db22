"""Whoever offers an incident owns it until somebody accepts, and every clone agrees on who did."""

from itertools import permutations

from midwatch.domain.incidents.incident import incident_of
from tests.support.incident_events import ANA, BEN, Night, declared

EVA = "eva@example.org"


def offered(to: str = BEN, at: str = "02:50") -> tuple[Night, str]:
    night = declared().add(at, "handoff", to=to)
    return night, night.events[-1].id


def owner(night: Night) -> str:
    owners = {incident_of(events).owner for events in permutations(night.events)}
    assert len(owners) == 1
    return owners.pop()


def test_the_outgoing_person_owns_until_an_acceptance_is_seen() -> None:
    night, offer = offered()
    assert owner(night) == ANA
    assert night.incident.pending_handoff is not None
    assert night.incident.pending_handoff.to == BEN
    night.add("02:52", "accepted", BEN, handoff=offer)
    assert owner(night) == BEN
    assert night.incident.pending_handoff is None


def test_of_two_acceptances_that_of_the_person_it_was_offered_to_counts() -> None:
    night, offer = offered()
    night.add("02:51", "accepted", EVA, handoff=offer)
    assert owner(night) == EVA
    night.add("02:55", "accepted", BEN, handoff=offer)
    assert owner(night) == BEN
    (handoff,) = night.incident.handoffs
    assert handoff.accepted is not None
    assert [handoff.accepted.actor, *(event.actor for event in handoff.others)] == [BEN, EVA]


def test_of_two_acceptances_of_an_offer_to_anybody_the_one_recorded_first_counts() -> None:
    night, offer = offered(to="")
    night.add("02:51", "accepted", EVA, handoff=offer, recorded="02:58")
    night.add("02:55", "accepted", BEN, handoff=offer)
    assert owner(night) == BEN


def test_an_acceptance_of_an_offer_that_is_not_here_yet_changes_nothing() -> None:
    night, _ = offered()
    night.add("02:52", "accepted", BEN, handoff="20260310T030000000000Z-0000aaaa")
    assert owner(night) == ANA


def test_an_acceptance_by_a_clock_that_is_behind_counts() -> None:
    night, offer = offered()
    night.add("02:49:30", "accepted", BEN, handoff=offer)
    assert owner(night) == BEN


def test_an_offer_is_passed_when_somebody_is_assigned_meanwhile() -> None:
    night, _ = offered()
    night.add("02:55", "assigned", role="scribe", person=EVA)
    assert night.incident.pending_handoff is not None
    night.add("02:56", "assigned", role="commander", person=EVA)
    assert owner(night) == EVA
    assert night.incident.pending_handoff is None
    assert night.incident.handoffs[0].passed


def test_an_incident_goes_from_hand_to_hand() -> None:
    night, first = offered()
    night.add("02:52", "accepted", BEN, handoff=first)
    night.add("03:50", "handoff", BEN, to=EVA)
    second = night.events[-1].id
    assert owner(night) == BEN
    assert night.incident.pending_handoff is not None
    night.add("03:55", "accepted", EVA, handoff=second)
    assert owner(night) == EVA
    assert [each.to for each in night.incident.handoffs] == [BEN, EVA]


def test_of_several_open_offers_the_newest_waits() -> None:
    night, _ = offered()
    night.add("02:55", "handoff", to=EVA)
    assert night.incident.pending_handoff is not None
    assert night.incident.pending_handoff.to == EVA
