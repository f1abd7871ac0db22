from midwatch.domain.findings import Severity
from tests.support.incident_events import Night
from tests.support.incident_gate import found, night

CODE = "incident/undeclared"

EXAMPLE = Night().add("02:31", "noted", text="restarted api-2")


def test_notes_without_a_declaration_are_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert str(finding.place) == "2026-03-10-checkout-fails"
    assert "`midwatch sync`" in finding.fix


def test_a_declared_incident_is_quiet() -> None:
    assert found(night()) == []
