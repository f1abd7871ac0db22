"""When the budget will be gone, if it goes on burning as it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.slo.burn_rate import BurnRate
from midwatch.domain.slo.period import Period, RollingPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What follows from the burn in `window`: `gone_after` None is never, zero is already gone."""

    window: timedelta
    burn: BurnRate
    gone_after: timedelta | None
    ends_inside_period: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is left of a period's budget at a moment: 1 is all of it.

    `accounted` is the time whose events the budget is of: the period without corrections and missing history.
    """

    share: float
    accounted: timedelta
    period: Period
    at: datetime


def project(burn: BurnRate, window: timedelta, rest: Rest) -> Projection:
    """Project the rest of the budget at this burn rate, and say whether it ends inside the period."""
    gone_after = burn.time_to_exhaustion(rest.accounted, rest.share)
    return Projection(
        window=window,
        burn=burn,
        gone_after=gone_after,
        ends_inside_period=_ends_inside(burn, gone_after, rest.period, rest.at),
    )


def _ends_inside(
    burn: BurnRate, gone_after: timedelta | None, period: Period, at: datetime
) -> bool:
    """Whether the end comes before more budget does.

    A calendar period renews at its end. A rolling one renews all the time, on average as fast as a burn of 1 spends: a
    burn up to 1 can go on for ever, a faster one ends what is left before the period has renewed once.
    """
    if not gone_after:
        return gone_after is not None
    if isinstance(period, RollingPeriod):
        return burn.multiple > 1 and gone_after < period.length
    return gone_after < period.bounds(at).end - at
