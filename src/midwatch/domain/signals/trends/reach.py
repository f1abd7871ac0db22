"""When a forecast reaches a limit."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.trends.forecast import Forecast

SHARE = 0.6
"""Share of a forecast's interval that a first passage needs: noise that crosses once is enough, so that the interval of
values is wider than that of the moment. Measured: benchmarks/trends.py, on series of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """When a limit is reached: expected, and nine times of ten between `earliest` and `latest`.

    `latest` None: it may stay away for longer than the forecast reaches.
    """

    limit: float
    expected: datetime
    earliest: datetime
    latest: datetime | None


def reaches(known: Forecast, limit: float, *, falling: bool = False) -> Reach | NoData:
    """When the signal rises to a limit (or falls to it); NoData where it is there, or is not expected to come there."""
    sign = -1.0 if falling else 1.0
    low, high = (
        known.expected + SHARE * (bound - known.expected) for bound in (known.low, known.high)
    )
    near, far = (low, high) if falling else (high, low)
    if sign * (known.latest - limit) >= 0:
        return NoData(reason="it is there already")
    expected = _first(known, sign * (known.expected - limit))
    if expected is None:
        hours = known.step * known.times.size / timedelta(hours=1)
        return NoData(reason=f"it is not expected to get there within {hours:.3g} hours")
    earliest = _first(known, sign * (near - limit))
    return Reach(
        limit=limit,
        expected=expected,
        earliest=expected if earliest is None else min(earliest, expected),
        latest=_first(known, sign * (far - limit)),
    )


def _first(known: Forecast, beyond: Floats) -> datetime | None:
    """The first moment at which it is beyond: as far between two points as a straight line has it."""
    at = np.flatnonzero(beyond >= 0)
    if at.size == 0:
        return None
    place = int(at[0])
    end = datetime.fromtimestamp(float(known.times[place]), UTC)
    if place == 0:
        return end
    missing = beyond[place] / (beyond[place] - beyond[place - 1])
    return end - known.step * float(missing) if np.isfinite(missing) else end - timedelta(0)
