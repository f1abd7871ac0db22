from midwatch.domain.findings import Severity
from tests.support.incident_events import ANA, BEN
from tests.support.incident_gate import found, handed_over, offer

CODE = "incident/accepted-twice"

EXAMPLE = (
    handed_over()
    .add("02:31", "accepted", BEN, handoff=offer())
    .add("02:32", "accepted", ANA, handoff=offer())
)


def test_a_second_acceptance_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.place.path.endswith(f"/{EXAMPLE.events[-1].id}.json")
    assert finding.what == (
        "ana@example.org accepted too; the acceptance of ben@example.org counts, "
        "since it was offered to that person"
    )


def test_one_acceptance_is_quiet() -> None:
    assert found(handed_over().add("02:31", "accepted", BEN, handoff=offer())) == []


def test_the_person_it_was_offered_to_counts_though_recorded_later() -> None:
    (finding,) = found(
        handed_over()
        .add("02:31", "accepted", ANA, handoff=offer())
        .add("02:32", "accepted", BEN, handoff=offer())
    )
    assert finding.what.startswith("ana@example.org accepted too; the acceptance of ben@")


def test_of_others_the_one_that_was_recorded_first_counts() -> None:
    (finding,) = found(
        handed_over()
        .add("02:31", "accepted", "cy@example.org", handoff=offer())
        .add("02:32", "accepted", ANA, handoff=offer())
    )
    assert finding.what == (
        "ana@example.org accepted too; the acceptance of cy@example.org counts, "
        "since it was recorded first"
    )


def test_one_person_who_accepts_in_two_clones_is_not_told_of_another() -> None:
    (finding,) = found(
        handed_over()
        .add("02:31", "accepted", BEN, handoff=offer())
        .add("02:32", "accepted", BEN, handoff=offer())
    )
    assert finding.what.startswith("ben@example.org accepted it twice")
    assert finding.fix.startswith("nothing, where ben@example.org has it")


def test_an_offer_that_nobody_accepted_is_quiet() -> None:
    assert found(handed_over()) == []
