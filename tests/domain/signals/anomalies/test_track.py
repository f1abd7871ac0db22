"""Samples as they come, on a grid; and series that others made, judged as one service."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.anomaly import Watched
from midwatch.domain.signals.anomalies.find import judge
from midwatch.domain.signals.anomalies.track import Track, gauge, gauge_track, overall
from midwatch.domain.signals.series import SampleSeries
from midwatch.formats.capture import table

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)


def series(times: list[float], values: list[float]) -> SampleSeries:
    return SampleSeries(metric="cpu", times=np.array(times), values=np.array(values))


def on_grid(found: Track | NoData) -> tuple[list[float], list[float | None]]:
    assert isinstance(found, Track)
    return found.times.tolist(), [None if np.isnan(v) else v for v in found.values.tolist()]


def test_samples_lie_on_a_grid_that_ends_with_the_last_and_gaps_stay_gaps() -> None:
    found = gauge_track(series([0, 60, 120, 300, 360], [1, 2, 3, 6, 7]))
    assert on_grid(found) == ([0, 60, 120, 180, 240, 300, 360], [1, 2, 3, None, None, 6, 7])


def test_the_last_sample_of_a_step_stands_for_it() -> None:
    found = gauge_track(series([0, 20, 50, 60, 110, 120], [1, 2, 3, 4, 5, 6]), timedelta(minutes=1))
    assert on_grid(found) == ([0, 60, 120], [1, 4, 6])


def test_what_makes_no_series_says_why() -> None:
    nothing = series([0, 60], [1, np.nan])
    assert gauge_track(nothing) == NoData(reason="1 samples make no series")
    mistaken = series([0, 60, 120, 1.7e9], [1, 2, 3, 4])
    assert gauge_track(mistaken) == NoData(reason="its samples span 28,333,334 steps of 0:01:00")


def test_a_public_series_is_judged_as_one_service() -> None:
    """Five minutes a step, a time and a value, the anomaly marked by whoever made it: left out, and found."""
    rng = np.random.default_rng(2)
    count, wrong = 14 * 288, 12 * 288 + 100
    values = 40 + 10 * np.sin(2 * np.pi * np.arange(count) / 288) + rng.normal(0, 1, count)
    values[wrong : wrong + 24] += 60
    rows = [
        f"{BEGIN + timedelta(minutes=5 * n):%Y-%m-%d %H:%M:%S},{value:.3f},{int(n >= wrong)}"
        for n, value in enumerate(values)
    ]
    text = "\n".join(["timestamp,value,is_anomaly", *rows, ""]).encode()
    mapping = table.TableMapping(unit=table.TimeUnit.ISO8601_UTC)
    [read] = table.parse([text], name="series/cpu-east.csv", mapping=mapping).series
    track = gauge_track(read)
    assert isinstance(track, Track)
    [found] = judge([Watched(signal=gauge(read.metric, "value"), current=track)])
    [anomaly] = found.anomalies
    assert abs(anomaly.began - (BEGIN + timedelta(minutes=5 * wrong))) <= timedelta(minutes=10)
    assert anomaly.signal.service == "cpu_east"


def a_track(values: list[float], weights: list[float] | None = None) -> Track:
    times = 60.0 * np.arange(1.0, len(values) + 1)
    return Track(
        step=timedelta(minutes=1),
        times=times,
        values=np.array(values),
        weights=None if weights is None else np.array(weights),
    )


def test_the_mean_of_a_share_weighs_each_step_by_its_events() -> None:
    assert overall(a_track([0.5, 0.0], [10, 90])) == pytest.approx(0.05)
    assert overall(a_track([np.nan, 0.2], [0, 10])) == pytest.approx(0.2)


def test_the_mean_of_a_rate_leaves_out_a_few_absent_steps_and_is_none_of_many() -> None:
    assert overall(a_track([1, 2, 3, np.nan])) == 2
    assert overall(a_track([1, 2, np.nan, np.nan])) == NoData(
        reason="50% of its steps have no telemetry"
    )


def test_a_share_of_events_that_was_not_told_is_absent_and_not_zero() -> None:
    values, weights = np.full(10, 0.1), np.full(10, 600.0)
    few, many = values.copy(), values.copy()
    few[:2], many[:9] = np.nan, np.nan
    quiet = np.where(np.arange(10) < 9, 0.0, 600.0)
    assert overall(a_track(list(few), list(weights))) == pytest.approx(0.1)
    assert isinstance(overall(a_track(list(many), list(weights))), NoData)
    assert overall(a_track(list(many), list(quiet))) == pytest.approx(0.1)


def test_nothing_counted_has_no_mean_share() -> None:
    assert isinstance(overall(a_track([np.nan, np.nan], [0, 0])), NoData)
