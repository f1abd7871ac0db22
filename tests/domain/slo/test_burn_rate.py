from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.burn_rate import BurnRate, burn_rate, burn_rate_of
from midwatch.domain.slo.objective import Target
from midwatch.domain.units import Ratio

targets = st.decimals("1", "99.999", places=3).map(lambda p: Target(Ratio.from_percent(p)))
periods = st.timedeltas(timedelta(hours=1), timedelta(days=366))


@given(periods)
def test_a_burn_of_1_lasts_exactly_the_period(period: timedelta) -> None:
    assert BurnRate(1).time_to_exhaustion(period) == period


@given(periods, st.floats(0.01, 1000))
def test_what_a_burn_spends_until_the_end_is_the_whole_budget(
    period: timedelta, multiple: float
) -> None:
    burn = BurnRate(multiple)
    lasts = burn.time_to_exhaustion(period)
    assert lasts is not None
    assert burn.budget_share(lasts, period) == pytest.approx(1, rel=1e-6)


@given(targets)
def test_failing_at_exactly_the_budget_burns_1(target: Target) -> None:
    assert burn_rate_of(float(target.budget), target).multiple == 1


@given(targets, st.integers(1, 10**9), st.integers(1, 10**6))
def test_twice_the_traffic_with_twice_the_failures_burns_the_same(
    target: Target, valid: int, bad: int
) -> None:
    bad = min(bad, valid)
    assert burn_rate(Counts(bad, valid), target) == burn_rate(Counts(2 * bad, 2 * valid), target)


@pytest.mark.parametrize("share_left", [0, -0.3])
def test_a_budget_that_is_gone_lasts_no_longer(share_left: float) -> None:
    assert BurnRate(2).time_to_exhaustion(timedelta(days=30), share_left) == timedelta(0)


@pytest.mark.parametrize("multiple", [0, 1e-300], ids=["nothing burns", "slower than any calendar"])
def test_a_budget_that_does_not_burn_lasts_for_ever(multiple: float) -> None:
    assert BurnRate(multiple).time_to_exhaustion(timedelta(days=30)) is None
