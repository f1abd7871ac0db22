from midwatch.domain.findings import Severity
from midwatch.domain.incidents.unread import UnreadKind
from tests.support.incident_gate import found, night, unread

CODE = "incident/broken-file"

EXAMPLE = unread(
    UnreadKind.BROKEN,
    "incidents/2026-03/2026-03-10-checkout-fails/20260310T021400000000Z-0000aaaa.json",
    "it is not JSON, or torn",
)


def test_such_a_file_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.what
    assert finding.fix


def test_nothing_beside_the_events_is_quiet() -> None:
    assert found(night()) == []
