"""Burn rate: how many times faster than sustainable an error budget is being spent.

Source: The Site Reliability Workbook, chapter 5, https://sre.google/workbook/alerting-on-slos/
"""

from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.objective import Target
from midwatch.domain.units import seconds


@dataclass(frozen=True, slots=True, order=True)
class BurnRate:
    """The share of bad events over the share allowed: 1 spends the budget in exactly the period, 0 spends nothing."""

    multiple: float

    def time_to_exhaustion(self, period: timedelta, share_left: float = 1) -> timedelta | None:
        """How long `share_left` of the period's budget lasts at this rate.

        Zero where nothing is left; None where nothing burns, or so slowly that no calendar reaches the end.
        """
        if share_left <= 0:
            return timedelta(0)
        wanted = share_left * seconds(period)
        if self.multiple * seconds(timedelta.max) <= wanted:
            return None
        return timedelta(seconds=wanted / self.multiple)

    def budget_share(self, span: timedelta, period: timedelta) -> float:
        """The share of the period's budget that `span` spends at this rate; above 1 where it is more than all."""
        return self.multiple * (span / period)


def burn_rate(counts: Counts, target: Target) -> BurnRate | NoData:
    """How fast these events burn the target's budget, unrounded; without valid events there is no data."""
    ratio = counts.bad_ratio
    if ratio is None:
        return NoData(
            reason="no valid events in this window: without traffic there is no burn rate"
        )
    return burn_rate_of(ratio, target)


def burn_rate_of(bad_ratio: float, target: Target) -> BurnRate:
    """How fast a constant share of bad events (0 to 1) burns the target's budget."""
    return BurnRate(bad_ratio / float(target.budget))
