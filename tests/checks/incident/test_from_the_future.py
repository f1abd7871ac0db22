from midwatch.domain.findings import Severity
from tests.support.incident_gate import found, night

CODE = "incident/from-the-future"

EXAMPLE = night().add("03:40", "noted", recorded="02:40", text="error rate falls")


def test_an_event_from_a_clock_that_is_ahead_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.what
    assert finding.fix


def test_events_in_the_past_are_quiet() -> None:
    assert found(night().add("02:40", "noted", text="error rate falls")) == []
