"""What a gauge did again and again in its known past is its habit, however far from its usual level."""

import numpy as np

from midwatch.domain.signals.anomalies.baseline.batch import Batch
from midwatch.domain.signals.anomalies.spans import Span
from midwatch.domain.signals.anomalies.track import Direction
from midwatch.domain.signals.counts import Floats

LIKE = 0.75
"""A value is like a departure's that is three quarters of the way there, or further."""
LONGEST = 15
"""Steps of a departure that are compared; longer ones are told from short ones by these."""
APART_S = 3_600.0
"""What comes back within an hour is the same occasion."""
OCCASIONS = 3
"""Twice may be two incidents."""
WEEK_S = 604_800.0


def is_habit(
    batch: Batch, row: int, span: Span, levels: tuple[float, float], direction: Direction
) -> bool:
    """Whether the known past went there (`levels`: before, after) as long, on three occasions and once a week.

    Where no past is known, the range itself is looked at, and the departure is one occasion more.
    """
    before, after = levels
    far = before + LIKE * (after - before)
    past = _past(batch, row)
    known = not np.isnan(past).all()
    past = past if known else batch.current.values[row]
    there = past >= far if direction is Direction.UP else past <= far
    length = min(span.last - span.first + 1, LONGEST)
    needed = max(OCCASIONS + (not known), past.size * batch.step_s / WEEK_S)
    return _occasions(there.astype(np.float64), length, round(APART_S / batch.step_s)) >= needed


def _past(batch: Batch, row: int) -> Floats:
    """All of it, an hour of absence between two weeks; the oldest order does not matter."""
    gap = np.full(max(round(APART_S / batch.step_s), 1), np.nan)
    weeks = [part for week in batch.weeks.values[row] for part in (gap, week)]
    return np.concatenate([batch.history.values[row], *weeks])


def _occasions(there: Floats, length: int, apart: int) -> int:
    """How often most of `length` steps in a row were there; what is less than `apart` steps later counts as one."""
    if there.size < length:
        return 0
    total = np.concatenate(([0.0], np.cumsum(there)))
    at = np.flatnonzero(total[length:] - total[:-length] > length / 2)
    return int(np.count_nonzero(np.diff(at) > apart)) + 1 if at.size else 0
