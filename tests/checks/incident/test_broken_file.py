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
    assert str(finding.place).startswith("incidents/2026-03/2026-03-10-checkout-fails/")
    assert finding.what.endswith("cannot be read: it is not JSON, or torn")
    assert "`git show midwatch:incidents/2026-03/2026-03-10-checkout-fails/" in finding.fix


def test_nothing_beside_the_events_is_quiet() -> None:
    assert found(night()) == []


def test_what_is_only_in_the_journal_is_not_looked_for_on_the_branch() -> None:
    (finding,) = found(
        unread(UnreadKind.BROKEN, "the journal's 20260310T021400", "it is empty", "")
    )
    assert finding.what == "the journal's 20260310T021400 cannot be read: it is empty"
    assert "git show" not in finding.fix


def test_what_is_confidential_is_looked_for_where_it_lies_and_not_in_other_clones() -> None:
    kept = "refs/midwatch/confidential"
    (finding,) = found(unread(UnreadKind.BROKEN, "incidents/a.json", "it is torn", kept))
    assert f"`git show {kept}:incidents/a.json`" in finding.fix
    assert f"`git log -p {kept}`" in finding.fix
    assert "midwatch sync" not in finding.fix
