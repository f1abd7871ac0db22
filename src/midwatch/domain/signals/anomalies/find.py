"""Find when signals left their usual levels: a departure has to be clear, and large enough to be worth telling."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.anomaly import Anomaly, Baseline, Basis, Judgement, Watched
from midwatch.domain.signals.anomalies.baseline.batch import Batch, batches
from midwatch.domain.signals.anomalies.baseline.buckets import pooled
from midwatch.domain.signals.anomalies.baseline.usual import usual
from midwatch.domain.signals.anomalies.habit import is_habit
from midwatch.domain.signals.anomalies.scoring import SPREADS, Scoring
from midwatch.domain.signals.anomalies.spans import (
    Span,
    any_clear,
    best_start,
    clear_spans,
    joined,
)
from midwatch.domain.signals.anomalies.track import Direction, Kind
from midwatch.domain.signals.counts import Floats

ANOMALY_FACTOR = 1.5
"""The seed's `--anomaly-threshold`: times the baseline from which on a departure is worth telling."""
GAP_S = 600.0
"""Two departures of a signal to one side with less between them are one: failures that flap."""
ONSET_STEPS = 15
"""The onset is where the level of so many steps, after a departure became clear, is likelier than the usual one."""
FEW_STEPS = 3
"""What is large is clear after so many steps: those before belong to it too."""


def judge(watched: Sequence[Watched], factor: float = ANOMALY_FACTOR) -> tuple[Judgement, ...]:
    """What each signal did in its range, in the order in which they were handed in; NaN is never an anomaly.

    `factor`: times the baseline (or the baseline divided by it, downwards) from which on a departure is told. Signals
    that share kind, step and range are judged side by side.
    """
    found: dict[int, Judgement] = {}
    for batch in batches(watched):
        found.update(_judged(batch, factor) if batch.times.size else _empty(batch))
    return tuple(found[place] for place in range(len(watched)))


def anomalies(judgements: Sequence[Judgement]) -> tuple[Anomaly, ...]:
    """All anomalies, in order of onset."""
    every = chain.from_iterable(each.anomalies for each in judgements)
    return tuple(sorted(every, key=lambda each: each.began))


def _empty(batch: Batch) -> Iterator[tuple[int, Judgement]]:
    for place, each in zip(batch.places, batch.watched, strict=True):
        nothing = NoData(reason="the range holds no step")
        yield place, Judgement(signal=each.signal, baseline=nothing, anomalies=())


def _judged(batch: Batch, factor: float) -> Iterator[tuple[int, Judgement]]:
    scoring = Scoring.of(batch, usual(batch))
    found: list[list[Anomaly]] = [[] for _ in batch.places]
    for direction in Direction:
        for row, spans in _spans(scoring, direction, factor).items():
            if direction in batch.watched[row].signal.directions:
                told = (_anomaly(scoring, row, direction, span, factor) for span in spans)
                found[row] += [each for each in told if each is not None]
    levels = scoring.usual.typical
    for row, place in enumerate(batch.places):
        yield (
            place,
            Judgement(
                signal=batch.watched[row].signal,
                baseline=_baseline(scoring, row, float(levels[row])),
                anomalies=tuple(sorted(found[row], key=lambda each: each.began)),
            ),
        )


def _baseline(scoring: Scoring, row: int, level: float) -> Baseline | NoData:
    known = scoring.usual
    if np.isnan(level):
        return NoData(reason="there is no history, and the range itself begins without values")
    basis, spread = tuple(Basis)[known.basis[row]], float(known.spread[row])
    return Baseline(
        level=level,
        spread=spread * level if scoring.batch.kind is Kind.RATE else spread,
        basis=basis,
        weeks=int(known.weeks[row]),
        caveat=None if basis is Basis.WEEKS else f"no week before is known; against {basis.value}",
    )


def _spans(scoring: Scoring, direction: Direction, factor: float) -> dict[int, tuple[Span, ...]]:
    """Clear departures of each signal that has any."""
    gap = round(GAP_S / scoring.batch.step_s)
    found: dict[int, list[Span]] = {}
    for scores in scoring.alternatives(direction, factor):
        for row in np.flatnonzero(any_clear(scores)):
            found.setdefault(int(row), []).extend(clear_spans(scores[row]))
    return {
        row: tuple(
            part for span in joined(spans, gap) for part in _parts(scoring, row, direction, span)
        )
        for row, spans in found.items()
    }


def _parts(scoring: Scoring, row: int, direction: Direction, span: Span) -> tuple[Span, ...]:
    """A departure cut where its own level ends: evidence for the least level worth telling ends late.

    The first part begins where the whole did, so that what comes gradually keeps its beginning.
    """
    level = _level(scoring.batch, row, slice(span.first, span.last + 1))
    departed = np.full_like(scoring.batch.times, level)
    scores = scoring.evidence(direction, departed, row)[span.first : span.last + 1]
    parts = joined(list(clear_spans(scores)), round(GAP_S / scoring.batch.step_s))
    if not parts:
        return (span,)
    first, *others = (part.later(span.first) for part in parts)
    whole = replace(first, first=span.first, clear=min(span.clear, first.last))
    return tuple(replace(part, on=span.on and part.on) for part in (whole, *others))


def _anomaly(
    scoring: Scoring, row: int, direction: Direction, span: Span, factor: float
) -> Anomaly | None:
    """The departure as a person is told it; None where it is too small."""
    batch, inside = scoring.batch, slice(span.first, span.last + 1)
    before = float(np.nanmean(scoring.usual.level[row, inside]))
    after = _level(batch, row, inside)
    if not _worth_telling(scoring, row, (before, after), direction, factor):
        return None
    if batch.kind is Kind.GAUGE:
        usual_then = scoring.usual.level[row]
        if is_habit(batch, row, span, (before, after), usual_then):
            return None
    first = _onset(scoring, row, direction, span)
    return Anomaly(
        signal=batch.watched[row].signal,
        began=_moment(batch.times[first] - batch.step_s),
        ended=None if span.on else _moment(batch.times[span.last]),
        before=before,
        after=after,
        multiple=after / before if before > 0 else None,
        deviation=(after - before) / float(scoring.scale[row]),
        direction=direction,
        began_earlier=first == 0,
    )


def _worth_telling(
    scoring: Scoring,
    row: int,
    levels: tuple[float, float],
    direction: Direction,
    factor: float,
) -> bool:
    before, after = levels
    spread = float(scoring.usual.spread[row])
    match scoring.batch.kind:
        case Kind.RATE:
            spread *= before
        case Kind.GAUGE:
            spread = float(scoring.scale[row])
        case Kind.RATIO:
            pass
    share = factor - 1 if direction is Direction.UP else 1 - 1 / factor
    least = max(share * abs(before), SPREADS * spread, float(scoring.floors[row]))
    return (after - before if direction is Direction.UP else before - after) >= least


def _onset(scoring: Scoring, row: int, direction: Direction, span: Span) -> int:
    """The step from which on the level of the departure's beginning is likelier than the usual one."""
    last = min(span.last, span.clear + ONSET_STEPS)
    level = _level(scoring.batch, row, slice(max(span.first, span.clear - FEW_STEPS), last + 1))
    departed = np.full_like(scoring.batch.times, level)
    scores = scoring.evidence(direction, departed, row)
    begin = max(span.first - ONSET_STEPS, 0)
    return begin + best_start(scores[begin : last + 1])


def _level(batch: Batch, row: int, inside: slice) -> float:
    values, weights = batch.current.values[row, inside], batch.current.weights[row, inside]
    level: Floats = pooled(batch.kind, values, weights, values.size)[0]
    return float(level[0])


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)
