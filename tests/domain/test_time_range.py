"""Spans of time are elapsed time, whatever zone their bounds came in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.units import TimeRange

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
zones = st.sampled_from(
    [UTC, BERLIN, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Asia/Beirut"), ZoneInfo("Asia/Kolkata")]
)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=zones)  # noqa: DTZ001 - hypothesis adds the zone
lengths = st.timedeltas(timedelta(seconds=1), timedelta(days=400))


def test_a_day_on_which_clocks_go_forward_has_23_hours() -> None:
    day = TimeRange(datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 3, 30, tzinfo=BERLIN))
    assert day.length == 23 * HOUR


@given(moments, lengths)
def test_a_span_that_ends_at_a_moment_is_as_long_as_it_was_asked_to_be(
    end: datetime, length: timedelta
) -> None:
    span = TimeRange.ending(end, length)
    assert span.length == length
    assert span.end.timestamp() == end.timestamp()


@given(moments, lengths, zones)
def test_a_span_is_the_same_in_whatever_zone_it_was_written(
    start: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    span = TimeRange(start, start.astimezone(UTC) + length)
    again = TimeRange(span.start.astimezone(zone), span.end.astimezone(zone))
    assert again == span
    assert hash(again) == hash(span)


@given(moments, lengths, moments, lengths)
def test_two_spans_overlap_alike_from_either_side(
    one: datetime, first: timedelta, other: datetime, second: timedelta
) -> None:
    a, b = TimeRange.ending(one, first), TimeRange.ending(other, second)
    assert a.overlap(b) == b.overlap(a)
    assert a.overlap(a) == a


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(datetime(2026, 1, 2), datetime(2026, 1, 3), id="bounds without a zone"),  # noqa: DTZ001 - the point
        pytest.param(
            datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC), id="no time at all"
        ),
        pytest.param(
            datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo")),
            datetime(2026, 1, 2, tzinfo=UTC),
            id="before the calendar begins in UTC",
        ),
    ],
)
def test_what_is_no_span_is_refused(start: datetime, end: datetime) -> None:
    with pytest.raises(ValueError, match=r"time zone|must end after|outside of the calendar"):
        TimeRange(start, end)


def test_a_span_that_would_begin_before_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="outside of the calendar"):
        TimeRange.ending(datetime(1, 1, 5, tzinfo=UTC), timedelta(days=30))
