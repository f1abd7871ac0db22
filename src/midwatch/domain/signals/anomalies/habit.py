"""What a gauge did again and again in its known past is its habit, however far from its usual level."""

import numpy as np

from midwatch.domain.signals.anomalies.baseline.batch import Batch
from midwatch.domain.signals.anomalies.robust import median
from midwatch.domain.signals.anomalies.spans import Span
from midwatch.domain.signals.counts import Floats

LIKE = 0.75
"""A value is like a departure's that is three quarters of the way there, or further."""
LONGEST = 15
"""Steps of a departure that are compared; longer ones are told from short ones by these."""
APART_S = 3_600.0
"""What comes back within an hour is the same occasion."""
OCCASIONS = 3
"""Twice may be two incidents."""
DAY_S, WEEK_S = 86_400.0, 604_800.0
DAYS = 2
"""Days on either side whose same hour tells what was usual then."""


def is_habit(
    batch: Batch, row: int, span: Span, levels: tuple[float, float], usual: Floats
) -> bool:
    """Whether the known past went as far (`levels`: before, after) as long, on three occasions and once a week.

    Far from what was usual at that hour: what a job does every night excuses nothing at noon. `usual`: float64[n], of
    the range. Where no past is known, the range itself is looked at, and the departure is one occasion more.
    """
    before, after = levels
    gap = np.full(max(round(APART_S / batch.step_s), 1), np.nan)
    weeks = [part for week in batch.weeks.values[row] for part in (gap, week - usual)]
    past = np.concatenate([_beyond_days(batch.history.values[row], batch.step_s, before), *weeks])
    known = not np.isnan(past).all()
    if not known:
        past = _beyond_days(batch.current.values[row], batch.step_s, before)
    there = past / (after - before) >= LIKE
    length = min(span.last - span.first + 1, LONGEST)
    needed = max(OCCASIONS + (not known), past.size * batch.step_s / WEEK_S)
    return _occasions(there.astype(np.float64), length, gap.size) >= needed


def _beyond_days(values: Floats, step_s: float, otherwise: float) -> Floats:
    """How far values are from the middle of the same hour on the days around, or where there are none from a level."""
    day, count = max(round(DAY_S / step_s), 1), values.size
    around = np.pad(values, DAYS * day, constant_values=np.nan)
    shifts = [DAYS * day + number * day for number in range(-DAYS, DAYS + 1) if number]
    same_hour = median(np.stack([around[shift : shift + count] for shift in shifts], axis=-1))
    return values - np.where(np.isnan(same_hour), otherwise, same_hour)


def _occasions(there: Floats, length: int, apart: int) -> int:
    """How often most of `length` steps in a row were there; what is less than `apart` steps later counts as one."""
    if there.size < length:
        return 0
    total = np.concatenate(([0.0], np.cumsum(there)))
    at = np.flatnonzero(total[length:] - total[:-length] > length / 2)
    return int(np.count_nonzero(np.diff(at) > apart)) + 1 if at.size else 0
