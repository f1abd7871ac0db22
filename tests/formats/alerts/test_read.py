"""Whatever stands on stdin is an alert, or is refused with what, why and how to mend it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.domain.signals.alert import Alert, AlertOrigin
from midwatch.formats.alerts.parts import LONGEST, MOST_LABELS
from midwatch.formats.alerts.read import LARGEST, read

WORDS = {
    "a sentence": "checkout is down since 02:14",
    "a title of Alertmanager's": "[FIRING:1] HighErrorRate checkout (critical)",
    "a title that a resolution has": "[RESOLVED] HighErrorRate checkout",
    "a title that begins like a list": "[1] checkout is down",
    "a text in another script": "結帳服務無法使用",
    "a text with a control of terminals": "\x1b[31mdown\x1b[0m",
    "a lone surrogate": "checkout \ud800 down",
}


@pytest.mark.parametrize("case", WORDS)
def test_words_are_one_alert(case: str) -> None:
    words = WORDS[case]
    assert read(words) == (
        Alert(origin=AlertOrigin.TEXT, name="", summary=words, description=words),
    )


def test_the_first_line_of_words_is_their_summary() -> None:
    [found] = read("\n\n  checkout   is down \nhalf of the requests fail\n")
    assert found.summary == "checkout is down"
    assert found.description == "checkout   is down \nhalf of the requests fail"


def test_words_are_kept_up_to_a_bound() -> None:
    [found] = read("x" * (LONGEST + 1))
    assert len(found.description) == LONGEST


@pytest.mark.parametrize("before", ["\ufeff", "\ufeff\n ", " \ufeff "])
def test_a_byte_order_mark_is_no_part_of_a_payload(before: str) -> None:
    [found] = read(before + '{"alerts": [{"labels": {"alertname": "Down"}}]}')
    assert found.name == "Down"


def test_each_of_ten_thousand_alerts_is_read() -> None:
    found = read(json.dumps({"alerts": [{"fingerprint": str(n)} for n in range(10_000)]}))
    assert [each.key for each in found] == [str(n) for n in range(10_000)]


def test_of_ten_thousand_labels_the_first_are_read() -> None:
    labels = {f"label_{n}": "x" for n in range(10_000)}
    [found] = read(json.dumps({"alerts": [{"labels": labels}]}))
    assert len(found.labels) == MOST_LABELS


def test_texts_of_a_payload_are_bounded() -> None:
    long = "x" * (LONGEST + 1)
    labels = {long: long}
    annotations = {"summary": "short", "description": long}
    [found] = read(
        json.dumps(
            {"alerts": [{"labels": labels, "annotations": annotations, "fingerprint": long}]}
        )
    )
    [(name, value)] = found.labels.items()
    assert (len(name), len(value)) == (500, LONGEST)
    assert (len(found.description), len(found.key)) == (LONGEST, LONGEST)


def test_lone_surrogates_in_a_payload_are_carried() -> None:
    [found] = read(r'{"alerts": [{"labels": {"alertname": "\ud800"}}]}')
    assert found.name == "\ud800"


def of(**alert: object) -> str:
    return json.dumps({"alerts": [alert]})


# What is sent, and what the refusal says of it.
REFUSED = {
    "nothing": ("", "there is nothing to judge"),
    "blanks": (" \n\t", "there is nothing to judge"),
    "a byte order mark alone": ("\ufeff", "there is nothing to judge"),
    "ten megabytes": ("{" + "x" * 10_000_000, f"no sender's payload is larger than {LARGEST}"),
    "no JSON": ('{"alerts": ', "it is not JSON: Expecting value: line 1 column 11 (char 10)"),
    "a list": ("[1, 2]", "it is no JSON object"),
    "an empty object": ("{}", "it has no field"),
    "the object of another": ('{"foo": 1, "\\u001bb": 2}', "it has foo, \\x1bb"),
    "lists a hundred thousand deep": ("[" * 100_000, "it is nested too deeply"),
    "objects a hundred thousand deep": ('{"alerts":' * 100_000, "it is nested too deeply"),
    "a number of 5,000 digits": (
        f'{{"alerts": [{"9" * 5_000}]}}',
        "a number in it has thousands of digits",
    ),
    "a group without alerts": ('{"alerts": []}', "it has no alerts"),
    "a group whose alerts are null": ('{"alerts": null}', "alerts is missing"),
    "a group whose alerts are words": ('{"alerts": "down"}', "alerts is no list"),
    "an alert that is null": ('{"alerts": [null]}', "alerts.0 is no object"),
    "labels that are a list": (of(labels=["a"]), "alerts.0.labels is no object"),
    "a status that is a list": (of(status=["firing"]), "alerts.0.status is no text"),
    "a beginning that is an object": (of(startsAt={}), "alerts.0.startsAt is no moment"),
    "a beginning that is true": (of(startsAt=True), "alerts.0.startsAt is no moment"),
    "a beginning that is no number": (of(startsAt=float("nan")), "alerts.0.startsAt cannot be read"),
    "a beginning without end": (of(startsAt=float("inf")), "alerts.0.startsAt cannot be read"),
    "several things wrong": (
        of(labels=1, annotations=1, status=[], fingerprint=[]),
        (
            "alerts.0.status is no text; alerts.0.labels is no object; "
            "alerts.0.annotations is no object; and 1 more"
        ),
    ),
    "an event without a summary": ('{"payload": {}}', "payload.summary is missing"),
    "an event whose payload is a list": ('{"payload": []}', "payload is no object"),
    "a webhook without data": ('{"event": {"event_type": "x"}}', "event.data is missing"),
    "a webhook whose event is a word": ('{"event": "x"}', "event is no object"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_what_why_and_how_to_mend_it(case: str) -> None:
    text, why = REFUSED[case]
    with pytest.raises(InputError) as refused:
        read(text)
    assert str(refused.value)
    assert refused.value.why == why
    assert refused.value.fix.startswith(("send ", "write "))


def read_or_refused(text: str) -> tuple[Alert, ...] | InputError:
    """The alerts of a text, or why there are none."""
    try:
        return read(text)
    except InputError as refused:
        return refused


@pytest.mark.fuzz
@pytest.mark.parametrize("depth", [*range(900, 1_000), 2_000, 20_000])
def test_no_depth_is_too_deep_to_be_told(depth: int) -> None:
    nested = "[" * depth + "]" * depth
    for text in (
        f'{{"alerts": [{{"labels": {{"a": {nested}}}}}]}}',
        f'{{"payload": {{"summary": "x", "custom_details": {{"a": {nested}}}}}}}',
    ):
        found = read_or_refused(text)
        if isinstance(found, InputError):
            assert found.why == "it is nested too deeply"
        else:
            assert len(found) == 1


FIELDS = st.sampled_from(
    [
        "alerts", "labels", "annotations", "status", "startsAt", "endsAt", "fingerprint", "generatorURL", "alertname",
        "commonLabels", "commonAnnotations", "summary", "payload", "event", "event_action", "dedup_key", "data",
        "event_type", "occurred_at", "title", "service", "custom_details", "timestamp", "created_at", "runbook_url",
    ]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.datetimes().map(str)
    | st.sampled_from(["resolved", "resolve", "firing", "0001-01-01T00:00:00Z", "\ud800"])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(FIELDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=14,
)


@pytest.mark.fuzz
@given(st.text(max_size=60) | JSON.map(json.dumps) | st.dictionaries(FIELDS, JSON).map(json.dumps))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    found = read_or_refused(text)
    if isinstance(found, InputError):
        assert found.why
        assert found.fix
        return
    assert found
    assert all("\n" not in each.summary for each in found)
    assert all(each.started_at is None or each.started_at.tzinfo for each in found)
