"""When one series left its normal level, and how far."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.departure import Departure, departure, robust_deviation
from midwatch.domain.signals.anomalies.track import Direction
from tests.domain.signals.anomalies.tracks import a_track, minute

NOISE = np.random.default_rng(5).normal(100.0, 4.0, 240)
NORMAL = np.random.default_rng(6).normal(100.0, 4.0, 600)
SHIFTED = np.concatenate([NOISE[:90], NOISE[90:] + 60.0])

STAYS = {
    "noise": NOISE,
    "one wild sample": np.where(np.arange(240) == 30, 900.0, NOISE),
    "nothing but gaps": np.full(240, np.nan),
    "a shift of two spreads": NOISE + 8.0,
}


def test_a_series_departs_at_the_step_from_which_its_level_was_another() -> None:
    found = departure(a_track(SHIFTED), NORMAL)
    assert isinstance(found, Departure)
    assert found.began == minute(90).timestamp()
    assert found.direction is Direction.UP
    assert found.before == pytest.approx(100, abs=1)
    assert found.after == pytest.approx(160, abs=1)
    assert found.deviation == pytest.approx(15, abs=2)


def test_a_departure_is_looked_for_on_one_side_where_that_is_asked() -> None:
    assert isinstance(departure(a_track(SHIFTED), NORMAL, Direction.DOWN), NoData)
    found = departure(a_track(200 - SHIFTED), NORMAL, Direction.DOWN)
    assert isinstance(found, Departure)
    assert found.deviation < -10


@pytest.mark.parametrize("values", STAYS.values(), ids=STAYS.keys())
def test_a_series_that_keeps_its_level_does_not_depart(values: np.ndarray) -> None:
    assert departure(a_track(values), NORMAL) == NoData(
        reason="it kept the level of its normal period"
    )


def test_a_normal_period_of_a_few_values_tells_nothing() -> None:
    found = departure(a_track(SHIFTED), np.array([1.0, np.nan, 2.0]))
    assert found == NoData(reason="the normal period has fewer than 5 values")


def test_a_series_that_never_moved_departs_by_a_finite_number_of_spreads() -> None:
    found = departure(a_track([5.0] * 60 + [6.0] * 60), np.full(60, 5.0))
    assert isinstance(found, Departure)
    assert found.began == minute(60).timestamp()
    assert np.isfinite(found.deviation)


@given(scale=st.floats(0.01, 1000), shift=st.floats(-1000, 1000), seed=st.integers(0, 2**32 - 1))
def test_neither_unit_nor_origin_changes_a_robust_deviation(
    scale: float, shift: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    values, normal = rng.normal(3.0, 1.0, 40), rng.normal(0.0, 1.0, 80)
    changed = robust_deviation(values * scale + shift, normal * scale + shift)
    assert changed == pytest.approx(robust_deviation(values, normal), rel=0.05)
