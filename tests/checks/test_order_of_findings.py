from midwatch.domain.incidents.unread import Unread, UnreadKind
from tests.support.incident_gate import Beside, found, night


def test_findings_of_an_incident_are_told_by_place_whatever_check_finds_them() -> None:
    told = night().add("02:12", "phase", phase="resolved").add("02:50", "phase", phase="resolved")
    findings = found(Beside(told, (Unread(UnreadKind.FOREIGN, "a.txt", "no event"),)))
    assert [finding.code for finding in findings] == [
        "incident/foreign-file",
        "incident/ends-before-it-starts",
        "incident/phase-out-of-order",
    ]
