"""The fake source counts what was written down, exactly."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest, EventCounts
from midwatch.testing.events import InMemoryEvents, Traffic
from tests.support.objectives import requests_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
API = requests_of("api")


def minutes(start: float, end: float) -> TimeRange:
    return TimeRange(NOON + start * MINUTE, NOON + end * MINUTE)


def counted(source: EventCounts, span: TimeRange) -> Measured[Counts] | NoData:
    request = CountRequest(API, span)
    return source.count([request])[request]


TEN_MINUTES = InMemoryEvents({API: [Traffic(minutes(0, 5), 2, 0.5), Traffic(minutes(5, 10), 4)]})


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param(minutes(0, 10), Counts(300, 1800), id="all of it"),
        pytest.param(minutes(4, 6), Counts(60, 360), id="across a change"),
        pytest.param(minutes(-60, 1), Counts(60, 120), id="only what there is"),
    ],
)
def test_events_in_a_span_are_counted(span: TimeRange, expected: Counts) -> None:
    answer = counted(TEN_MINUTES, span)
    assert isinstance(answer, Measured)
    assert answer.value == expected
    assert answer.provenance.range == span


def test_where_there_is_no_telemetry_there_is_no_data() -> None:
    answer = counted(TEN_MINUTES, minutes(10, 20))
    assert isinstance(answer, NoData)
    assert not answer.source_failed


def test_a_failing_source_says_that_it_failed() -> None:
    failing = InMemoryEvents({API: []}, failing=frozenset({API}))
    count = counted(failing, minutes(0, 1))
    steps = failing.count_by_step(API, minutes(0, 1), MINUTE)
    for answer in (count, steps):
        assert isinstance(answer, NoData)
        assert answer.source_failed


def test_steps_without_telemetry_are_absent_and_not_zero() -> None:
    answer = TEN_MINUTES.count_by_step(API, minutes(8, 12.5), MINUTE)
    assert isinstance(answer, Measured)
    np.testing.assert_array_equal(answer.value.valid, [240, 240, np.nan, np.nan])
    assert answer.value.ends[0] == (NOON + 9 * MINUTE).timestamp()


@given(st.integers(1, 9))
def test_two_parts_of_a_span_hold_as_much_as_the_whole(cut: int) -> None:
    parts = [counted(TEN_MINUTES, span) for span in (minutes(0, cut), minutes(cut, 10))]
    values = [part.value for part in parts if isinstance(part, Measured)]
    assert sum(values[1:], start=values[0]) == Counts(300, 1800)
