"""What holds of anomalies whatever the numbers are."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from midwatch.domain.signals.anomalies.anomaly import Anomaly, Watched
from midwatch.domain.signals.anomalies.find import judge
from midwatch.domain.signals.anomalies.robust import median, running_median, spread
from midwatch.domain.signals.anomalies.spans import best_start, clear_spans
from midwatch.domain.signals.anomalies.track import Direction, errors, gauge
from midwatch.domain.signals.counts import Floats
from tests.domain.signals.anomalies.tracks import START, a_track

SEEDS = st.integers(0, 2**32 - 1)
COUNT = 90
UP = gauge("api", "memory", (Direction.UP,))


def found(
    current: Floats, weeks: Sequence[Floats], shift: timedelta = timedelta(0)
) -> tuple[Anomaly, ...]:
    tracks = [a_track(values, start=START + shift) for values in (current, *weeks)]
    [judgement] = judge([Watched(signal=UP, current=tracks[0], weeks=tuple(tracks[1:]))])
    return judgement.anomalies


def drawn(seed: int) -> tuple[Floats, list[Floats]]:
    """A gauge that rises at some minute, and four weeks in which it did not."""
    rng = np.random.default_rng(seed)
    first, size = rng.integers(10, 60), rng.uniform(60, 300)
    current = rng.normal(100.0, 6.0, COUNT)
    current[first : first + rng.integers(5, 30)] += size
    return current, [rng.normal(100.0, 6.0, COUNT) for _ in range(4)]


@given(seed=SEEDS, exponent=st.integers(-12, 12))
def test_another_unit_scales_the_levels_and_moves_no_onset(seed: int, exponent: int) -> None:
    current, weeks = drawn(seed)
    scale = 2.0**exponent  # exact, so that nothing hangs on rounding
    plain, scaled = found(current, weeks), found(current * scale, [w * scale for w in weeks])
    assert [(a.began, a.ended, a.direction) for a in plain] == [
        (a.began, a.ended, a.direction) for a in scaled
    ]
    for one, other in zip(plain, scaled, strict=True):
        assert (other.before, other.after) == pytest.approx((one.before * scale, one.after * scale))
        assert (other.multiple, other.deviation) == pytest.approx((one.multiple, one.deviation))


@given(seed=SEEDS, minutes=st.integers(-100_000, 100_000))
def test_another_time_moves_the_onsets_by_as_much(seed: int, minutes: int) -> None:
    current, weeks = drawn(seed)
    shift = timedelta(minutes=minutes)
    plain, later = found(current, weeks), found(current, weeks, shift)
    assert [a.began + shift for a in plain] == [a.began for a in later]


@given(seed=SEEDS, constant=st.floats(0, 10_000))
def test_what_is_added_to_a_gauge_makes_no_anomaly(seed: int, constant: float) -> None:
    """Times the baseline shrinks; spreads stay."""
    current, weeks = drawn(seed)
    raised = found(current + constant, [week + constant for week in weeks])
    assert len(raised) <= len(found(current, weeks))


@given(seed=SEEDS, share=st.floats(0, 1))
def test_absence_makes_no_anomaly(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    current = np.where(rng.random(COUNT) < share, np.nan, rng.normal(100.0, 6.0, COUNT))
    weeks = [
        np.where(rng.random(COUNT) < share, np.nan, rng.normal(100.0, 6.0, COUNT)) for _ in range(4)
    ]
    assert found(current, weeks) == ()


@given(level=st.floats(-1e9, 1e9), weeks=st.integers(0, 4))
def test_what_stays_the_same_is_no_anomaly(level: float, weeks: int) -> None:
    assert found(np.full(COUNT, level), [np.full(COUNT, level)] * weeks) == ()


@settings(max_examples=50)
@given(seed=SEEDS, a_minute=st.floats(0.05, 5_000), share=st.floats(0, 1))
def test_failures_as_usual_are_no_anomaly_however_much_traffic_there_is(
    seed: int, a_minute: float, share: float
) -> None:
    rng = np.random.default_rng(seed)
    tracks = []
    for _ in range(5):
        valid = rng.poisson(a_minute, COUNT).astype(np.float64)
        bad = rng.binomial(valid.astype(np.int64), share)
        ratio = np.where(valid > 0, bad / np.maximum(valid, 1), np.nan)
        tracks.append(a_track(ratio, weights=valid))
    watched = Watched(signal=errors("api"), current=tracks[0], weeks=tuple(tracks[1:]))
    assert judge([watched])[0].anomalies == ()


@given(
    values=st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=30),
)
def test_a_median_is_that_of_what_is_present(values: list[float]) -> None:
    column = np.array(values)
    present = column[~np.isnan(column)]
    if present.size:
        assert median(column) == pytest.approx(np.median(present))
        assert spread(column) >= 0
    else:
        assert np.isnan(median(column))


def test_a_running_median_passes_over_what_is_short() -> None:
    wild = np.where(np.arange(20) == 7, 1000.0, np.arange(20.0))
    assert np.abs(running_median(wild, 2) - np.arange(20)).max() <= 1


@given(scores=st.lists(st.floats(-5, 5), max_size=120))
def test_clear_spans_follow_each_other_and_are_worth_what_is_clear(scores: list[float]) -> None:
    column = np.array(scores, dtype=np.float64)
    last = -1
    for span in clear_spans(column):
        assert last < span.first <= span.clear <= span.last < len(scores)
        assert column[span.first : span.last + 1].sum() >= 15 - 1e-9
        last = span.last


@given(scores=st.lists(st.floats(-5, 5), min_size=1, max_size=60))
def test_the_best_start_has_the_most_evidence_behind_it(scores: list[float]) -> None:
    column = np.array(scores)
    start = best_start(column)
    most = max(column[first:].sum() for first in range(len(scores)))
    assert column[start:].sum() == pytest.approx(most, abs=1e-9)
