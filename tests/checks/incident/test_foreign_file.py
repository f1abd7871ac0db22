from midwatch.domain.findings import Severity
from midwatch.domain.incidents.unread import UnreadKind
from tests.support.incident_gate import found, night, unread

CODE = "incident/foreign-file"

EXAMPLE = unread(UnreadKind.FOREIGN, "notes.txt", "no event has such a path")


def test_such_a_file_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.what
    assert finding.fix


def test_nothing_beside_the_events_is_quiet() -> None:
    assert found(night()) == []
