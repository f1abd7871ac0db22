"""Short incidents in a long range: when an objective burned, for an hour, faster than the fastest page allows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.slo.alert_windows import FASTEST_PAGE
from midwatch.domain.slo.burn_rate import BurnRate, burn_rate_of
from midwatch.domain.slo.objective import Objective
from midwatch.domain.units import TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class FastBurn:
    """Neighbouring steps, `span`, in each of which an hour ended that burned faster than the fastest page's rate.

    `burn`, `bad_ratio` (0 to 1): of the worst of these hours. `corrected`: a correction leaves out part of the hours:
    the budget may have lost less.
    """

    objective: Objective
    span: TimeRange
    burn: BurnRate
    bad_ratio: float
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstHours:
    """For one objective the greatest share of bad events of any hour that ended in each step, and its fast burns.

    An hour with fewer bad events than the low-traffic policy wants is passed over; `shares` is NoData where there was
    no other. `fast_burns`: oldest first.
    """

    objective: Objective
    shares: Measured[Track] | NoData
    fast_burns: tuple[FastBurn, ...]

    @property
    def worst(self) -> Measured[float] | NoData:
        """The greatest share of the whole range, at most 1."""
        return self.shares.map(_greatest) if isinstance(self.shares, Measured) else self.shares


def worst_hours(
    objective: Objective, shares: Measured[Track] | NoData, excluded: Sequence[TimeRange]
) -> WorstHours:
    """The fast burns of an objective. `excluded`: spans that corrections leave out of it."""
    found = fast_burns(objective, shares.value, excluded) if isinstance(shares, Measured) else ()
    return WorstHours(objective=objective, shares=shares, fast_burns=tuple(found))


def fast_burns(
    objective: Objective, shares: Track, excluded: Sequence[TimeRange] = ()
) -> Iterator[FastBurn]:
    """Stretches of steps whose worst hour burned faster than `FASTEST_PAGE`, oldest first.

    `shares`: of bad events (0 to 1) in the worst hour that ended in each step; NaN: there was none. Each step is held
    against the target of its day. An objective that allows more than 1 ÷ 14.4 cannot burn so fast.
    """
    stretch: list[tuple[datetime, float, BurnRate]] = []
    for end_s, share in zip(shares.times, shares.values, strict=True):
        end, bad = datetime.fromtimestamp(float(end_s), UTC), min(float(share), 1.0)
        burn = None if np.isnan(share) else burn_rate_of(bad, objective.target_at(end))
        if burn is not None and burn.multiple > FASTEST_PAGE.burn_rate:
            stretch.append((end, bad, burn))
        elif stretch:
            yield _joined(objective, shares, stretch, excluded)
            stretch = []
    if stretch:
        yield _joined(objective, shares, stretch, excluded)


def _joined(
    objective: Objective,
    shares: Track,
    stretch: Sequence[tuple[datetime, float, BurnRate]],
    excluded: Sequence[TimeRange],
) -> FastBurn:
    span = TimeRange(stretch[0][0] - shares.step, stretch[-1][0])
    hours = TimeRange(span.start - FASTEST_PAGE.long, span.end)
    _, bad, burn = max(stretch, key=lambda step: step[2])
    return FastBurn(
        objective=objective,
        span=span,
        burn=burn,
        bad_ratio=bad,
        corrected=any(hours.overlap(each) for each in excluded),
    )


def _greatest(shares: Track) -> float:
    return min(float(np.nanmax(shares.values)), 1.0)
