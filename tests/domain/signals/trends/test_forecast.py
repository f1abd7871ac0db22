"""Where a signal is going, and when it gets there."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.trends.forecast import Forecast, forecast
from midwatch.domain.signals.trends.reach import Reach, reaches
from midwatch.domain.signals.trends.season import Period

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
AHEAD = timedelta(days=1)


def ending_now(values: Floats, step: timedelta = HOUR) -> Track:
    times = NOW.timestamp() - step.total_seconds() * np.arange(len(values) - 1, -1, -1.0)
    return Track(step=step, times=times, values=values)


def days(count: float) -> Floats:
    """Hours of so many days; the last is 0."""
    return np.arange(1 - count * 24, 1.0)


def waves(hours: Floats) -> Floats:
    return 10 * np.cos(2 * np.pi * (hours - 13) / 24)


def noise(hours: Floats, size: float = 0.5, seed: int = 3) -> Floats:
    return np.random.default_rng(seed).normal(0.0, size, hours.size)


def foretold(values: Floats, ahead: timedelta = AHEAD, step: timedelta = HOUR) -> Forecast:
    found = forecast(ending_now(values, step), ahead)
    assert isinstance(found, Forecast)
    return found


def reached(values: Floats, limit: float, *, falling: bool = False) -> Reach:
    found = reaches(foretold(values), limit, falling=falling)
    assert isinstance(found, Reach)
    return found


def test_a_ramp_under_a_season_goes_on_as_ramp_and_season() -> None:
    past, future = days(14), np.arange(1.0, 25)
    found = foretold(60 + 0.2 * past + waves(past) + noise(past))
    assert found.expected == pytest.approx(60 + 0.2 * future + waves(future), abs=1.5)
    assert found.slope_a_day == pytest.approx(4.8, abs=0.5)
    assert found.periods == (Period.DAY,)
    assert found.begins == NOW


def test_a_weekly_season_is_told_from_three_weeks_on() -> None:
    assert foretold(waves(days(30))).periods == (Period.DAY, Period.WEEK)
    assert foretold(waves(days(20))).periods == (Period.DAY,)
    assert foretold(waves(days(3)), timedelta(hours=12)).periods == (Period.DAY,)
    assert foretold(waves(days(2)), timedelta(hours=12)).periods == ()


def test_minutes_are_forecast_by_the_hour_where_there_are_days_of_them() -> None:
    minutes = np.arange(5 * 1440.0)
    found = foretold(minutes / 60, step=timedelta(minutes=1))
    assert found.step == HOUR
    assert found.expected[0] == pytest.approx(minutes[-1] / 60 + 1, abs=0.6)


def test_the_interval_holds_the_expected_and_widens() -> None:
    past = days(14)
    found = foretold(60 + 0.2 * past + waves(past) + noise(past))
    assert (found.low < found.expected).all()
    assert (found.expected < found.high).all()
    assert (np.diff(found.high - found.low) >= -1e-9).all()


def test_a_limit_is_reached_in_about_as_long_as_the_rise_needs() -> None:
    past = days(14)
    found = reached(60 + 0.5 * past + noise(past), 66.0)
    assert found.earliest <= found.expected
    assert found.latest is not None
    assert found.expected <= found.latest
    assert abs(found.expected - (NOW + 12 * HOUR)) < 2 * HOUR
    assert found.latest - found.earliest < 8 * HOUR


def test_what_falls_reaches_a_limit_from_above() -> None:
    past = days(14)
    found = reached(20 - 0.5 * past + noise(past), 14.0, falling=True)
    assert abs(found.expected - (NOW + 12 * HOUR)) < 2 * HOUR


def test_a_leak_that_began_two_days_ago_is_seen() -> None:
    past = days(14)
    leak = 40 + 0.5 * np.maximum(past + 48, 0) + noise(past)
    assert abs(reached(leak, 70.0).expected - (NOW + 12 * HOUR)) < 3 * HOUR


def test_an_incident_in_the_past_is_no_trend() -> None:
    past = days(14)
    calm = 40 + waves(past) + noise(past)
    wild = np.where((past > -50) & (past < -46), 400.0, calm)
    assert foretold(wild).expected == pytest.approx(foretold(calm).expected, abs=3)


def test_gaps_are_passed_over() -> None:
    past = days(14)
    whole = 60 + 0.2 * past + waves(past) + noise(past)
    gaps = np.where(np.arange(past.size) % 9 == 0, np.nan, whole)
    assert foretold(gaps).expected == pytest.approx(foretold(whole).expected, abs=2)


WITHOUT = {
    "a forecast needs 24 points of history, and there are 20": np.arange(20.0),
    "33% of the history is missing": np.where(np.arange(99) % 3 == 0, np.nan, 1.0),
    "a history of this length reaches 16:00:00 ahead, not 1 day, 0:00:00": np.arange(48.0),
    "a forecast needs 24 points of history, and there are 0": np.zeros(0),
}


@pytest.mark.parametrize("reason", WITHOUT)
def test_no_forecast_says_why(reason: str) -> None:
    assert forecast(ending_now(WITHOUT[reason]), AHEAD) == NoData(reason=reason)


def test_a_limit_that_is_not_reached_says_why() -> None:
    past = days(14)
    flat = foretold(50 + noise(past))
    assert reaches(flat, 45.0) == NoData(reason="it is there already")
    assert reaches(flat, 80.0) == NoData(reason="it is not expected to get there within 24 hours")


def test_what_never_moved_is_expected_to_stay() -> None:
    found = foretold(np.full(14 * 24, 5.0))
    assert found.expected == pytest.approx(np.full(24, 5.0))
    assert found.high == pytest.approx(found.low)


@settings(max_examples=25)
@given(scale=st.integers(-10, 10), shift=st.floats(-1e4, 1e4), seed=st.integers(0, 1000))
def test_neither_unit_nor_origin_changes_a_forecast(scale: int, shift: float, seed: int) -> None:
    past = days(6)
    plain = 60 + 0.2 * past + waves(past) + noise(past, seed=seed)
    one, other = foretold(plain), foretold(plain * 2.0**scale + shift)
    tolerance = 1e-5 * (2.0**scale + abs(shift) / 1000)
    assert other.expected == pytest.approx(one.expected * 2.0**scale + shift, abs=tolerance)
    assert other.high == pytest.approx(one.high * 2.0**scale + shift, abs=tolerance)


@pytest.mark.parametrize("lasting", [4, 10, 30], ids=lambda lasting: f"{lasting} days")
def test_the_truth_lies_within_the_interval_nine_times_of_ten(lasting: int) -> None:
    """Several shapes and many more series: benchmarks/trends.py."""
    within = []
    for seed in range(80):
        rng = np.random.default_rng([seed, lasting])
        hours = np.arange(1 - lasting * 24.0, 25)
        swing, rise, size = rng.uniform(0, 1), rng.uniform(-0.3, 0.5), rng.uniform(0.3, 3)
        values = rise * hours + swing * waves(hours) + rng.normal(0, size, hours.size)
        found = foretold(values[:-24])
        within.append(((found.low <= values[-24:]) & (values[-24:] <= found.high)).mean())
    assert 0.85 <= np.mean(within) <= 0.99
