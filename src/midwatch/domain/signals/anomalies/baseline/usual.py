"""What is usual at each step: the same hours of other weeks, where they are known, or the next best."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.anomalies.anomaly import Basis
from midwatch.domain.signals.anomalies.baseline.batch import Batch
from midwatch.domain.signals.anomalies.baseline.buckets import cut, pooled, spread_out
from midwatch.domain.signals.anomalies.baseline.past import (
    HOUR_S,
    Pooled,
    buckets_of,
    joined,
    peers,
    pool,
    shifted,
)
from midwatch.domain.signals.anomalies.robust import median, running_median, spread
from midwatch.domain.signals.anomalies.track import Kind
from midwatch.domain.signals.counts import Floats

DAY_S = 86_400.0
MOST_DAYS = 3
"""Days that are looked at on either side: of three, one at least is like today, working day or not."""
MOST = 0.5
"""Share of a range for which a basis has to fail before the next one is named."""
HOURS_AROUND = 6.0
"""Reach of the surroundings: an incident of under three hours is less than half of six, even at the range's end."""
ENOUGH_WEEKS = 3
"""The middle of so many weeks stands firm when one of them had an incident; then a quarter of an hour is reach enough,
and the edges of a season stay sharp."""
HOURS_OF_A_RATIO = 6.0
"""Ratios are pooled over so many hours: quarters of an hour hold too few failures, and their middle is then zero."""
FIRST_SHARE = 1 / 3
"""Share of a range that is its first part."""
SMALL_SAMPLE = 2.0
"""A spread is widened by 1 + 2 ÷ hours known: of four values it is too small by a third half of the time."""
UNSURE_SPREAD = 0.15
"""A level that fewer weeks tell may be off by as much (4 spreads: 60%): Saturdays have 70% of a Friday's traffic in the
demo, and the edge of such a day moves."""
DRIFT_AN_HOUR = 0.05
"""… and against the range's own first part by so much for each of its hours: traffic that swings by 40% over the day
changes by a tenth in its steepest hour."""
FEWEST = 5
"""Fewer values tell nothing usual."""

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Usual:
    """What is usual of every signal of a batch; NaN where nothing is known.

    `level`: float64[m, n], and around it the least and the most of a quarter of an hour before and after (and of the
    days around, where few weeks are known), `low` and `high`. `typical`: float64[m], the middle of `level`. `spread`:
    float64[m], a standard deviation without the noise of counting, of rates as a share of the level. `weight`:
    float64[m], seconds or events that were looked at. `basis`: int64[m], index into `tuple(Basis)`. `weeks`: int64[m],
    how many are known.
    """

    level: Floats
    low: Floats
    high: Floats
    typical: Floats
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

    @property
    def wide(self) -> Floats:
        """The spread, wider where few hours tell it."""
        return self.spread * (1 + SMALL_SAMPLE / self.hours)


def usual(batch: Batch) -> Usual:
    """The best basis for each signal and bucket, and the next best where that one has gaps."""
    axis = pool(batch, joined(batch))
    weeks = peers(batch, axis)
    level, basis, spreads, weights = _best(batch, axis, weeks)
    level = np.where(np.isnan(level), np.nan, np.fmax(level, _least(batch, axis, weeks)[:, None]))
    told = np.count_nonzero(~np.isnan(weeks.levels).all(axis=-1), axis=-1)
    typical = median(level)
    spread = np.hypot(np.nan_to_num(spreads), _scatter(batch))
    if batch.kind is not Kind.RATIO:
        whole = np.abs(typical) if batch.kind is Kind.GAUGE else 1.0
        spread = np.fmax(spread, np.nan_to_num(_unsure(batch, basis, told) * whole))
    padded = np.pad(level, [(0, 0), (1, 1)], mode="edge")
    around = np.stack([padded[:, :-2], level, padded[:, 2:], _second(batch, axis, weeks)])
    count = batch.times.size
    return Usual(
        level=spread_out(level, batch.bucket, count),
        low=spread_out(np.fmin.reduce(around), batch.bucket, count),
        high=spread_out(np.fmax.reduce(around), batch.bucket, count),
        typical=typical,
        spread=spread,
        weight=weights,
        basis=basis,
        weeks=told,
    )


