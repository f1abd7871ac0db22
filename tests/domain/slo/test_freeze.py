from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.freeze import (
    FreezePolicy,
    Override,
    Verdict,
    VerdictReason,
    decide,
    reasons,
)
from midwatch.domain.units import Ratio

NOW = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
STANDARD = FreezePolicy()
CAREFUL = FreezePolicy(slow_below=Ratio(Decimal("0.5")))


@pytest.mark.parametrize(
    ("left", "page", "ends", "policy", "verdict", "why"),
    [
        pytest.param(
            1.0,
            False,
            False,
            STANDARD,
            Verdict.SHIP,
            [VerdictReason.WITHIN_BUDGET],
            id="ships with a whole budget",
        ),
        pytest.param(
            0.25,
            False,
            False,
            STANDARD,
            Verdict.SHIP,
            [VerdictReason.WITHIN_BUDGET],
            id="ships at exactly a quarter",
        ),
        pytest.param(
            0.2499,
            False,
            False,
            STANDARD,
            Verdict.SLOW,
            [VerdictReason.LITTLE_LEFT],
            id="slows below a quarter, on unrounded numbers",
        ),
        pytest.param(
            0.4,
            False,
            False,
            CAREFUL,
            Verdict.SLOW,
            [VerdictReason.LITTLE_LEFT],
            id="slows where the team's policy says",
        ),
        pytest.param(
            0.9,
            False,
            True,
            STANDARD,
            Verdict.SLOW,
            [VerdictReason.ENDS_INSIDE_PERIOD],
            id="slows when the end is projected inside the period",
        ),
        pytest.param(
            0.1,
            False,
            True,
            STANDARD,
            Verdict.SLOW,
            [VerdictReason.LITTLE_LEFT, VerdictReason.ENDS_INSIDE_PERIOD],
            id="says both where both hold",
        ),
        pytest.param(
            0.0,
            False,
            False,
            STANDARD,
            Verdict.FREEZE,
            [VerdictReason.BUDGET_SPENT],
            id="freezes when nothing is left",
        ),
        pytest.param(
            -0.5,
            False,
            True,
            STANDARD,
            Verdict.FREEZE,
            [VerdictReason.BUDGET_SPENT],
            id="freezes when overspent",
        ),
        pytest.param(
            0.9,
            True,
            True,
            STANDARD,
            Verdict.FREEZE,
            [VerdictReason.PAGE_CONDITION, VerdictReason.ENDS_INSIDE_PERIOD],
            id="freezes while a page condition holds, whatever is left",
        ),
        pytest.param(
            None,
            False,
            False,
            STANDARD,
            Verdict.NO_DATA,
            [VerdictReason.NO_DATA],
            id="knows nothing without a budget",
        ),
        pytest.param(
            None,
            True,
            False,
            STANDARD,
            Verdict.FREEZE,
            [VerdictReason.PAGE_CONDITION, VerdictReason.NO_DATA],
            id="freezes while a page condition holds, even where the budget is unknown",
        ),
    ],
)
def test_the_budget_policy(
    *,
    left: float | None,
    page: bool,
    ends: bool,
    policy: FreezePolicy,
    verdict: Verdict,
    why: list[VerdictReason],
) -> None:
    decided = decide(budget_left=left, page_condition=page, ends_inside_period=ends, policy=policy)
    assert decided is verdict
    assert (
        list(reasons(budget_left=left, page_condition=page, ends_inside_period=ends, policy=policy))
        == why
    )


CAUTION = [Verdict.SHIP, Verdict.SLOW, Verdict.FREEZE]


@given(one=st.floats(-2, 1), other=st.floats(-2, 1), page=st.booleans(), ends=st.booleans())
def test_less_budget_never_makes_the_verdict_milder(
    *, one: float, other: float, page: bool, ends: bool
) -> None:
    less, more = sorted((one, other))

    def caution(left: float) -> int:
        verdict = decide(
            budget_left=left, page_condition=page, ends_inside_period=ends, policy=STANDARD
        )
        return CAUTION.index(verdict)

    assert caution(less) >= caution(more)


def override(hours: float, reason: str = "campaign", since: float | None = None) -> Override:
    return Override(
        reason=reason,
        start=None if since is None else NOW + timedelta(hours=since),
        expires=NOW + timedelta(hours=hours),
        by="oncall@example.org",
    )


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        pytest.param([], None, id="none was written"),
        pytest.param([override(1)], override(1), id="one is in force until it ends"),
        pytest.param([override(0)], None, id="one that ends at this moment has ended"),
        pytest.param([override(3, since=1)], None, id="one that begins later does not hold yet"),
        pytest.param([override(3, since=0)], override(3, since=0), id="one that begins now holds"),
        pytest.param(
            [override(1), override(3, since=2)], override(1), id="one for later leaves this one be"
        ),
        pytest.param([override(-1)], None, id="one that has expired says nothing"),
        pytest.param(
            [override(1), override(3, "launch"), override(-1)],
            override(3, "launch"),
            id="of several the one that ends last",
        ),
    ],
)
def test_an_override_begins_and_expires(
    overrides: list[Override], expected: Override | None
) -> None:
    assert FreezePolicy(overrides=tuple(overrides)).override_at(NOW) == expected
