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
    assert finding.what
    assert finding.fix


def test_one_acceptance_is_quiet() -> None:
    assert found(handed_over().add("02:31", "accepted", BEN, handoff=offer())) == []
