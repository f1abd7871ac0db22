"""Compliance periods on days when clocks, months and years do what they do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, Period, RollingPeriod
from midwatch.domain.units import TimeRange

WEEK, MONTH, QUARTER, YEAR = CalendarUnit
BERLIN, NEW_YORK, LONDON = (
    ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Europe/London")
)
SAO_PAULO, BEIRUT, HAVANA = (
    ZoneInfo(name) for name in ("America/Sao_Paulo", "Asia/Beirut", "America/Havana")
)
APIA, LORD_HOWE, KOLKATA = (
    ZoneInfo(name) for name in ("Pacific/Apia", "Australia/Lord_Howe", "Asia/Kolkata")
)
UTC_ZONE = ZoneInfo("UTC")
ZONES = [BERLIN, NEW_YORK, LONDON, SAO_PAULO, BEIRUT, HAVANA, APIA, LORD_HOWE, KOLKATA, UTC_ZONE]
HOUR = timedelta(hours=1)


def local(zone: ZoneInfo, *parts: int, fold: int = 0) -> datetime:
    year, month, day, *clock = parts
    hour, minute = (*clock, 0, 0)[:2]
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold)


def utc(*parts: int) -> datetime:
    return local(UTC_ZONE, *parts).astimezone(UTC)


@pytest.mark.parametrize(
    ("unit", "zone", "at", "start", "end"),
    [
        pytest.param(
            MONTH,
            UTC_ZONE,
            utc(2026, 1, 31, 23, 59),
            utc(2026, 1, 1),
            utc(2026, 2, 1),
            id="the last minute of January belongs to January",
        ),
        pytest.param(
            MONTH,
            UTC_ZONE,
            utc(2026, 2, 1),
            utc(2026, 2, 1),
            utc(2026, 3, 1),
            id="the first moment of February belongs to February",
        ),
        pytest.param(
            MONTH,
            UTC_ZONE,
            utc(2028, 2, 29, 12),
            utc(2028, 2, 1),
            utc(2028, 3, 1),
            id="February of a leap year has 29 days",
        ),
        pytest.param(
            MONTH,
            UTC_ZONE,
            utc(2026, 12, 31, 23),
            utc(2026, 12, 1),
            utc(2027, 1, 1),
            id="December ends with the year",
        ),
        pytest.param(
            MONTH,
            NEW_YORK,
            utc(2026, 3, 1, 3),
            utc(2026, 2, 1, 5),
            utc(2026, 3, 1, 5),
            id="in New York it is still February when UTC has March",
        ),
        pytest.param(
            YEAR,
            UTC_ZONE,
            utc(2028, 2, 29),
            utc(2028, 1, 1),
            utc(2029, 1, 1),
            id="a leap year begins and ends on 1 January",
        ),
        pytest.param(
            YEAR,
            KOLKATA,
            utc(2026, 12, 31, 19),
            utc(2026, 12, 31, 18, 30),
            utc(2027, 12, 31, 18, 30),
            id="in Kolkata the year begins at 18:30 UTC",
        ),
        pytest.param(
            QUARTER,
            UTC_ZONE,
            utc(2026, 5, 31),
            utc(2026, 4, 1),
            utc(2026, 7, 1),
            id="May lies in the second quarter",
        ),
        pytest.param(
            QUARTER,
            UTC_ZONE,
            utc(2026, 12, 31, 23),
            utc(2026, 10, 1),
            utc(2027, 1, 1),
            id="the fourth quarter ends with the year",
        ),
        pytest.param(
            WEEK,
            UTC_ZONE,
            utc(2027, 1, 1),
            utc(2026, 12, 28),
            utc(2027, 1, 4),
            id="ISO week 53 of 2026 reaches into 2027",
        ),
        pytest.param(
            WEEK,
            UTC_ZONE,
            utc(2026, 3, 1, 23, 59),
            utc(2026, 2, 23),
            utc(2026, 3, 2),
            id="Sunday ends the ISO week",
        ),
        pytest.param(
            WEEK,
            UTC_ZONE,
            utc(2026, 3, 2),
            utc(2026, 3, 2),
            utc(2026, 3, 9),
            id="Monday begins the ISO week",
        ),
        pytest.param(
            MONTH,
            SAO_PAULO,
            local(SAO_PAULO, 2017, 10, 20),
            utc(2017, 10, 1, 3),
            utc(2017, 11, 1, 2),
            id="October 2017 in Sao Paulo loses an hour inside",
        ),
        pytest.param(
            WEEK,
            BEIRUT,
            local(BEIRUT, 2022, 3, 25),
            utc(2022, 3, 20, 22),
            utc(2022, 3, 27, 21),
            id="a week in Beirut in which a Sunday has no midnight",
        ),
        pytest.param(
            MONTH,
            HAVANA,
            local(HAVANA, 2020, 11, 1, 0, 30, fold=1),
            utc(2020, 11, 1, 4),
            utc(2020, 12, 1, 5),
            id="November in Havana begins at the first of two midnights",
        ),
        pytest.param(
            MONTH,
            APIA,
            local(APIA, 2011, 12, 31, 12),
            utc(2011, 12, 1, 10),
            utc(2011, 12, 31, 10),
            id="December 2011 in Apia, which had no 30th",
        ),
    ],
)
def test_a_calendar_period_runs_from_local_midnight_to_local_midnight(
    unit: CalendarUnit, zone: ZoneInfo, at: datetime, start: datetime, end: datetime
) -> None:
    assert CalendarPeriod(unit, zone).bounds(at) == TimeRange(start, end)


@pytest.mark.parametrize(
    ("unit", "zone", "at", "length"),
    [
        pytest.param(
            MONTH, BERLIN, (2026, 3, 10), 31 * 24 * HOUR - HOUR, id="March in Berlin loses an hour"
        ),
        pytest.param(
            MONTH,
            BERLIN,
            (2026, 10, 10),
            31 * 24 * HOUR + HOUR,
            id="October in Berlin gains an hour",
        ),
        pytest.param(
            MONTH,
            NEW_YORK,
            (2026, 3, 10),
            31 * 24 * HOUR - HOUR,
            id="March in New York loses an hour",
        ),
        pytest.param(
            MONTH,
            NEW_YORK,
            (2026, 11, 10),
            30 * 24 * HOUR + HOUR,
            id="November in New York gains an hour",
        ),
        pytest.param(
            WEEK, BERLIN, (2026, 3, 29), 7 * 24 * HOUR - HOUR, id="the week of the change is short"
        ),
        pytest.param(
            QUARTER, BERLIN, (2026, 2, 1), 90 * 24 * HOUR - HOUR, id="the first quarter is short"
        ),
        pytest.param(YEAR, BERLIN, (2026, 6, 1), 365 * 24 * HOUR, id="a year loses and gains"),
        pytest.param(YEAR, BERLIN, (2028, 6, 1), 366 * 24 * HOUR, id="a leap year has 366 days"),
        pytest.param(
            MONTH,
            LORD_HOWE,
            (2026, 4, 15),
            30 * 24 * HOUR + HOUR / 2,
            id="April on Lord Howe Island gains half an hour",
        ),
        pytest.param(
            WEEK,
            SAO_PAULO,
            (2018, 2, 14),
            7 * 24 * HOUR + HOUR,
            id="the week in which Saturday had 25 hours in Sao Paulo",
        ),
    ],
)
def test_a_calendar_period_is_as_long_as_its_clocks_say(
    unit: CalendarUnit, zone: ZoneInfo, at: tuple[int, ...], length: timedelta
) -> None:
    assert CalendarPeriod(unit, zone).bounds(local(zone, *at)).length == length


def test_a_month_whose_first_day_has_no_midnight_begins_when_its_clock_begins() -> None:
    amman = ZoneInfo("Asia/Amman")
    skipped = datetime(2016, 3, 31, 22, tzinfo=UTC)
    assert skipped.astimezone(amman).hour == 1
    april = CalendarPeriod(MONTH, amman).bounds(datetime(2016, 4, 15, tzinfo=UTC))
    march = CalendarPeriod(MONTH, amman).bounds(skipped - timedelta(microseconds=1))
    assert march.end == april.start == skipped


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(local(BERLIN, 2026, 3, 29, 12), id="the day clocks go forward"),
        pytest.param(local(BERLIN, 2026, 10, 25, 2, 30), id="the first 02:30 of two"),
        pytest.param(local(BERLIN, 2026, 10, 25, 2, 30, fold=1), id="the second 02:30 of two"),
        pytest.param(utc(2026, 6, 15), id="a day in UTC"),
    ],
)
def test_a_rolling_period_has_its_length_whatever_the_clocks_did(at: datetime) -> None:
    bounds = RollingPeriod(timedelta(days=30)).bounds(at)
    assert bounds.length == timedelta(days=30)
    assert bounds.end == at.astimezone(UTC)


def test_a_span_inside_the_hour_that_comes_twice_is_a_span() -> None:
    first, second = (local(BERLIN, 2026, 10, 25, 2, 30, fold=fold) for fold in (0, 1))
    assert TimeRange(first, second).length == HOUR


moments = st.datetimes(datetime(1995, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
calendars = st.builds(CalendarPeriod, st.sampled_from(CalendarUnit), st.sampled_from(ZONES))
periods: st.SearchStrategy[Period] = st.one_of(calendars, st.just(RollingPeriod()))


@given(calendars, moments)
def test_calendar_periods_cover_time_without_gap_or_overlap(
    period: CalendarPeriod, at: datetime
) -> None:
    bounds = period.bounds(at)
    assert bounds.start <= at < bounds.end
    assert period.bounds(bounds.start) == bounds
    assert period.bounds(bounds.end).start == bounds.end
    assert period.bounds(bounds.start - timedelta(microseconds=1)).end == bounds.start


@given(calendars, moments, st.sampled_from(ZONES))
def test_a_moment_lies_in_the_same_period_however_it_is_written(
    period: CalendarPeriod, at: datetime, zone: ZoneInfo
) -> None:
    assert period.bounds(at.astimezone(zone)) == period.bounds(at)


@given(periods, moments)
def test_a_period_is_about_as_long_as_its_name_says(period: Period, at: datetime) -> None:
    difference = period.bounds(at).length - period.nominal_length
    assert abs(difference) <= timedelta(days=2, hours=25)
