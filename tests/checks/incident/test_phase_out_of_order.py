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
    assert finding.what
    assert finding.fix


def test_phases_in_their_order_are_quiet() -> None:
    assert (
        found(
            night()
            .add("02:40", "phase", phase="mitigated", text="rolled back")
            .add("02:50", "phase", phase="monitoring", text="errors fall")
        )
        == []
    )
