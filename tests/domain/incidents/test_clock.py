"""What is due follows from events: the first word, the next one, time boxes, an answer to an offer."""

from datetime import timedelta

import pytest

from midwatch.domain.incidents.clock import ClockPolicy, Due, DueKind, due
from tests.support.incident_events import BEN, Night, declared

POLICY = ClockPolicy()


def due_in(night: Night) -> dict[str, str]:
    """What is due, by the time of the night."""
    return {each.kind.value: f"{each.at:%H:%M}" for each in due(night.incident, POLICY)}


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("SEV1", {"first update": "02:21", "triage": "02:31", "investigation": "02:46"}),
        ("SEV2", {"first update": "02:21", "triage": "02:31", "investigation": "03:16"}),
        ("SEV3", {"first update": "02:21", "triage": "02:31", "investigation": "10:16"}),
        ("SEV4", {"triage": "02:31"}),
    ],
)
def test_a_declaration_starts_the_clock_of_its_severity(
    severity: str, expected: dict[str, str]
) -> None:
    assert due_in(declared(severity=severity)) == expected
    assert list(due_in(declared(severity=severity))) == list(expected)


@pytest.mark.parametrize(
    ("severity", "next_one"), [("SEV1", "02:34"), ("SEV2", "02:34"), ("SEV3", "04:19")]
)
def test_after_the_first_word_the_next_is_due_by_severity(severity: str, next_one: str) -> None:
    night = declared(severity=severity).add("02:19", "updated", text="We are looking.")
    assert due_in(night)["update"] == next_one
    assert "first update" not in due_in(night)
    night.add("02:33", "updated", text="Still looking.")
    assert due_in(night)["update"] == ("04:33" if severity == "SEV3" else "02:48")


def test_an_alert_an_update_or_a_proposal_is_no_beginning_of_work_and_a_note_is() -> None:
    night = declared().add("02:17", "alerted", "alertmanager").add("02:18", "updated")
    night.add("02:18", "proposed").add("02:18", "from a later version")
    assert due_in(night)["triage"] == "02:31"
    assert "triage" not in due_in(night.add("02:19", "noted", text="looking"))


def test_an_escalation_starts_the_investigation_anew() -> None:
    night = declared().add("02:40", "escalated", to="database team")
    assert due_in(night)["investigation"] == "03:10"
    assert due_in(night.add("02:58", "escalated"))["investigation"] == "03:28"


def test_a_correction_of_the_severity_changes_what_is_due() -> None:
    night = declared(severity="SEV3").add("02:20", "corrected", severity="SEV1")
    assert due_in(night) == {"first update": "02:21", "investigation": "02:46"}


def test_a_cause_ends_the_investigation_even_if_it_was_known_before_the_declaration() -> None:
    assert "investigation" not in due_in(declared().add("02:36", "identified", text="v2.5.0"))
    assert "investigation" not in due_in(declared().add("02:15", "identified", text="v2.5.0"))


def test_a_mitigation_ends_the_boxes_and_asks_whether_it_is_over() -> None:
    night = declared().add("02:20", "updated").add("02:41", "phase", phase="mitigated")
    assert due_in(night) == {"update": "02:35", "resolution": "03:41"}


def test_a_mitigation_that_did_not_hold_starts_the_investigation_anew() -> None:
    night = declared().add("02:20", "updated").add("02:30", "identified", text="v2.5.0")
    night.add("02:41", "phase", phase="mitigated").add("02:50", "phase", phase="investigating")
    assert due_in(night) == {"update": "02:35", "investigation": "03:20"}
    assert "investigation" not in due_in(night.add("02:55", "identified", text="the cache"))


def test_saying_again_that_it_is_investigated_wins_no_time() -> None:
    night = declared().add("02:44", "phase", phase="investigating")
    assert due_in(night)["investigation"] == "02:46"


def test_a_resolved_incident_has_nothing_due_and_a_reopened_one_begins_anew() -> None:
    night = declared().add("02:20", "updated").add("02:25", "escalated")
    night.add("02:40", "identified").add("02:50", "phase", phase="resolved")
    assert due_in(night) == {}
    night.add("06:00", "phase", phase="investigating", text="it is back")
    assert due_in(night) == {"update": "06:15", "investigation": "06:30"}
    assert due_in(night.add("06:10", "updated"))["update"] == "06:25"


def test_an_offered_handoff_waits_for_its_answer() -> None:
    night = declared().add("02:50", "handoff", to=BEN)
    assert due_in(night)["handoff"] == "03:00"
    assert "handoff" not in due_in(night.add("02:52", "accepted", BEN, handoff=night.events[-1].id))


def test_nothing_is_due_before_the_declaration_is_here() -> None:
    assert due_in(Night().add("02:20", "noted", text="down")) == {}


def test_what_is_late_says_by_how_much() -> None:
    night = declared()
    first, *_ = due(night.incident, POLICY)
    assert first == Due(
        kind=DueKind.FIRST_UPDATE, since=night.moment("02:16"), at=night.moment("02:21")
    )
    assert first.overdue(night.moment("02:21")) is None
    assert first.overdue(night.moment("02:23")) == timedelta(minutes=2)


def test_a_time_box_runs_out_until_somebody_works_or_asks_for_help() -> None:
    night = declared()
    boxes = {DueKind.TRIAGE, DueKind.INVESTIGATION}

    def run_out(at: str) -> list[str]:
        dues = due(night.incident, POLICY)
        return [
            each.kind.value
            for each in dues
            if each.kind in boxes and each.overdue(night.moment(at))
        ]

    assert run_out("02:31") == []
    assert run_out("02:32") == ["triage"]
    night.add("02:33", "noted", text="looking")
    assert run_out("02:46") == []
    assert run_out("02:47") == ["investigation"]
    night.add("02:48", "escalated")
    assert run_out("02:50") == []
