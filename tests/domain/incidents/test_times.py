"""How long it took follows from events, or says why it is not known."""

from datetime import timedelta

from midwatch.domain.incidents.times import times
from midwatch.domain.measured import Measured, NoData
from tests.support.incident_events import BEN, Night, declared, whole_night


def told(night: Night) -> dict[str, str]:
    """The times in minutes, or why there is none."""
    found = times(night.incident)
    return {
        name: f"{each.value / timedelta(minutes=1):g}"
        if isinstance(each, Measured)
        else each.reason
        for name in ("to_detect", "to_acknowledge", "to_mitigate", "to_resolve")
        for each in (getattr(found, name),)
    }


def began(night: Night, at: str = "02:05") -> Night:
    return night.add("02:18", "corrected", impact_began=night.stamp(at))


def test_a_night_is_measured_between_its_events() -> None:
    assert told(whole_night()) == {
        "to_detect": "8.5",
        "to_acknowledge": "2.33333",
        "to_mitigate": "35.5",
        "to_resolve": "99.5",
    }
    detect = times(whole_night().incident).to_detect
    assert isinstance(detect, Measured)
    assert detect.provenance.query == "impact began → detected"
    assert detect.provenance.range is not None
    assert detect.provenance.range.length == detect.value


def test_a_mitigation_that_did_not_hold_does_not_count() -> None:
    night = began(declared()).add("02:35", "phase", phase="mitigated")
    assert told(night)["to_mitigate"] == "30"
    night.add("02:40", "phase", phase="investigating")
    assert told(night)["to_mitigate"] == "it is not mitigated yet"
    night.add("02:55", "phase", phase="monitoring").add("02:58", "phase", phase="mitigated")
    assert told(night)["to_mitigate"] == "50"
    assert told(night)["to_resolve"] == "it is not resolved yet"


def test_a_resolution_that_another_took_back_does_not_count() -> None:
    night = began(declared()).add("02:40", "phase", phase="resolved")
    night.add("02:41", "phase", BEN, phase="monitoring").add("03:05", "phase", phase="resolved")
    assert told(night)["to_resolve"] == "60"
    assert told(night)["to_mitigate"] == "35"
    assert night.incident.resolved_at == night.moment("03:05")


def test_a_resolution_without_a_mitigation_mitigates_too_and_saying_it_twice_changes_nothing() -> (
    None
):
    night = began(declared()).add("02:45", "phase", phase="resolved")
    night.add("02:50", "phase", BEN, phase="resolved")
    assert (told(night)["to_mitigate"], told(night)["to_resolve"]) == ("40", "40")


def test_what_somebody_did_before_it_was_noticed_is_no_answer_to_it() -> None:
    night = declared().add("01:50", "noted", recorded="02:30", text="deployed v2.5.0")
    assert told(night)["to_acknowledge"] == "2"


def test_a_machine_does_not_acknowledge() -> None:
    night = Night().add("02:14", "alerted", "alertmanager")
    night.add("02:15", "proposed", "midwatch").add("02:15", "delivered", "midwatch")
    assert told(night)["to_acknowledge"] == "its declaration is not here: run `midwatch sync`"
    night.add("02:20", "declared", detected_at=night.stamp("02:14"))
    assert told(night)["to_acknowledge"] == "6"


def test_an_incident_that_a_person_noticed_is_acknowledged_at_once() -> None:
    night = Night().add("02:20", "declared")
    found = times(night.incident).to_acknowledge
    assert isinstance(found, Measured)
    assert found.value == timedelta(0)
    assert found.provenance.range is None


def test_without_a_confirmed_beginning_nothing_is_measured_from_it() -> None:
    night = declared().add("02:40", "phase", phase="resolved")
    reason = "nobody confirmed when the impact began: "
    for name in ("to_detect", "to_mitigate", "to_resolve"):
        assert told(night)[name].startswith(reason)
    assert told(night)["to_acknowledge"] == "2"


def test_an_end_before_its_start_is_no_time() -> None:
    night = began(declared(), "02:30").add("02:20", "phase", phase="resolved")
    for name in ("to_detect", "to_mitigate", "to_resolve"):
        assert "the end lies before the start" in told(night)[name]
    found = times(night.incident)
    assert isinstance(found.to_resolve, NoData)
