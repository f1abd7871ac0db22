"""One event is one file of JSON: what is written is read back, and whatever else lies there is refused in words."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.formats.memory import event_file
from tests.support.incidents import event

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(8999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
EVENTS = st.builds(
    Event,
    id=st.from_regex(r"[0-9]{8}T[0-9]{12}Z-[0-9a-f]{8}", fullmatch=True),
    incident=st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9][a-z0-9-]{0,79}", fullmatch=True),
    kind=st.sampled_from([kind.value for kind in EventKind]) | TEXT,
    occurred_at=MOMENTS,
    recorded_at=MOMENTS,
    actor=TEXT,
    writer=TEXT,
    data=st.dictionaries(TEXT, JSON, max_size=4),
    parents=st.lists(TEXT, max_size=3).map(tuple),
    actor_verified=st.booleans(),
    confidential=st.booleans(),
    schema=st.integers(-(10**9), 10**9),
    more=st.dictionaries(TEXT.map("x-{}".format), JSON, max_size=2),
)


@given(EVENTS)
def test_what_is_written_is_read_back(written: Event) -> None:
    assert event_file.parse(event_file.render(written), "e.json") == written
    assert event_file.parse_lines(event_file.as_line(written), "e.jsonl") == (written,)


@given(EVENTS)
def test_the_same_event_is_the_same_bytes_whatever_zone_it_was_told_in(written: Event) -> None:
    text = event_file.render(written)
    zone = timezone(timedelta(hours=-3, minutes=-30))
    elsewhere = replace(written, occurred_at=written.occurred_at.astimezone(zone))
    assert event_file.render(elsewhere) == text
    assert event_file.render(event_file.parse(text, "e.json")) == text


def test_what_a_later_version_says_beside_is_kept_and_stands_for_nothing_that_is_known() -> None:
    written = json.loads(event_file.render(event(EventKind.NOTED, 0, text="down")))
    later = event_file.parse(json.dumps(written | {"signature": {"by": "key-1"}}), "e.json")
    assert later.more == {"signature": {"by": "key-1"}}
    assert json.loads(event_file.render(later))["signature"] == {"by": "key-1"}
    forged = replace(later, more={"actor": "mallory@example.org"})
    assert json.loads(event_file.render(forged))["actor"] == written["actor"]


@given(st.text(st.characters(categories=["Cs", "L"]), max_size=5))
def test_halves_of_signs_are_read_from_escapes_and_never_stop_a_file_from_being_written(
    odd: str,
) -> None:
    written = event(EventKind.NOTED, 0, text=odd)
    content = event_file.render(written).encode("utf-8", "replace")
    assert event_file.parse(content.decode(), "e.json").id == written.id
    escaped = json.dumps(json.loads(event_file.render(written)))
    assert event_file.parse(escaped, "e.json") == written


def fields(**changed: object) -> str:
    """The text of a good event with some fields changed; None leaves one out."""
    good = json.loads(event_file.render(event(EventKind.NOTED, 0, text="down"))) | changed
    return json.dumps({name: value for name, value in good.items() if value is not None})


WRONG = {
    '{"schema": 1, "data": {"x": 1e999}}': "it is not JSON, or torn",
    '{"schema": 1, "data": {"x": NaN}}': "it is not JSON, or torn",
    "": "it is not JSON, or torn",
    '{"schema": 1, "id': "it is not JSON, or torn",
    "[" * 100_000: "it is not JSON, or torn",
    f'{{"schema": {"9" * 5000}}}': "it is not JSON, or torn",
    "[]": "an event is one JSON object",
    "{}": "it has no id and no incident and no kind and no actor and no writer",
    fields(actor=None): "it has no actor",
    fields(kind=7): "it has no kind",
    fields(id="../../x"): "its id, or its incident's, is none that Midwatch gives",
    fields(incident="2026-11-23-a/b"): "its id, or its incident's, is none that Midwatch gives",
    fields(incident="2026-11-23-a\n"): "its id, or its incident's, is none that Midwatch gives",
    fields(incident="\u0662026-11-23-a"): "its id, or its incident's, is none that Midwatch gives",
    fields(incident="2026-11-23-" + "a" * 81): (
        "its id, or its incident's, is none that Midwatch gives"
    ),
    fields(schema="1"): "its schema is no number, or its data no object",
    fields(schema=True): "its schema is no number, or its data no object",
    fields(data=[]): "its schema is no number, or its data no object",
    fields(occurred_at="yesterday"): "its occurred_at is no time (ISO 8601)",
    fields(occurred_at=7): "its occurred_at is no time (ISO 8601)",
    fields(recorded_at=None): "its recorded_at is no time (ISO 8601)",
    fields(recorded_at="2026-11-23T02:14:00"): "its recorded_at has no time zone",
    fields(occurred_at="0001-01-01T00:00:00+05:00"): "its occurred_at is no time (ISO 8601)",
    fields(occurred_at="9999-12-31T23:59:59Z"): "its occurred_at lies in the year 9999",
    fields(occurred_at="0001-01-01T00:00:00Z"): "its occurred_at lies in the year 1",
}


@pytest.mark.parametrize(("text", "why"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_no_event_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(InputError) as refused:
        event_file.parse(text, "a\x1b[31m.json")
    assert refused.value.why == why
    assert refused.value.what == r"read a\x1b[31m.json"
    assert "midwatch sync" in refused.value.fix


def test_what_a_later_version_says_is_kept_and_not_interpreted() -> None:
    read = event_file.parse(
        fields(schema=99, kind="merged", data={"text": "x", "new": {"a": 1}}, more=[1]), "e.json"
    )
    assert read.known_kind is None
    assert read.data == {"text": "x", "new": {"a": 1}}
    assert event_file.parse(fields(kind="merged"), "e.json").known_kind is None
    assert event_file.parse(fields(parents="x", actor_verified="yes"), "e.json").parents == ()
    assert event_file.parse(fields(parents=["x", 1]), "e.json").parents == ("x",)


@given(st.integers(0, len(fields()) - 1))
def test_a_torn_file_is_never_an_event(length: int) -> None:
    with pytest.raises(InputError):
        event_file.parse(fields()[:length], "e.json")


NAMES = st.sampled_from([*json.loads(fields()), "more"])
ANYTHING = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30) | JSON


@pytest.mark.fuzz
@given(
    st.text(max_size=200)
    | st.dictionaries(NAMES, ANYTHING, max_size=5).map(lambda odd: fields(**odd))
)
def test_any_text_is_an_event_that_can_be_written_or_a_plain_error(text: str) -> None:
    with suppress(InputError):
        read = event_file.parse(text, "e.json")
        written = event_file.render(read).encode("utf-8", "replace").decode()
        again = event_file.parse(written, "e.json")
        assert (again.order, again.incident) == (read.order, read.incident)


def test_ids_sort_as_they_were_recorded() -> None:
    begin = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
    moments = [begin + timedelta(microseconds=number * 999_983) for number in range(50)]
    ids = [event_file.event_id(moment, "0123abcd") for moment in moments]
    assert ids == sorted(set(ids))
    assert all(event_file.EVENT_ID.fullmatch(each) for each in ids)
    assert ids[0] == "20261123T021400000000Z-0123abcd"
