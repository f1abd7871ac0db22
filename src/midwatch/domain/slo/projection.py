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


def project(
    burn: BurnRate, window: timedelta, share_left: float, period: Period, at: datetime
) -> Projection:
    """Project the rest of the budget at this burn rate, and say whether it ends inside the period."""
    length = period.bounds(at).length
    gone_after = burn.time_to_exhaustion(length, share_left)
    return Projection(
        window=window,
        burn=burn,
        gone_after=gone_after,
        ends_inside_period=_ends_inside(burn, gone_after, period, at),
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
