"""Signals of one kind on one grid, side by side, so that all are judged at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from midwatch.domain.signals.anomalies.anomaly import Watched
from midwatch.domain.signals.anomalies.baseline.buckets import steps_of_a_bucket
from midwatch.domain.signals.anomalies.track import Kind, Track
from midwatch.domain.signals.counts import Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Columns:
    """Values and weights, NaN where there is none: float64[..., n] each."""

    values: Floats
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Batch:
    """`current`: [m, n]. `weeks`: [m, w, n], the same steps of the weeks before. `places`: of each in what was asked.

    `history`: [m, h], up to where the current range begins, a whole number of buckets; h may be 0.
    """

    kind: Kind
    step_s: float
    times: Floats
    places: Sequence[int]
    watched: Sequence[Watched]
    current: Columns
    weeks: Columns
    history: Columns

    @property
    def bucket(self) -> int:
        """Steps in a bucket."""
        return steps_of_a_bucket(self.step_s)


def batches(watched: Sequence[Watched]) -> Iterator[Batch]:
    """All that is watched, in as few batches as kinds and grids allow."""
    groups: dict[object, list[int]] = {}
    for place, each in enumerate(watched):
        groups.setdefault(_grid(each), []).append(place)
    for places in groups.values():
        yield _batch(places, [watched[place] for place in places])


def kind_of(watched: Watched) -> Kind:
    """What its noise is: a ratio whose events nobody counted is a gauge."""
    kind = watched.signal.kind
    return Kind.GAUGE if kind is Kind.RATIO and watched.current.weights is None else kind


def _grid(each: Watched) -> object:
    past = None if each.history is None else (each.history.times.size, *each.history.times[:1])
    current = each.current.times.size, *each.current.times[:1]
    return kind_of(each), each.current.step, current, len(each.weeks), past


def _batch(places: Sequence[int], watched: Sequence[Watched]) -> Batch:
    first = watched[0]
    kind, count = kind_of(first), first.current.times.size
    weeks = [_columns(kind, week, count) for each in watched for week in each.weeks]
    shape = len(watched), len(first.weeks), count
    return Batch(
        kind=kind,
        step_s=first.current.step_s,
        times=first.current.times,
        places=places,
        watched=watched,
        current=_stacked([_columns(kind, each.current, count) for each in watched], shape[::2]),
        weeks=_stacked(weeks, shape),
        history=_history(kind, watched),
    )


def _columns(kind: Kind, track: Track | None, count: int) -> Columns:
    if track is None:
        nothing = np.full(count, np.nan)
        return Columns(values=nothing, weights=nothing)
    if kind is Kind.RATIO and track.weights is not None:
        return Columns(values=track.values, weights=track.weights)
    return Columns(values=track.values, weights=np.ones(count))


def _stacked(parts: Iterable[Columns], shape: tuple[int, ...]) -> Columns:
    parts = list(parts)
    if not parts:
        return Columns(values=np.zeros(shape), weights=np.zeros(shape))
    values = np.stack([part.values for part in parts]).reshape(shape)
    return Columns(values=values, weights=np.stack([p.weights for p in parts]).reshape(shape))


def _history(kind: Kind, watched: Sequence[Watched]) -> Columns:
    """Every history on the current range's grid, backwards from its beginning."""
    first = watched[0]
    history, step_s = first.history, first.current.step_s
    if history is None or not history.times.size or not first.current.times.size:
        return _stacked([], (len(watched), 0))
    back = np.rint((first.current.times[0] - history.times) / step_s).astype(np.int64)
    length = -(-int(back[0]) // steps_of_a_bucket(step_s)) * steps_of_a_bucket(step_s)
    inside = (back >= 1) & (back <= length)
    return _stacked(
        (_placed(kind, each.history, length, length - back, inside) for each in watched),
        (len(watched), max(length, 0)),
    )


def _placed(
    kind: Kind,
    track: Track | None,
    length: int,
    places: np.ndarray[tuple[int], np.dtype[np.int64]],
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> Columns:
    given = _columns(kind, track, places.size)
    placed = _columns(kind, None, max(length, 0))
    values, weights = placed.values.copy(), placed.weights.copy()
    values[places[inside]], weights[places[inside]] = given.values[inside], given.weights[inside]
    return Columns(values=values, weights=weights)
