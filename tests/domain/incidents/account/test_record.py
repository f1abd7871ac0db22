"""What is kept of an incident follows from its events."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from midwatch.domain.incidents.account.record import moments_of, record_of
from midwatch.domain.incidents.account.report import postmortem_due
from midwatch.domain.incidents.account.telling import impact_of, tell
from midwatch.domain.measured import Measured, NoData
from tests.support.incident_events import ANA, BEN, Night, declared, whole_night


def test_durations_are_those_between_the_moments_that_are_kept() -> None:
    night = (
        declared().add("02:20", "phase", phase="mitigated").add("02:30", "phase", phase="resolved")
    )
    last = night.events[-1]
    night.add("02:31", "corrected", impact_began="2026-03-10T02:05:30.900+00:00")
    kept = record_of(night.report("02:40"))
    resolved = kept.durations["to_resolve"]
    assert isinstance(resolved, Measured)
    assert resolved.value == kept.moments["resolved"] - kept.moments["began"]
    assert kept.moments["resolved"] == last.occurred_at


def test_what_a_reopening_undid_is_no_moment() -> None:
    night = declared().add("02:20", "phase", phase="mitigated")
    night.add("02:30", "phase", phase="resolved").add("02:40", "phase", phase="investigating")
    assert set(moments_of(night.incident)) == {"detected", "acknowledged", "declared"}


def test_what_was_written_down_later_says_when() -> None:
    events = record_of(whole_night().report("03:46")).events
    late = [each for each in events if each.recorded_at is not None]
    assert [f"{each.at:%H:%M} {each.recorded_at:%H:%M}" for each in late] == ["02:55 03:10"]


def test_an_unconfirmed_beginning_leaves_durations_without_data() -> None:
    kept = record_of(declared().report("02:40"))
    assert isinstance(kept.durations["to_resolve"], NoData)
    assert "began" not in kept.moments


@pytest.mark.parametrize(
    ("severity", "resolved", "due"),
    [
        ("SEV1", "03:00", date(2026, 3, 13)),
        ("SEV2", "03:00", date(2026, 3, 17)),
        ("SEV3", "03:00", None),
        ("SEV4", "03:00", None),
    ],
)
def test_a_postmortem_is_due_by_severity(severity: str, resolved: str, due: date | None) -> None:
    night = declared(severity=severity)
    assert postmortem_due(night.incident) is None
    assert postmortem_due(night.add(resolved, "phase", phase="resolved").incident) == due


@pytest.mark.parametrize(
    ("kind", "data", "words", "person", "quote"),
    [
        ("assigned", {"role": "scribe", "person": BEN}, "scribe is now", BEN, ""),
        ("assigned", {"role": "cook", "person": BEN}, "assigned", BEN, ""),
        ("escalated", {"to": "database team"}, "escalated to", "database team", ""),
        ("handoff", {"text": "look at the queue"}, "handoff offered", "", "look at the queue"),
        ("phase", {"phase": "dancing"}, "changed the phase", "", ""),
        ("corrected", {"impact": "no login"}, "what users notice", "", "no login"),
        (
            "corrected",
            {"impact": "no login", "impact_began": "2026-03-10T02:05:30+00:00"},
            "corrected when the impact began to 02:05:30 UTC, impact",
            "",
            "no login",
        ),
        ("corrected", {"severity": "SEV9"}, "corrected severity", "", ""),
        ("corrected", {}, "corrected", "", ""),
        (
            "corrected",
            {"impact_began": "2026-03-10T03:05:30+01:00"},
            "corrected when the impact began to 02:05:30 UTC",
            "",
            "",
        ),
        ("sung", {"text": "a song"}, "recorded by a later version", "", "a song"),
    ],
)
def test_an_event_is_told_in_our_words_and_in_theirs(
    kind: str, data: dict[str, object], words: str, person: str, quote: str
) -> None:
    telling = tell(replace(Night().add("02:14", kind).events[0], data=data))
    assert (telling.words, telling.person, telling.quote) == (words, person, quote)


def test_the_last_word_on_the_impact_stands() -> None:
    night = declared().add("02:20", "noted", ANA, text="x", impact="some cannot pay")
    night.add("02:30", "corrected", BEN, impact="nobody can pay").add("02:40", "noted", text="y")
    found = impact_of(night.incident.events)
    assert found is not None
    assert found.text("impact") == "nobody can pay"


def test_the_record_is_the_same_whenever_it_is_made() -> None:
    night = whole_night()
    later = timedelta(days=400)
    first = night.report("03:46")
    assert record_of(first) == record_of(
        type(first)(
            incident=first.incident,
            times=first.times,
            budget=(),
            findings=(),
            now=first.now + later,
        )
    )
