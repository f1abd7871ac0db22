from midwatch.domain.findings import Severity
from tests.support.incident_gate import found, night

CODE = "incident/newer-schema"

EXAMPLE = night().add("02:40", "silenced", text="alert of checkout for an hour")


def test_an_event_of_a_later_version_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.what
    assert finding.fix


def test_events_of_this_version_are_quiet() -> None:
    assert found(night()) == []
