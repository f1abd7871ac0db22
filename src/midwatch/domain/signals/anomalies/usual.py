"""What is usual at each step: the same hours of other weeks, where they are known, or the next best."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.anomalies.batch import Batch, Columns
from midwatch.domain.signals.anomalies.buckets import BUCKET_S, pooled, spread_out
from midwatch.domain.signals.anomalies.robust import median, running_median, spread
from midwatch.domain.signals.anomalies.track import Kind
from midwatch.domain.signals.counts import Floats

WEEK_S, DAY_S, HOUR_S = 604_800.0, 86_400.0, 3_600.0
MOST_WEEKS, MOST_DAYS = 4, 3
"""Weeks and days that are looked at on either side: traffic of longer ago grew or shrank since."""
HOURS_AROUND = 3.0
"""Reach of the surroundings: an incident of under three hours is less than half of six, and hardly moves the median."""
HOUR_AROUND = 1.0
"""… and the reach in a known past, which cuts its incidents of under an hour and keeps the edges of its season."""
FIRST_SHARE = 1 / 3
"""Share of a range that is its first part."""
SMALL_SAMPLE = 2.0
"""A spread is widened by 1 + 2 ÷ hours known: of four values it is too small by a third half of the time."""
FEWEST = 5
"""Fewer values tell nothing usual."""

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Usual:
    """What is usual of every signal of a batch; NaN where nothing is known.

    `level`: float64[m, n], and around it the least and the most of a quarter of an hour before and after, `low` and
    `high`. `spread`: float64[m], a standard deviation without the noise of counting, of rates as a share of the level.
    `weight`: float64[m], seconds or events that were looked at. `basis`: int64[m], index into `tuple(Basis)`.
    """

    level: Floats
    low: Floats
    high: Floats
    spread: Floats
    weight: Floats
    basis: Whole
    weeks: Whole


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Known:
    """One basis: `level` and `spread` as in `Usual` (levels of buckets: [m, b]), from so many hours."""

    level: Floats
    spread: Floats
    weight: Floats
    hours: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Pooled:
    """Levels and weights of buckets, and levels without what lasted under an hour: float64[..., b] each."""

    levels: Floats
    weights: Floats
    steady: Floats


def usual(batch: Batch) -> Usual:
    """The best basis for each signal and bucket, and the next best where that one has gaps."""
    axis = _pool(batch, _joined(batch))
    weeks = _peers(batch, axis)
    known = [
        _from_peers(batch, weeks),
        _from_peers(batch, _shifted(batch, axis, DAY_S, MOST_DAYS)),
        _from_surroundings(batch, axis),
        _from_first_part(batch),
    ]
    level, basis = known[0].level, np.zeros(len(batch.places), dtype=np.int64)
    for number, other in enumerate(known[1:], start=1):
        lacking = np.isnan(level).mean(axis=-1) > 0.5  # noqa: PLR2004 - the most of the range
        told = lacking & ~np.isnan(other.level).all(axis=-1)
        basis = np.where(told, number, basis)
        level = np.where(np.isnan(level), other.level, level)
    chosen = basis, np.arange(len(basis))
    padded = np.pad(level, [(0, 0), (1, 1)], mode="edge")
    around = np.stack([padded[:, :-2], level, padded[:, 2:]])
    count = batch.times.size
    widened = np.stack([each.spread * (1 + SMALL_SAMPLE / each.hours) for each in known])
    return Usual(
        level=spread_out(level, batch.bucket, count),
        low=spread_out(np.fmin.reduce(around), batch.bucket, count),
        high=spread_out(np.fmax.reduce(around), batch.bucket, count),
        spread=np.nan_to_num(widened[chosen]),
        weight=np.stack([each.weight for each in known])[chosen],
        basis=basis,
        weeks=np.count_nonzero(~np.isnan(weeks.steady).all(axis=-1), axis=-1),
    )


def _joined(batch: Batch) -> Columns:
    """History and current range as one."""
    past, now = batch.history, batch.current
    return Columns(
        values=np.concatenate([past.values, now.values], axis=-1),
        weights=np.concatenate([past.weights, now.weights], axis=-1),
    )


def _pool(batch: Batch, columns: Columns) -> _Pooled:
    levels, weights = pooled(batch.kind, columns.values, columns.weights, batch.bucket)
    reach = _buckets(batch, HOUR_AROUND * HOUR_S)
    return _Pooled(levels=levels, weights=weights, steady=running_median(levels, reach))


def _buckets(batch: Batch, length_s: float) -> int:
    """A length of time in buckets."""
    return max(round(length_s / (batch.bucket * batch.step_s)), 1)


def _peers(batch: Batch, axis: _Pooled) -> _Pooled:
    """The same hours of other weeks: [m, w, b]."""
    given = _pool(batch, batch.weeks)
    found = _shifted(batch, axis, WEEK_S, MOST_WEEKS)
    return _Pooled(
        levels=np.concatenate([given.levels, found.levels], axis=1),
        weights=np.concatenate([given.weights, found.weights], axis=1),
        steady=np.concatenate([given.steady, found.steady], axis=1),
    )


def _shifted(batch: Batch, axis: _Pooled, period_s: float, most: int) -> _Pooled:
    """The same hours up to `most` periods before, and after where the range is longer than a period: [m, w, b]."""
    period, total = _buckets(batch, period_s), axis.levels.shape[-1]
    count = -(-batch.times.size // batch.bucket)
    begin = total - count
    ways = [k for k in range(-most, most + 1) if k != 0 and period > 1]
    starts = [start for k in ways if -count < (start := begin + k * period) < total]

    def cut(values: Floats) -> Floats:
        around = np.pad(values, [(0, 0), (count, count)], constant_values=np.nan)
        parts = [around[:, start + count : start + 2 * count] for start in starts]
        return np.stack(parts, axis=1) if parts else np.zeros((len(values), 0, count))

    return _Pooled(
        levels=cut(axis.levels), weights=np.nan_to_num(cut(axis.weights)), steady=cut(axis.steady)
    )


def _from_peers(batch: Batch, peers: _Pooled) -> _Known:
    level = median(np.moveaxis(peers.steady, 1, -1))
    away = peers.levels - level[:, None, :]
    return _known(batch, level, away, peers.weights)


def _from_surroundings(batch: Batch, axis: _Pooled) -> _Known:
    """The hours before and after; nothing where the range and its history are shorter than those."""
    reach, count = _buckets(batch, HOURS_AROUND * HOUR_S), -(-batch.times.size // batch.bucket)
    own = slice(axis.levels.shape[-1] - count, None)
    if axis.levels.shape[-1] <= 2 * reach:
        level = np.full((len(batch.places), count), np.nan)
    else:
        level = running_median(axis.levels, reach)[:, own]
    return _known(
        batch, level, (axis.levels[:, own] - level)[:, None, :], axis.weights[:, None, own]
    )


def _from_first_part(batch: Batch) -> _Known:
    count = max(round(batch.times.size * FIRST_SHARE), 1)
    values, weights = batch.current.values[:, :count], batch.current.weights[:, :count]
    told = np.count_nonzero(~np.isnan(values), axis=-1) >= FEWEST
    level, _ = pooled(batch.kind, values, weights, count) if count else (values, weights)
    level = np.where(told[:, None], level, np.nan)
    known = np.where(np.isnan(values), 0.0, np.nan_to_num(weights))
    found = _known(batch, level, (values - level)[:, None, :], known[:, None, :])
    buckets = -(-batch.times.size // batch.bucket)
    return _Known(
        level=np.repeat(level, buckets, axis=-1),
        spread=found.spread,
        weight=found.weight,
        hours=np.maximum(found.hours / batch.bucket, 1.0),
    )


def _known(batch: Batch, level: Floats, away: Floats, weights: Floats) -> _Known:
    """The spread of levels around what is usual, less what counting alone would scatter."""
    weights = np.where(np.isnan(away), np.nan, weights)
    if batch.kind is Kind.RATE:
        rate = np.where(level > 0, level, np.nan)[:, None, :]
        away, scatter = away / rate, 1 / (rate * weights * batch.step_s)
    elif batch.kind is Kind.RATIO:
        share = np.clip(level, 0.0, 1.0)[:, None, :]
        scatter = share * (1 - share) / np.where(weights > 0, weights, np.nan)
    else:
        scatter = np.zeros_like(away)
    flat = (len(batch.places), -1)
    beyond = spread(away.reshape(flat)) ** 2 - np.nan_to_num(median(scatter.reshape(flat)))
    total = np.nan_to_num(weights).reshape(flat).sum(axis=-1)
    known = np.count_nonzero(~np.isnan(away.reshape(flat)), axis=-1)
    return _Known(
        level=level,
        spread=np.sqrt(np.fmax(beyond, 0.0)),
        weight=total * batch.step_s if batch.kind is Kind.RATE else total,
        hours=np.maximum(known * BUCKET_S / HOUR_S, 1.0),
    )
