import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.budget import (
    BudgetUnit,
    ErrorBudget,
    Spending,
    error_budget,
    stretches,
)
from midwatch.domain.slo.objective import Objective, Target
from midwatch.domain.units import Ratio, TimeRange
from tests.support.objectives import availability

PERIOD = timedelta(days=30)


def target(percent: str) -> Target:
    return Target(Ratio.from_percent(percent))


def budget(*spendings: Spending, length: timedelta = PERIOD) -> ErrorBudget:
    made = error_budget(spendings, length)
    assert isinstance(made, ErrorBudget)
    return made


def test_a_rolling_period_allows_the_budget_of_what_it_has_seen() -> None:
    made = budget(Spending(target=target("99.9"), counts=Counts(250, 1_000_000)))
    assert made.allowed == pytest.approx(1000)
    assert made.left == pytest.approx(750)
    assert made.share_left == pytest.approx(0.75)
    assert made.left_time.total_seconds() == pytest.approx(0.75 * 43.2 * 60)


def test_a_calendar_period_allows_the_budget_of_what_it_has_seen_and_still_expects() -> None:
    seen = Counts(250, 400_000)
    made = budget(Spending(target=target("99.9"), counts=seen, expected=600_000))
    assert made.allowed == pytest.approx(1000)
    assert made.share_spent == pytest.approx(0.25)


def test_a_changed_target_weighs_the_budget_by_the_events_under_each() -> None:
    made = budget(
        Spending(target=target("99"), counts=Counts(50, 10_000)),
        Spending(target=target("99.9"), counts=Counts(5, 90_000)),
    )
    assert made.allowed == pytest.approx(100 + 90)
    assert made.spent == 55
    assert made.allowed_time.total_seconds() == pytest.approx(
        PERIOD.total_seconds() * 190 / 100_000
    )


def test_an_overspent_budget_has_a_negative_rest() -> None:
    made = budget(Spending(target=target("99.9"), counts=Counts(3000, 1_000_000)))
    assert made.left == pytest.approx(-2000)
    assert made.share_left == pytest.approx(-2)
    assert made.left_time < timedelta(0)


@pytest.mark.parametrize("unit", BudgetUnit, ids=lambda unit: unit.value)
def test_without_any_valid_event_there_is_no_budget(unit: BudgetUnit) -> None:
    answer = error_budget([Spending(target=target("99.9"), counts=Counts(0, 0))], PERIOD, unit)
    assert isinstance(answer, NoData)
    assert unit.value in answer.reason


shares = st.decimals("1", "99.999", places=3).map(lambda p: Target(Ratio.from_percent(p)))
counted = st.tuples(st.floats(0, 1), st.floats(1, 1e9)).map(lambda p: Counts(p[0] * p[1], p[1]))
spent = st.builds(Spending, target=shares, counts=counted, expected=st.floats(0, 1e9))


@given(shares)
def test_budget_and_target_make_one(of: Target) -> None:
    assert of.budget.value + of.ratio.value == Decimal(1)


@given(st.lists(spent, min_size=1, max_size=4))
def test_spent_and_left_make_what_is_allowed(spendings: list[Spending]) -> None:
    made = budget(*spendings)
    assert made.spent + made.left == pytest.approx(made.allowed)
    assert made.share_spent + made.share_left == pytest.approx(1)


@given(spent, st.floats(0.01, 0.99))
def test_cutting_a_period_under_one_target_changes_nothing(whole: Spending, cut: float) -> None:
    parts = [
        Spending(
            target=whole.target,
            counts=Counts(whole.counts.bad * share, whole.counts.valid * share),
            expected=whole.expected * share,
        )
        for share in (cut, 1 - cut)
    ]
    assert budget(*parts).allowed == pytest.approx(budget(whole).allowed)
    assert budget(*parts).spent == pytest.approx(budget(whole).spent)


def changed(*earlier: tuple[date, str]) -> Objective:
    return availability(
        "99.9", earlier_targets=tuple((until, target(percent)) for until, percent in earlier)
    )


MARCH = TimeRange(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("objective", "expected"),
    [
        pytest.param(changed(), [("99.9", 1)], id="a target that never changed holds throughout"),
        pytest.param(
            changed((date(2026, 3, 15), "99")),
            [("99", 1), ("99.9", 15)],
            id="a target changed inside the period cuts it at midnight UTC",
        ),
        pytest.param(
            changed((date(2026, 2, 1), "99")),
            [("99.9", 1)],
            id="a target changed before the period does not matter",
        ),
        pytest.param(
            changed((date(2026, 3, 1), "99")),
            [("99.9", 1)],
            id="a target changed at the first moment of the period does not matter",
        ),
        pytest.param(
            changed((date(2026, 4, 1), "99")),
            [("99", 1)],
            id="a target that changes after the period holds throughout",
        ),
        pytest.param(
            changed((date(2026, 3, 10), "95"), (date(2026, 3, 20), "99")),
            [("95", 1), ("99", 10), ("99.9", 20)],
            id="a target changed twice makes three stretches",
        ),
    ],
)
def test_a_period_is_cut_where_the_target_changed(
    objective: Objective, expected: list[tuple[str, int]]
) -> None:
    cut = stretches(objective, MARCH)
    assert [(part.target, part.range.start.day) for part in cut] == [
        (target(percent), day) for percent, day in expected
    ]
    assert cut[0].range.start == MARCH.start
    assert cut[-1].range.end == MARCH.end
    assert all(one.range.end == next_.range.start for one, next_ in itertools.pairwise(cut))
