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
    """A person's decision to pass a freeze, with a reason and an end."""

    reason: str
    expires: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezePolicy:
    """Slow below `slow_below` of the budget left; what no data means; changes that pass a freeze; overrides."""

    slow_below: Ratio = Ratio(Decimal("0.25"))
    no_data: NoDataPolicy = NoDataPolicy.FAIL
    exempt: tuple[str, ...] = ("rollback", "security", "reliability")
    overrides: tuple[Override, ...] = ()

    def override_at(self, at: datetime) -> Override | None:
        """The override in force, the one that ends last."""
        in_force = [override for override in self.overrides if at < override.expires]
        return max(in_force, key=lambda override: override.expires, default=None)


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
    if budget_left is None:
        return Verdict.NO_DATA
    if budget_left <= 0 or page_condition:
        return Verdict.FREEZE
    if budget_left < float(policy.slow_below) or ends_inside_period:
        return Verdict.SLOW
    return Verdict.SHIP
