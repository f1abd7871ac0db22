"""`timeline.yaml` says to the second what happened, and is read back as it was written."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.domain.findings import Finding, Place, Severity
from midwatch.domain.incidents.account.record import IncidentRecord, record_of
from midwatch.domain.measured import NoData
from midwatch.formats.memory import timeline_file
from tests.support.incident_events import declared, spent, whole_night

FINDING = Finding(
    code="incident/late",
    severity=Severity.WARNING,
    place=Place("incidents/x/timeline.yaml"),
    what="it ends before it begins",
    why="one of both is wrong",
    fix="correct one",
)
WHOLE = replace(record_of(whole_night().report("03:46", spent())), findings=(FINDING,))


@pytest.mark.parametrize("record", [WHOLE, record_of(declared().report("02:20"))])
def test_what_is_written_is_read_back(record: IncidentRecord) -> None:
    assert timeline_file.parse(timeline_file.render(record), "timeline.yaml") == record


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60
)


@given(title=TEXTS, actor=TEXTS, note=TEXTS)
def test_whatever_people_write_is_read_back(title: str, actor: str, note: str) -> None:
    night = declared(title).add("02:20", "noted", actor, text=note)
    record = record_of(night.report("02:30"))
    assert timeline_file.parse(timeline_file.render(record), "timeline.yaml") == record


@pytest.mark.parametrize("title", ["\x1b[31mred", "a\r\nb", "\u202eback", "x" * 100_000, "\ud800"])
def test_hostile_text_makes_a_file_that_can_be_read(title: str) -> None:
    night = declared(title).add("02:20", "noted", title, text=title)
    text = timeline_file.render(record_of(night.report("02:30")))
    assert timeline_file.parse(text, "timeline.yaml").id == night.id
    assert len(text) < 20_000


def test_moments_are_utc_to_the_second_and_durations_are_seconds() -> None:
    read = yaml.safe_load(timeline_file.render(WHOLE))
    assert read["moments"]["began"] == "2026-03-10T02:05:30Z"
    assert read["durations"]["to_resolve"]["seconds"] == 5970
    assert read["durations"]["to_resolve"]["query"] == "impact began → resolved"
    assert read["budget"][0]["share"]["value"] == 0.3718


def test_what_is_not_known_says_why() -> None:
    read = yaml.safe_load(timeline_file.render(record_of(declared().report("02:20"))))
    assert read["durations"]["to_resolve"]["no_data"].startswith("nobody confirmed when")
    assert "resolved" not in read["moments"]


def test_keys_of_a_later_version_are_passed_over() -> None:
    text = timeline_file.render(WHOLE).replace("budget:", "mood: [good]\nbudget:", 1)
    assert timeline_file.parse(text, "timeline.yaml") == WHOLE


def test_a_night_of_ten_thousand_events_is_read_back() -> None:
    last = WHOLE.events[-1]
    long = replace(WHOLE, events=(*WHOLE.events, *([last] * 10_000)))
    assert timeline_file.parse(timeline_file.render(long), "timeline.yaml") == long


def test_a_file_that_says_little_is_still_read() -> None:
    record = timeline_file.parse(
        "id: x\nbudget: [{objective: a}]\ndurations: {to_detect: {}}\n", "t"
    )
    assert record.id == "x"
    assert isinstance(record.budget[0].share, NoData)
    assert isinstance(record.durations["to_detect"], NoData)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1: it says nothing"),
        ("title: x\n", "line 1: `id` must be there"),
        ("id: x\nevents: {}\n", "line 2: a list is expected"),
        ("id: x\nevents: [a]\n", "line 2: keys with values"),
        ("id: [x]\n", "line 1: a text is expected"),
        ("id: x\nmoments:\n  began: soon\n", "line 3: “soon” is no time"),
        ("id: x\nmoments:\n  began: 2026-03-10T02:14:00\n", "line 3: “2026-03-10T02:14:00” has no"),
        ("id: x\ndurations:\n  to_detect: {seconds: many}\n", "line 3: “many” is no number"),
        ("id: x\ndurations:\n  to_detect: {seconds: 1e99}\n", "line 3: “1e99” is no number"),
        ("id: x\ndurations:\n  to_detect: {seconds: nan}\n", "line 3: “nan” is no number"),
        ("id: x\nid: y\n", "line 2: the key “id” stands"),
        ("id: 'x\n", "line 2: malformed YAML"),
    ],
)
def test_what_cannot_be_read_names_the_line(text: str, why: str) -> None:
    with pytest.raises(InputError) as refused:
        timeline_file.parse(text, "incidents/x/timeline.yaml")
    said = f"{refused.value.what}: {refused.value.why}"
    assert why in said, said
    assert "midwatch incident report" in refused.value.fix
