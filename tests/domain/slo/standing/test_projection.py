from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.burn_rate import BurnRate
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, Period, RollingPeriod
from midwatch.domain.slo.standing.projection import Projection, Rest, project

HOUR = timedelta(hours=1)
ROLLING = RollingPeriod()
APRIL = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("UTC"))
TENTH, TWENTIETH = (datetime(2026, 4, day, tzinfo=UTC) for day in (11, 21))


def projected(
    multiple: float, share_left: float, period: Period = ROLLING, at: datetime = TENTH
) -> Projection:
    whole = period.bounds(at).length
    rest = Rest(share=share_left, accounted=whole, period=period, at=at)
    return project(BurnRate(multiple), HOUR, rest)


@pytest.mark.parametrize(
    ("multiple", "left", "period", "at", "gone_after", "ends_inside"),
    [
        pytest.param(
            14.4,
            1.0,
            ROLLING,
            TENTH,
            50 * HOUR,
            True,
            id="a page's burn ends a whole budget in 50 h",
        ),
        pytest.param(14.4, 0.1, ROLLING, TENTH, 5 * HOUR, True, id="and a tenth of it in 5 h"),
        pytest.param(
            0.6,
            0.4,
            ROLLING,
            TENTH,
            20 * 24 * HOUR,
            False,
            id="a steady burn below 1 can go on for ever: a rolling period renews as fast",
        ),
        pytest.param(
            1.0, 1.0, ROLLING, TENTH, 720 * HOUR, False, id="a burn of 1 lasts exactly the period"
        ),
        pytest.param(
            0.0, 0.5, ROLLING, TENTH, None, False, id="without any burn the budget never ends"
        ),
        pytest.param(
            0.0, 0.0, ROLLING, TENTH, timedelta(0), True, id="a budget that is gone has ended"
        ),
        pytest.param(
            0.9,
            0.7,
            APRIL,
            TENTH,
            timedelta(days=70) / 3,
            False,
            id="a calendar budget that outlasts its month",
        ),
        pytest.param(
            0.9,
            0.2,
            APRIL,
            TENTH,
            timedelta(days=20) / 3,
            True,
            id="a calendar budget that ends before its month, however slowly",
        ),
        pytest.param(
            0.9,
            0.34,
            APRIL,
            TWENTIETH,
            timedelta(days=34) / 3,
            False,
            id="the same burn later in the month",
        ),
    ],
)
def test_the_end_of_a_budget_is_projected(
    *,
    multiple: float,
    left: float,
    period: Period,
    at: datetime,
    gone_after: timedelta | None,
    ends_inside: bool,
) -> None:
    answer = projected(multiple, left, period, at)
    assert answer.ends_inside_period is ends_inside
    if gone_after is None:
        assert answer.gone_after is None
    else:
        assert answer.gone_after is not None
        assert abs(answer.gone_after - gone_after) < timedelta(milliseconds=1)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(-1, 1), st.sampled_from([ROLLING, APRIL]))
def test_a_faster_burn_never_ends_the_budget_later(
    one: float, other: float, left: float, period: Period
) -> None:
    slow, fast = (projected(multiple, left, period) for multiple in sorted((one, other)))
    assert fast.ends_inside_period >= slow.ends_inside_period
    if slow.gone_after is not None:
        assert fast.gone_after is not None
        assert fast.gone_after <= slow.gone_after
