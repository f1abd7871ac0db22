"""A change record is a YAML mapping of texts; whatever else is refused with its line."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.domain.signals.change import Change
from midwatch.formats.memory import change_record

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1)
CHANGES = st.builds(
    Change,
    at=st.datetimes(timezones=st.just(UTC)),
    service=TEXTS,
    kind=TEXTS,
    summary=TEXTS,
    version=st.none() | TEXTS,
    actor=st.none() | TEXTS,
    link=st.none() | TEXTS,
)


@given(CHANGES)
def test_what_is_written_is_read_back(change: Change) -> None:
    assert change_record.parse(change_record.render(change), "changes/a.yaml") == change


def test_a_key_of_a_later_version_is_ignored() -> None:
    text = "at: 2026-03-01T02:14:00Z\nservice: web\nkind: flag\nsummary: on\nrisk: low\n"
    change = change_record.parse(text, "changes/a.yaml")
    assert change.at == datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
    assert (change.service, change.kind, change.summary) == ("web", "flag", "on")


DAMAGED = {
    "nothing": ("", "one mapping of texts"),
    "too little": ("kind: flag\n", "at and service and summary must be there"),
    "a list": ("- a\n", "one mapping of texts"),
    "nesting": ("service: {a: b}\n", "“service” holds no text"),
    "a key twice": ("kind: a\nkind: b\n", "a second time"),
    "an open quote": ('service: "web\n', "unexpected end of stream"),
    "a time without a zone": (
        "at: 2026-03-01T02:14\nservice: a\nkind: b\nsummary: c\n",
        "no time zone",
    ),
    "a time that is none": ("at: 3 a.m.\nservice: a\nkind: b\nsummary: c\n", "is no time"),
    "a time before all time": (
        "at: 0001-01-01T00:00+23:59\nservice: a\nkind: b\nsummary: c\n",
        "is no time",
    ),
    "a control character": ("service: \x1b[31m\n", "control characters hide"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_record_says_what_is_wrong_and_what_to_do(case: str) -> None:
    text, why = DAMAGED[case]
    with pytest.raises(InputError) as refusal:
        change_record.parse(text, "changes/a.yaml")
    assert why in refusal.value.why
    assert "changes/a.yaml, line" in refusal.value.what
    assert "midwatch change record" in refusal.value.fix


@pytest.mark.fuzz
@given(st.text() | st.text("a:[]{}&*!|>'\"\n -", max_size=40))
def test_any_text_is_a_record_or_a_plain_error(text: str) -> None:
    with suppress(InputError):
        assert change_record.parse(text, "changes/a.yaml").service
