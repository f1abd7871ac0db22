from midwatch.domain.findings import Severity
from midwatch.domain.incidents.unread import UnreadKind
from tests.support.incident_gate import found, night, unread

CODE = "incident/altered-event"

EXAMPLE = unread(
    UnreadKind.ALTERED,
    "incidents/2026-03/2026-03-10-checkout-fails/20260310T021400000000Z-0000aaaa.1f2e3d4c.json",
    "it tells the event 20260310T021400000000Z-0000aaaa in other words",
)


def test_such_a_file_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert str(finding.place).startswith("incidents/2026-03/2026-03-10-checkout-fails/")
    assert finding.what.endswith("in other words")
    assert "`git show midwatch:incidents/2026-03/2026-03-10-checkout-fails/" in finding.fix
    assert "`git log -p midwatch`" in finding.fix


def test_nothing_beside_the_events_is_quiet() -> None:
    assert found(night()) == []


def test_what_is_confidential_is_compared_where_it_lies() -> None:
    kept = "refs/midwatch/confidential"
    (finding,) = found(unread(UnreadKind.ALTERED, "incidents/a.json", "in other words", kept))
    assert f"`git show {kept}:incidents/a.json`" in finding.fix
    assert f"`git log -p {kept}`" in finding.fix
