"""Values with their origin, absence and errors have one form on the wire."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError, MidwatchError, SourceTimeout
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.units import TimeRange
from midwatch.formats.payloads._base import (
    ErrorPayload,
    MeasuredPayload,
    NoDataPayload,
    Payload,
    error,
    measured,
)

BERLIN = timezone(timedelta(hours=1))
SPAN = TimeRange.ending(datetime(2026, 3, 1, 3, 14, tzinfo=BERLIN), timedelta(hours=1))
ORIGIN = Provenance(query="up", range=SPAN, samples=3, source="main")


class Answer(Payload):
    up_ratio: MeasuredPayload[float] | NoDataPayload


def test_a_measured_value_has_its_origin_in_utc() -> None:
    value = Measured(value=0.123456789, provenance=ORIGIN, warnings=("slow",))
    told = json.loads(Answer(up_ratio=measured(value, float)).as_json())
    assert told == {
        "schema_version": 1,
        "up_ratio": {
            "status": "measured",
            "value": 0.123456789,
            "provenance": {
                "query": "up",
                "range_start": "2026-03-01T01:14:00Z",
                "range_end": "2026-03-01T02:14:00Z",
                "samples": 3,
                "source": "main",
            },
            "warnings": ["slow"],
        },
    }


def test_absence_is_told_with_its_reason() -> None:
    told = measured(NoData(reason="no traffic", source_failed=True), float)
    assert told == NoDataPayload(reason="no traffic", source_failed=True)


@pytest.mark.parametrize("problem", [InputError("a", why="b", fix="c"), SourceTimeout("a")])
def test_an_error_has_its_code_and_status(problem: MidwatchError) -> None:
    told = error(problem).error
    assert (told.code, told.exit_code) == (type(problem).__name__, problem.exit_code)
    assert (told.what, told.why, told.fix) == (problem.what, problem.why, problem.fix)


@given(st.text(st.characters()))
def test_any_text_of_a_source_makes_valid_json(text: str) -> None:
    told = ErrorPayload.model_validate_json(error(InputError(text, why=text)).as_json())
    assert told.error.what == text.encode("utf-8", "replace").decode()[: len(told.error.what)]


def test_what_is_read_back_is_the_same() -> None:
    answer = Answer(up_ratio=measured(Measured(value=1.0, provenance=ORIGIN), float))
    assert Answer.model_validate_json(answer.as_json()) == answer
