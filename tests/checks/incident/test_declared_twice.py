from midwatch.domain.findings import Severity
from tests.support.incident_events import BEN
from tests.support.incident_gate import found, night

CODE = "incident/declared-twice"

EXAMPLE = night().add("02:15", "declared", BEN, title="Card payments fail", severity="SEV2")


def test_a_second_declaration_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.what
    assert finding.fix


def test_one_declaration_is_quiet() -> None:
    assert found(night()) == []
