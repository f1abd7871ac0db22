from midwatch.domain.findings import Severity
from tests.support.incident_events import BEN
from tests.support.incident_gate import found, night

CODE = "incident/declared-twice"

EXAMPLE = night().add("02:15", "declared", BEN, title="Card payments fail", severity="SEV2")


def test_a_second_declaration_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.place.path.endswith(f"/{EXAMPLE.events[-1].id}.json")
    assert finding.what.endswith("at 2026-03-10 02:15:00 UTC, as “Card payments fail”")
    assert "“Checkout fails”" in finding.why


def test_one_declaration_is_quiet() -> None:
    assert found(night()) == []


def test_a_title_harms_no_terminal() -> None:
    (finding,) = found(night().add("02:15", "declared", BEN, title="\x1b[2J" + "x" * 500))
    assert "\x1b" not in finding.what
    assert len(finding.what) < 200
