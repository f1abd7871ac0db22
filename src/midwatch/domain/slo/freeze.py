"""The budget policy: whether changes ship, slow down, or freeze."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from midwatch.domain.units import Ratio


class Verdict(Enum):
    """What the budget says about the next change."""

    SHIP = "ship"
    SLOW = "slow"
    FREEZE = "freeze"
    NO_DATA = "no data"


class NoDataPolicy(Enum):
    """What the gate does when the budget cannot be computed: fail with status 3, ship, or freeze."""

    FAIL = "fail"
    SHIP = "ship"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's decision to pass a freeze, with a reason and an end; `start` None: it holds since it was written."""

    reason: str
    expires: datetime
    by: str
    start: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it is in force: from its start on, and until it expires."""
        return (self.start is None or self.start <= at) and at < self.expires


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezePolicy:
    """Slow below `slow_below` of the budget left; what no data means; changes that pass a freeze; overrides."""

    slow_below: Ratio = Ratio(Decimal("0.25"))
    no_data: NoDataPolicy = NoDataPolicy.FAIL
    exempt: tuple[str, ...] = ("rollback", "security", "reliability")
    overrides: tuple[Override, ...] = ()

    def override_at(self, at: datetime) -> Override | None:
        """The override in force, the one that ends last."""
        in_force = [override for override in self.overrides if override.holds(at)]
        return max(in_force, key=lambda override: override.expires, default=None)


class VerdictReason(Enum):
    """What made the verdict; more than one may hold at once."""

    NO_DATA = "no data"
    BUDGET_SPENT = "budget spent"
    PAGE_CONDITION = "page condition"
    LITTLE_LEFT = "little left"
    ENDS_INSIDE_PERIOD = "ends inside period"
    WITHIN_BUDGET = "within budget"


def decide(
    *,
    budget_left: float | None,
    page_condition: bool,
    ends_inside_period: bool,
    policy: FreezePolicy,
) -> Verdict:
    """Freeze when nothing is left or a page condition holds; slow when little is left or its end is near; else ship.

    `budget_left` is the share of the period's budget, 1 is whole, negative is overspent, None is no data.
    """
    return _VERDICTS[
        reasons(
            budget_left=budget_left,
            page_condition=page_condition,
            ends_inside_period=ends_inside_period,
            policy=policy,
        )[0]
    ]


def reasons(
    *,
    budget_left: float | None,
    page_condition: bool,
    ends_inside_period: bool,
    policy: FreezePolicy,
) -> tuple[VerdictReason, ...]:
    """Everything that speaks for caution, the gravest first; the first one is what `decide` goes by."""
    if budget_left is None:
        page = (VerdictReason.PAGE_CONDITION,) if page_condition else ()
        return (*page, VerdictReason.NO_DATA)
    held = {
        VerdictReason.BUDGET_SPENT: budget_left <= 0,
        VerdictReason.PAGE_CONDITION: page_condition,
        VerdictReason.LITTLE_LEFT: 0 < budget_left < float(policy.slow_below),
        VerdictReason.ENDS_INSIDE_PERIOD: budget_left > 0 and ends_inside_period,
    }
    return tuple(reason for reason, holds in held.items() if holds) or (
        VerdictReason.WITHIN_BUDGET,
    )


_VERDICTS = {
    VerdictReason.NO_DATA: Verdict.NO_DATA,
    VerdictReason.BUDGET_SPENT: Verdict.FREEZE,
    VerdictReason.PAGE_CONDITION: Verdict.FREEZE,
    VerdictReason.LITTLE_LEFT: Verdict.SLOW,
    VerdictReason.ENDS_INSIDE_PERIOD: Verdict.SLOW,
    VerdictReason.WITHIN_BUDGET: Verdict.SHIP,
}
