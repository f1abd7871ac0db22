"""When a budget went and when it is back, whatever the story of its period."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import CountSeries
from midwatch.domain.slo.budget import ErrorBudget, Stretch
from midwatch.domain.slo.objective import Target
from midwatch.domain.slo.standing.budget_steps import (
    BudgetSteps,
    back_at,
    budget_steps,
    pace_of,
    spent_at,
)
from midwatch.domain.units import Ratio, TimeRange

NOW = datetime(2026, 4, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
STEPS = 24
PERIOD = TimeRange.ending(NOW, STEPS * HOUR)
ENDS = np.array([(PERIOD.start + (i + 1) * HOUR).timestamp() for i in range(STEPS)])


def steps_of(bad: list[int], valid: list[int], target: str = "99") -> BudgetSteps:
    series = CountSeries(ends=ENDS, bad=np.array(bad, float), valid=np.array(valid, float))
    return budget_steps(series, HOUR, [Stretch(target=percent(target), range=PERIOD)])


def percent(text: str) -> Target:
    return Target(Ratio.from_percent(text))


def budget_of(steps: BudgetSteps) -> ErrorBudget:
    return ErrorBudget(
        allowed=float(steps.allowed.sum()),
        spent=float(steps.spent.sum()),
        allowed_time=STEPS * HOUR / 100,
    )


def pace(steps: BudgetSteps) -> float:
    return pace_of(float(steps.allowed.sum()), PERIOD.length)


def test_a_budget_goes_in_the_step_that_uses_it_up_and_is_back_when_enough_of_that_leaves() -> None:
    bad = [0] * STEPS
    bad[10], bad[11], bad[12] = 10, 10, 10
    steps = steps_of(bad, [100] * STEPS)
    assert budget_of(steps).allowed == pytest.approx(24)
    assert spent_at(steps, budget_of(steps)) == PERIOD.start + 13 * HOUR
    assert back_at(steps, budget_of(steps), pace(steps), PERIOD) == NOW + 11 * HOUR


def test_where_history_is_young_the_budget_grows_back_before_anything_leaves() -> None:
    bad, valid = [0] * STEPS, [0] * 20 + [100] * 4
    bad[22] = 8
    steps = steps_of(bad, valid)
    assert spent_at(steps, budget_of(steps)) == PERIOD.start + 23 * HOUR
    young = pace_of(float(steps.allowed.sum()), 4 * HOUR)
    assert back_at(steps, budget_of(steps), young, PERIOD) == NOW + 5 * HOUR


def test_steps_that_tell_another_story_than_the_period_tell_no_moment() -> None:
    steps = steps_of([0] * 23 + [10], [100] * STEPS)
    whole = ErrorBudget(allowed=24, spent=30, allowed_time=HOUR)
    for moment in (spent_at(steps, whole), back_at(steps, whole, 1, PERIOD)):
        assert isinstance(moment, NoData)
        assert "10 bad events, over the whole period 30" in moment.reason
    silent = steps_of([0] * STEPS, [100] * STEPS)
    assert isinstance(spent_at(silent, whole), NoData)


def test_without_traffic_to_come_a_budget_of_nothing_is_never_back() -> None:
    steps = steps_of([100] + [0] * 23, [100] + [0] * 23)
    found = back_at(steps, budget_of(steps), 0, PERIOD)
    assert isinstance(found, NoData)
    assert "no traffic" in found.reason


def test_a_step_counts_under_the_target_of_its_time_and_not_at_all_where_it_is_left_out() -> None:
    middle = PERIOD.start + 12 * HOUR
    series = CountSeries(ends=ENDS, bad=np.full(STEPS, 5.0), valid=np.full(STEPS, 100.0))
    series = CountSeries(ends=ENDS, bad=np.where(ENDS[3] == ENDS, np.nan, 5.0), valid=series.valid)
    found = budget_steps(
        series,
        HOUR,
        [
            Stretch(target=percent("99"), range=TimeRange(PERIOD.start, middle)),
            Stretch(target=percent("90"), range=TimeRange(middle, NOW)),
        ],
        [TimeRange(NOW - HOUR, NOW)],
    )
    assert found.allowed.tolist() == pytest.approx([1] * 12 + [10] * 11 + [0])
    assert found.spent.tolist() == [5, 5, 5, 0] + [5] * 19 + [0]


STORIES = st.lists(
    st.tuples(st.integers(0, 1000), st.fractions(0, 1, max_denominator=100)),
    min_size=STEPS,
    max_size=STEPS,
)


@given(STORIES)
def test_before_the_moment_less_than_all_was_spent_and_after_it_all(
    story: list[tuple[int, Fraction]],
) -> None:
    valid = [each for each, _ in story]
    bad = [int(each * share) for each, share in story]
    steps = steps_of(bad, valid)
    budget = budget_of(steps)
    assume(budget.spent > budget.allowed > 0)
    went, back = spent_at(steps, budget), back_at(steps, budget, pace(steps), PERIOD)
    assert isinstance(went, datetime)
    assert isinstance(back, datetime)
    until = [end <= went.timestamp() for end in ENDS]
    assert sum(b for b, inside in zip(bad, until, strict=True) if inside) >= budget.allowed - 1e-6
    before = sum(b for b, end in zip(bad, ENDS, strict=True) if end < went.timestamp())
    assert before < budget.allowed + 1e-6
    assert PERIOD.start < went <= NOW < back <= NOW + PERIOD.length


@given(STORIES)
def test_at_the_moment_something_is_left_and_a_step_before_nothing(
    story: list[tuple[int, Fraction]],
) -> None:
    valid = [each for each, _ in story]
    bad = [int(each * share) for each, share in story]
    steps = steps_of(bad, valid)
    budget = budget_of(steps)
    assume(budget.spent > budget.allowed > 0)
    back = back_at(steps, budget, pace(steps), PERIOD)
    assert isinstance(back, datetime)

    def left(at: datetime) -> float:
        """The budget of the period that ends then, if traffic comes evenly and nothing of it fails."""
        gone = (at - NOW) // HOUR
        coming = sum(valid) / STEPS * gone
        return 0.01 * (sum(valid[gone:]) + coming) - sum(bad[gone:])

    assert left(back) > -1e-6
    hours = (back - NOW) // HOUR
    assert all(left(NOW + early * HOUR) < 1e-6 for early in range(hours))


@given(STORIES, st.integers(0, STEPS - 1), st.integers(1, 50))
def test_one_more_failure_never_brings_the_budget_back_earlier(
    story: list[tuple[int, Fraction]], place: int, more: int
) -> None:
    valid = [each + 60 for each, _ in story]
    bad = [int(each * share) for each, share in story]
    worse = [b + more * (i == place) for i, b in enumerate(bad)]
    one, other = steps_of(bad, valid), steps_of(worse, valid)
    assume(budget_of(one).spent > budget_of(one).allowed)
    first = back_at(one, budget_of(one), pace(one), PERIOD)
    second = back_at(other, budget_of(other), pace(other), PERIOD)
    assert isinstance(first, datetime)
    assert isinstance(second, datetime)
    assert second >= first
    went, gone = spent_at(one, budget_of(one)), spent_at(other, budget_of(other))
    assert isinstance(went, datetime)
    assert isinstance(gone, datetime)
    assert gone <= went
