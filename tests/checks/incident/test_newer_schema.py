from dataclasses import replace

from midwatch.domain.findings import Severity
from midwatch.domain.incidents.event import SCHEMA
from tests.support.incident_gate import found, night

CODE = "incident/newer-schema"

EXAMPLE = night().add("02:40", "silenced", text="alert of checkout for an hour")


def test_an_event_of_a_later_version_is_told() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.WARNING)
    assert finding.place.path.endswith(f"/{EXAMPLE.events[-1].id}.json")
    assert finding.what == "events that are not understood here: 1 (silenced)"
    assert "upgrade" in finding.fix


def test_events_of_this_version_are_quiet() -> None:
    assert found(night()) == []


def test_a_known_kind_of_a_later_schema_is_not_understood_either() -> None:
    told = night().add("02:40", "noted", text="error rate falls")
    told.events[-1] = replace(told.events[-1], schema=SCHEMA + 1)
    (finding,) = found(told)
    assert finding.what.endswith("not understood here: 1 (noted)")


def test_all_that_is_not_understood_is_told_at_once() -> None:
    (finding,) = found(night().add("02:40", "silenced").add("02:41", "\x1b[2Jpaged"))
    assert finding.what.startswith("events that are not understood here: 2 (")
    assert "\x1b" not in finding.what
