"""Moments as people write them become one moment in UTC, or a refusal that says what to write."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.bootstrap.clock import moment
from midwatch.domain.errors import InputError

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)

MOMENTS = {
    "now": "2026-03-01T02:30Z",
    "NOW": "2026-03-01T02:30Z",
    "now-1h": "2026-03-01T01:30Z",
    "now - 1h30m": "2026-03-01T01:00Z",
    "2026-03-01T02:14": "2026-03-01T01:14Z",
    "2026-03-01T02:14Z": "2026-03-01T02:14Z",
    "2026-03-01T02:14:07.5Z": "2026-03-01T02:14:07.500000Z",
    "2026-03-01T02:14+05:30": "2026-02-28T20:44Z",
    "2026-03-01 02:14 UTC": "2026-03-01T02:14Z",
    "2026-07-01 02:14 America/New_York": "2026-07-01T06:14Z",
    "2026-07-01 02:14": "2026-07-01T00:14Z",
    "2026-03-01": "2026-02-28T23:00Z",
    "02:14": "2026-03-01T01:14Z",
    "02:14Z": "2026-03-01T02:14Z",
    "03:31": "2026-02-28T02:31Z",
    "23:00 UTC": "2026-02-28T23:00Z",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read(text: str) -> None:
    expected = datetime.fromisoformat(MOMENTS[text])
    assert moment(text, now=lambda: NOW, zone=BERLIN) == expected


REFUSED = {
    "": "is no moment",
    "yesterday": "there is no time zone|neither a time",
    "now-1": "a number and a unit",
    "now-1x": "a number and a unit",
    "25:00": "hour must be",
    "2026-02-30T10:00": "day is out of range",
    "2026-03-01T02:14 Mars/Olympus": "no time zone “Mars/Olympus”",
    "2026-03-01T02:14 ../etc": "neither a time",
    "2026-03-29T02:14": "clocks skipped that time",
    "2026-10-25T02:14": "clocks showed that time twice",
    "0001-01-01T00:00+05:00": "the calendar ends",
    "\x1b[31m": "neither a time",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_moment_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InputError) as refusal:
        moment(text, now=lambda: NOW, zone=BERLIN)
    said = f"{refusal.value.what} {refusal.value.why}"
    assert any(part in said for part in REFUSED[text].split("|"))
    assert "\x1b" not in said
    assert refusal.value.fix


def test_a_time_that_clocks_show_twice_is_answered_with_both_moments() -> None:
    with pytest.raises(InputError) as refusal:
        moment("2026-10-25T02:14", now=lambda: NOW, zone=BERLIN)
    assert "2026-10-25T00:14Z" in refusal.value.fix
    assert "2026-10-25T01:14Z" in refusal.value.fix


def test_without_a_zone_the_machines_own_holds() -> None:
    local = datetime(2026, 3, 1, 12, 0).astimezone()
    assert moment("2026-03-01T12:00", now=lambda: NOW) == local


def test_the_clock_is_not_asked_for_a_moment_that_is_whole() -> None:
    def broken() -> datetime:
        raise AssertionError

    assert moment("2026-03-01T02:14Z", now=broken).minute == 14


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)))  # noqa: DTZ001 - a bound, zone apart
def test_what_is_printed_as_iso_is_read_back(at: datetime) -> None:
    assert moment(at.isoformat(), now=lambda: NOW) == at


@given(st.times(), st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)))  # noqa: DTZ001 - a bound, zone apart
def test_a_time_of_day_is_the_last_one_before_now(time: object, now: datetime) -> None:
    at = moment(f"{time!s:.5} UTC", now=lambda: now)
    assert timedelta(0) <= now - at < timedelta(days=1)


@pytest.mark.fuzz
@given(st.text() | st.text("now-+:0123456789TZ UTC", max_size=30))
def test_any_text_is_a_moment_or_a_plain_refusal(text: str) -> None:
    with suppress(InputError):
        assert moment(text, now=lambda: NOW, zone=BERLIN).tzinfo is UTC
