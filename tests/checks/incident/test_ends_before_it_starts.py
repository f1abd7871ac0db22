from midwatch.domain.findings import Severity
from tests.support.incident_gate import found, night

CODE = "incident/ends-before-it-starts"

EXAMPLE = night().add("02:12", "phase", phase="mitigated", text="rolled back")


def test_an_end_before_the_declaration_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.ERROR)
    assert finding.place.path.endswith(f"/{EXAMPLE.events[-1].id}.json")
    assert finding.what == (
        "it became mitigated at 2026-03-10 02:12:00 UTC, and it was declared at 2026-03-10 02:14:00 UTC"
    )
    assert "phase 2026-03-10-checkout-fails investigating --at" in finding.fix


def test_an_end_after_the_beginning_is_quiet() -> None:
    assert found(night().add("02:40", "phase", phase="mitigated", text="rolled back")) == []


def test_what_the_fix_of_a_declaration_says_settles_it() -> None:
    settled = (
        night()
        .add("02:12", "phase", phase="mitigated")
        .add("02:20", "phase", phase="investigating")
        .add("02:30", "phase", phase="mitigated")
    )
    assert found(settled) == []


def test_an_impact_that_begins_after_any_phase_is_told_even_if_that_phase_did_not_stand() -> None:
    told = (
        night()
        .add("02:20", "phase", phase="mitigated")
        .add("02:30", "phase", phase="investigating")
        .add("02:40", "phase", phase="resolved")
    )
    (finding,) = found(told.add("02:50", "corrected", impact_began=told.stamp("02:25")))
    assert finding.what.startswith("it became mitigated at 2026-03-10 02:20:00 UTC, and the impact")
    assert "--impact-began" in finding.fix


def test_a_correction_that_detects_it_after_the_end_is_told() -> None:
    told = night().add("02:40", "phase", phase="resolved")
    (finding,) = found(told.add("02:50", "corrected", detected_at=told.stamp("02:45")))
    assert finding.what.endswith("and it was detected at 2026-03-10 02:45:00 UTC")
    assert "--detected-at" in finding.fix


def test_detection_is_not_compared_with_an_end_that_did_not_stand() -> None:
    told = (
        night()
        .add("02:20", "phase", phase="resolved")
        .add("02:30", "phase", phase="investigating")
        .add("02:40", "phase", phase="mitigated")
    )
    assert found(told.add("02:50", "corrected", detected_at=told.stamp("02:25"))) == []


def test_an_impact_that_began_after_the_declaration_is_quiet() -> None:
    told = night().add("02:40", "phase", phase="mitigated")
    assert found(told.add("02:50", "corrected", impact_began=told.stamp("02:20"))) == []
