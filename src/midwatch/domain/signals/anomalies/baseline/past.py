"""What is known of the past, pooled into buckets: the same hours of other weeks and days."""

from dataclasses import dataclass

import numpy as np

from midwatch.domain.signals.anomalies.baseline.batch import Batch, Columns
from midwatch.domain.signals.anomalies.baseline.buckets import pooled
from midwatch.domain.signals.anomalies.robust import running_median
from midwatch.domain.signals.counts import Floats

WEEK_S, HOUR_S = 604_800.0, 3_600.0
MOST_WEEKS = 4
"""Weeks that are looked at on either side: traffic of longer ago grew or shrank since."""
HOUR_AROUND = 1.0
"""Reach in one or two known weeks, which cuts their incidents of under an hour."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pooled:
    """Levels and weights of buckets, levels without what lasted half an hour or an hour: float64[..., b] each."""

    levels: Floats
    weights: Floats
    sharp: Floats
    steady: Floats


def joined(batch: Batch) -> Columns:
    """History and current range as one."""
    past, now = batch.history, batch.current
    return Columns(
        values=np.concatenate([past.values, now.values], axis=-1),
        weights=np.concatenate([past.weights, now.weights], axis=-1),
    )


def pool(batch: Batch, columns: Columns) -> Pooled:
    """Pool steps of any past of the batch."""
    levels, weights = pooled(batch.kind, columns.values, columns.weights, batch.bucket)
    reach = buckets_of(batch, HOUR_AROUND * HOUR_S)
    return Pooled(
        levels=levels,
        weights=weights,
        sharp=running_median(levels, 1),
        steady=running_median(levels, reach),
    )


def buckets_of(batch: Batch, length_s: float) -> int:
    """A length of time in buckets."""
    return max(round(length_s / (batch.bucket * batch.step_s)), 1)


def peers(batch: Batch, axis: Pooled) -> Pooled:
    """The same hours of other weeks: [m, w, b]."""
    given = pool(batch, batch.weeks)
    found = shifted(batch, axis, WEEK_S, MOST_WEEKS)
    return Pooled(
        levels=np.concatenate([given.levels, found.levels], axis=1),
        weights=np.concatenate([given.weights, found.weights], axis=1),
        sharp=np.concatenate([given.sharp, found.sharp], axis=1),
        steady=np.concatenate([given.steady, found.steady], axis=1),
    )


def shifted(batch: Batch, axis: Pooled, period_s: float, most: int) -> Pooled:
    """The same hours up to `most` periods before, and after where the range is longer than a period: [m, w, b]."""
    period, total = buckets_of(batch, period_s), axis.levels.shape[-1]
    count = -(-batch.times.size // batch.bucket)
    begin = total - count
    ways = [k for k in range(-most, most + 1) if k != 0 and period > 1]
    starts = [start for k in ways if -count < (start := begin + k * period) < total]

    def part(values: Floats) -> Floats:
        around = np.pad(values, [(0, 0), (count, count)], constant_values=np.nan)
        parts = [around[:, start + count : start + 2 * count] for start in starts]
        return np.stack(parts, axis=1) if parts else np.zeros((len(values), 0, count))

    return Pooled(
        levels=part(axis.levels),
        weights=np.nan_to_num(part(axis.weights)),
        sharp=part(axis.sharp),
        steady=part(axis.steady),
    )
