from midwatch.domain.findings import Severity
from tests.support.incident_gate import found, night

CODE = "incident/ends-before-it-starts"

EXAMPLE = night().add("02:12", "phase", phase="mitigated", text="rolled back")


def test_an_end_before_the_declaration_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.ERROR)
    assert finding.what
    assert finding.fix


def test_an_end_after_the_beginning_is_quiet() -> None:
    assert found(night().add("02:40", "phase", phase="mitigated", text="rolled back")) == []
