"""Tracks made up for tests: a minute apart, from a Monday's midnight."""

from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats

MINUTE = timedelta(minutes=1)
START = datetime(2026, 10, 5, tzinfo=UTC)


def a_track(
    values: npt.ArrayLike,
    *,
    weights: Floats | None = None,
    start: datetime = START,
    step: timedelta = MINUTE,
) -> Track:
    column = np.array(values, dtype=np.float64)
    times = start.timestamp() + step.total_seconds() * np.arange(1.0, len(column) + 1)
    return Track(step=step, times=times, values=column, weights=weights)


def minute(number: float) -> datetime:
    """The moment so many minutes after the start."""
    return START + timedelta(minutes=number)
