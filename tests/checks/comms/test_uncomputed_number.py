import pytest

from midwatch.domain.findings import Severity
from tests.support.comms_gate import Message, found
from tests.support.incident_events import whole_night

CODE = "comms/uncomputed-number"

EXAMPLE = Message(
    name="progress.slack.body",
    text="*Phase: {phase}*, after {elapsed}.\nAbout 45% of customers cannot pay.\n",
)


def codes(text: str) -> list[str]:
    return [each.code for each in found(Message(name="progress.slack.body", text=text))]


def test_a_number_put_in_by_hand_is_told_with_its_place_and_what_to_do() -> None:
    (finding,) = found(EXAMPLE)
    assert (finding.code, finding.severity) == (CODE, Severity.ERROR)
    assert str(finding.place) == "progress.slack.body:2:7"
    assert finding.place.end_column == 10
    assert finding.what == "“45%” was neither computed nor recorded"
    assert "{reference}" in finding.fix
    assert 'midwatch incident log 2026-03-10-checkout-fails "… 45% …"' in finding.fix


@pytest.mark.parametrize(
    "text",
    [
        "{budget_spent} of the budget is spent, after {elapsed}.",
        "The alert said 37% at 02:14; we rolled v2.5.0 back.",
        "Half of the customers cannot pay.",
    ],
)
def test_what_is_computed_or_recorded_goes_out(text: str) -> None:
    assert codes(text) == []


def test_logging_a_number_first_lets_it_out() -> None:
    night = whole_night().add("02:45", "noted", text="support: about 45% of callers cannot pay")
    assert found(EXAMPLE, night) == []


def test_what_is_recorded_only_later_is_not_known_yet() -> None:
    night = whole_night().add("02:47", "noted", text="support: about 45% of callers cannot pay")
    assert [each.code for each in found(EXAMPLE, night)] == [CODE]


def test_a_fact_that_shows_the_number_is_offered() -> None:
    text = Message(name="progress.slack.body", text="after 40.5 hours")
    (finding,) = found(text)
    assert finding.fix.startswith("write {elapsed}, or record first")


def test_a_number_of_control_characters_harms_no_terminal() -> None:
    (finding,) = found(Message(name="progress.slack.body", text="\x1b[31m7" + "0" * 100))
    assert "\x1b" not in finding.what
    assert len(finding.what) < 120
