from midwatch.domain.findings import Severity
from tests.support.incident_events import BEN
from tests.support.incident_gate import found, night

CODE = "incident/phase-out-of-order"

EXAMPLE = (
    night()
    .add("02:40", "phase", phase="monitoring", text="errors fall")
    .add("02:50", "phase", BEN, phase="mitigated", text="rolled back")
)


def test_a_phase_that_goes_backwards_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.ERROR)
    assert finding.place.path.endswith(f"/{EXAMPLE.events[-1].id}.json")
    assert finding.what == "it became mitigated at 2026-03-10 02:50:00 UTC, from monitoring"
    assert finding.why.endswith("resolved, investigating")


def test_phases_in_their_order_are_quiet() -> None:
    assert (
        found(
            night()
            .add("02:40", "phase", phase="mitigated", text="rolled back")
            .add("02:50", "phase", phase="monitoring", text="errors fall")
        )
        == []
    )


def test_a_mitigation_that_did_not_hold_may_be_followed_by_another() -> None:
    again = (
        night()
        .add("02:40", "phase", phase="mitigated")
        .add("02:45", "phase", phase="investigating")
    )
    assert found(again.add("02:50", "phase", phase="mitigated")) == []


def test_two_clones_that_both_resolved_it_are_told() -> None:
    (finding,) = found(
        night().add("02:40", "phase", phase="resolved").add("02:41", "phase", BEN, phase="resolved")
    )
    assert finding.what == "it became resolved at 2026-03-10 02:41:00 UTC, from resolved"