def _best(batch: Batch, axis: Pooled, weeks: Pooled) -> tuple[Floats, Whole, Floats, Floats]:
    """Level [m, b], basis, spread and weight [m]: of each basis what the better ones leave open."""
    ways: tuple[Callable[[], _Known], ...] = (
        lambda: _from_peers(batch, weeks),
        lambda: _from_peers(batch, shifted(batch, axis, DAY_S, MOST_DAYS)),
        lambda: _from_surroundings(batch, axis),
        lambda: _from_first_part(batch),
    )
    first = ways[0]()
    level, spreads, weights = first.level, first.wide, first.weight
    basis = np.zeros(len(batch.places), dtype=np.int64)
    for number, way in enumerate(ways[1:], start=1):
        gaps = np.isnan(level)
        if not gaps.any():
            break
        other = way()
        better = (gaps.mean(axis=-1) > MOST) & ~np.isnan(other.level).all(axis=-1)
        level = np.where(gaps, other.level, level)
        basis = np.where(better, number, basis)
        spreads = np.where(better, other.wide, spreads)
        weights = np.where(better, other.weight, weights)
    return level, basis, spreads, weights


def _second(batch: Batch, axis: Pooled, weeks: Pooled) -> Floats:
    """What the days around say where few weeks are known, one of which may have had an incident then: [m, b]."""
    few = np.count_nonzero(~np.isnan(weeks.levels), axis=1) < ENOUGH_WEEKS
    if not few.any():
        return np.full(few.shape, np.nan)
    days = _from_peers(batch, shifted(batch, axis, DAY_S, MOST_DAYS))
    return np.where(few, days.level, np.nan)


def _unsure(batch: Batch, basis: Whole, weeks: Whole) -> Floats:
    """How far off the usual level of rates and gauges may be where too few weeks tell it, as a share: [m]."""
    hours = batch.times.size * batch.step_s / HOUR_S
    first_part = tuple(Basis).index(Basis.FIRST_PART)
    weak = np.where(basis == first_part, DRIFT_AN_HOUR * hours, UNSURE_SPREAD)
    return np.where((basis == 0) & (weeks >= ENOUGH_WEEKS), 0.0, weak)


def _scatter(batch: Batch) -> Floats:
    """How far steps of a gauge lie apart within a quarter of an hour, as a standard deviation: [m]; of counts zero."""
    rows = len(batch.places)
    if batch.kind is not Kind.GAUGE:
        return np.zeros(rows)
    known = batch.weeks if not np.isnan(batch.weeks.values).all() else joined(batch)
    within = spread(cut(known.values, batch.bucket))
    return np.nan_to_num(median(within.reshape(rows, -1)))


def _least(batch: Batch, axis: Pooled, weeks: Pooled) -> Floats:
    """What a ratio usually is at least: the middle of pools that hold enough events. NaN for other kinds: [m]."""
    if batch.kind is not Kind.RATIO:
        return np.full(len(batch.places), np.nan)
    reach, rows = buckets_of(batch, HOURS_OF_A_RATIO * HOUR_S), len(batch.places)
    given = weeks if axis.levels.shape[-1] <= reach else axis
    pools, _ = pooled(batch.kind, given.levels, given.weights, reach)
    return median(pools.reshape(rows, -1))


def _from_peers(batch: Batch, other: Pooled) -> _Known:
    enough = np.count_nonzero(~np.isnan(other.levels), axis=1) >= ENOUGH_WEEKS
    sharp, steady = (median(np.moveaxis(each, 1, -1)) for each in (other.sharp, other.steady))
    level = np.where(enough, sharp, steady)
    away = other.levels - level[:, None, :]
    return _known(batch, level, away, other.weights)


def _from_surroundings(batch: Batch, axis: Pooled) -> _Known:
    """The hours before and after; nothing where the range and its history are shorter than those."""
    reach, count = buckets_of(batch, HOURS_AROUND * HOUR_S), -(-batch.times.size // batch.bucket)
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
        hours=np.maximum(known * batch.bucket * batch.step_s / HOUR_S, 1.0),
    )
