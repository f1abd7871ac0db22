"""How a budget went: laws of its steps."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import CountSeries
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.objective import MissingData
from midwatch.domain.slo.standing.burn_down import (
    BurnDown,
    StepCounts,
    burn_down,
    event_steps,
    joined,
    slice_steps,
)

STEP = timedelta(hours=1)
NOTHING = float("nan")


def budget(spent: float, allowed: float = 100) -> ErrorBudget:
    return ErrorBudget(allowed=allowed, spent=spent, allowed_time=timedelta(minutes=43.2))


def steps(*counts: tuple[float, float]) -> StepCounts:
    """Hours of (bad, valid) events."""
    bad, valid = np.array(counts, np.float64).T
    ends = 3600.0 * np.arange(1, len(counts) + 1, dtype=np.float64)
    return event_steps(CountSeries(ends=ends, bad=bad, valid=valid), STEP)


def went(of: StepCounts, spent: float, missing: MissingData = MissingData.IGNORE) -> BurnDown:
    found = burn_down(of, budget(spent), missing)
    assert isinstance(found, BurnDown), found
    return found


HOURS = st.lists(
    st.one_of(
        st.just((NOTHING, NOTHING)),
        st.floats(0, 1e6).flatmap(lambda valid: st.tuples(st.floats(0, valid), st.just(valid))),
    ),
    min_size=1,
    max_size=60,
)
SPENT = st.floats(0, 1e4)


@given(hours=HOURS, spent=SPENT, missing=st.sampled_from(MissingData))
def test_a_budget_ends_at_what_is_left_and_never_rises(
    hours: list[tuple[float, float]], spent: float, missing: MissingData
) -> None:
    found = burn_down(steps(*hours), budget(spent), missing)
    if isinstance(found, NoData):
        return
    known = found.left[~np.isnan(found.left)]
    assert known[-1] == pytest.approx(budget(spent).share_left)
    assert (np.diff(known) <= 1e-9).all()
    assert (known <= 1).all()


@given(hours=HOURS, spent=SPENT)
def test_what_is_absent_stays_absent(hours: list[tuple[float, float]], spent: float) -> None:
    found = burn_down(steps(*hours), budget(spent))
    if isinstance(found, NoData):
        return
    absent = np.isnan([valid for _, valid in hours])
    assert (np.isnan(found.left) == absent).all()
    assert np.isnan(found.sli[absent]).all()
    known = found.sli[~np.isnan(found.sli)]
    assert ((known >= 0) & (known <= 1)).all()


def test_the_amount_is_the_periods_and_the_time_is_the_steps() -> None:
    found = went(steps((0, 10), (9, 10), (0, 10), (1, 10)), spent=50)
    assert found.left == pytest.approx([1, 0.55, 0.55, 0.5])
    assert found.sli == pytest.approx([1, 0.1, 1, 0.9])


def test_a_budget_of_which_nothing_was_spent_stays_whole() -> None:
    assert went(steps((0, 10), (0, 10)), spent=0).left == pytest.approx([1, 1])


def test_an_overspent_budget_goes_below_zero() -> None:
    assert went(steps((5, 10), (5, 10)), spent=160).left == pytest.approx([0.2, -0.6])


def test_missing_telemetry_that_counts_as_bad_spends_at_the_pace_of_the_rest() -> None:
    hours = steps((NOTHING, NOTHING), (0, 10), (NOTHING, NOTHING), (10, 10))
    found = went(hours, 40, MissingData.BAD)
    assert found.left == pytest.approx([NOTHING, 1, 0.8, 0.6], nan_ok=True)
    assert np.isnan(found.sli[2])


def test_traffic_of_nothing_has_no_indicator_and_spends_nothing() -> None:
    found = went(steps((4, 10), (0, 0)), spent=20)
    assert found.left == pytest.approx([0.8, 0.8])
    assert np.isnan(found.sli[1])


@pytest.mark.parametrize(
    ("hours", "spent"),
    [([(NOTHING, NOTHING)], 0.0), ([(0.0, 10.0)], 5.0)],
    ids=["no telemetry at all", "steps that show none of what was spent"],
)
def test_there_is_no_picture_without_steps_to_tell_it(
    hours: list[tuple[float, float]], spent: float
) -> None:
    assert isinstance(burn_down(steps(*hours), budget(spent)), NoData)


def test_slices_are_put_together_and_none_is_lost() -> None:
    ends = 60.0 * np.arange(1, 1001, dtype=np.float64)
    counted = np.ones(1000, np.bool_)
    counted[:10] = False
    bad = np.zeros(1000)
    bad[500:507] = 1
    judged = CountSeries(ends=ends, bad=bad, valid=np.ones(1000))
    found = slice_steps(judged, counted, timedelta(minutes=1), most=180)
    assert len(found.ends) <= 180
    assert (found.starts[0], found.ends[-1]) == (0, 60_000)
    assert (found.starts[1:] == found.ends[:-1]).all()
    assert np.nansum(found.valid) == 990
    assert np.nansum(found.bad) == 7
    assert np.isnan(found.valid[0])


def test_parts_follow_each_other() -> None:
    first, second = steps((1, 10)), steps((2, 10), (3, 10))
    later = replace(second, starts=second.starts + 7200, ends=second.ends + 7200)
    assert joined([first, later]).bad == pytest.approx([1, 2, 3])
