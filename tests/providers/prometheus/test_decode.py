"""What a Prometheus answers is read as it is meant, or refused."""

import json
import math
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.providers.prometheus import decode
from midwatch.providers.prometheus.decode import Envelope, UndecodableError

T = TypeVar("T")


def of(result_type: str, result: object) -> Envelope:
    return Envelope(data={"resultType": result_type, "result": result})


def test_values_come_as_the_source_wrote_them() -> None:
    items = [{"metric": {}, "value": [1, text]} for text in ("0.5", "1e3", "NaN", "+Inf", "-Inf")]
    values = [sample.value for sample in decode.vector(of("vector", items)).samples]
    assert values[:2] == [0.5, 1000.0]
    assert math.isnan(values[2])
    assert values[3:] == [math.inf, -math.inf]


def test_a_scalar_is_one_sample_without_labels() -> None:
    (sample,) = decode.vector(of("scalar", [1.0, "42"])).samples
    assert (sample.labels, sample.value) == ({}, 42.0)


def test_a_native_histogram_is_no_number() -> None:
    (sample,) = decode.vector(of("vector", [{"metric": {}, "histogram": [1, {}]}])).samples
    assert math.isnan(sample.value)


def test_a_series_over_time_comes_as_arrays() -> None:
    values = [[1.5, "1"], [2, "NaN"], [3, "3"]]
    (track,) = decode.matrix(of("matrix", [{"metric": {"a": "b"}, "values": values}])).tracks
    assert track.times.tolist() == [1.5, 2.0, 3.0]
    assert track.values.tolist()[::2] == [1.0, 3.0]
    assert track.labels == {"a": "b"}


@pytest.mark.parametrize(
    ("document", "warnings"),
    [
        ({"warnings": ["store X is down"]}, ("store X is down",)),
        ({"infos": ["may be no counter"]}, ("may be no counter",)),
        ({"warnings": ["a\x1b[31m"]}, ("a\\x1b[31m",)),
        ({"isPartial": True}, ("partial answer: a part of the store did not answer",)),
        ({"warnings": None, "infos": [1]}, ()),
        ({"warnings": list("abcdefg")}, (*"abcde", "… and 2 more warnings")),
    ],
    ids=["warnings", "infos", "terminal escapes", "partial", "no text", "many"],
)
def test_warnings_are_kept_printable_and_few(
    document: dict[str, object], warnings: tuple[str, ...]
) -> None:
    body = json.dumps({"status": "success", "data": [], **document}).encode()
    assert decode.envelope(body).warnings == warnings


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "nothing at all"),
        (b"<!doctype html><title>Sign in</title>", "a web page"),
        (b'{"status": "succ', "breaks off"),
        (b"[" * 100_000, "breaks off"),
        (b"\xff\xfe", "breaks off"),
        (b"[]", "not the answer of a Prometheus"),
        (b'{"ok": true}', "not the answer of a Prometheus"),
    ],
    ids=["empty", "html", "truncated", "deep", "no text", "a list", "another API"],
)
def test_what_is_no_answer_is_refused_in_words(body: bytes, says: str) -> None:
    with pytest.raises(UndecodableError, match=says):
        decode.envelope(body)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"resultType": "matrix", "result": []},
        {"resultType": "vector", "result": [{}]},
        {"resultType": "vector", "result": [{"metric": {}, "value": [1, 2]}]},
        {"resultType": "vector", "result": [{"metric": {}, "value": [1, "many"]}]},
        {"resultType": "vector", "result": [{"metric": {"a": 1}, "value": [1, "2"]}]},
    ],
    ids=["nothing", "a matrix", "no sample", "no text", "no number", "a label that is no text"],
)
def test_an_instant_answer_of_another_form_is_refused(data: object) -> None:
    with pytest.raises(UndecodableError):
        decode.vector(Envelope(data=data))


@pytest.mark.parametrize(
    "result",
    [[{}], [{"metric": {}, "values": [["x", "1"]]}], [{"metric": {}, "values": [[1]]}], "x"],
    ids=["no series", "no time", "no value", "no list"],
)
def test_a_range_answer_of_another_form_is_refused(result: object) -> None:
    with pytest.raises(UndecodableError):
        decode.matrix(of("matrix", result))


def test_an_error_tells_its_kind() -> None:
    body = b'{"status": "error", "errorType": "bad_data", "error": "parse error"}'
    said = decode.envelope(body)
    assert (said.error_kind, said.error) == ("bad_data", "parse error")
    assert decode.envelope(b'{"status": "error"}').error_kind == "unknown"


def test_metadata_is_read_by_family() -> None:
    data = {"http_requests": [{"type": "Counter"}, {"type": "gauge"}], "odd": "x", "bare": [{}]}
    read = decode.metadata(Envelope(data=data))
    assert read == {"http_requests": {"counter", "gauge"}, "bare": {""}}


def test_listings_of_another_form_are_refused() -> None:
    for read in (decode.label_sets, decode.names):
        with pytest.raises(UndecodableError):
            read(Envelope(data=[1]))
    with pytest.raises(UndecodableError):
        decode.metadata(Envelope(data=[]))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def refusal_of(read: Callable[[T], object], given_: T) -> str | None:
    """Why it is refused; None where it is read."""
    try:
        read(given_)
    except UndecodableError as refused:
        return str(refused)
    return None


@pytest.mark.fuzz
@given(body=st.binary(max_size=80) | JSON.map(lambda each: json.dumps(each).encode()))
def test_no_body_is_worse_than_undecodable(body: bytes) -> None:
    assert refusal_of(decode.envelope, body) != ""


@pytest.mark.fuzz
@given(data=JSON, kind=st.sampled_from(["vector", "scalar", "matrix"]), bare=st.booleans())
def test_no_data_is_worse_than_undecodable(data: object, kind: str, *, bare: bool) -> None:
    answer = Envelope(data=data) if bare else of(kind, data)
    for read in (decode.vector, decode.matrix, decode.label_sets, decode.names, decode.metadata):
        assert refusal_of(read, answer) != ""
