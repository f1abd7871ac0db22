"""Stretches of steps whose evidence adds up to something clear."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.anomalies.evidence import CLEAR, MOST_OF_A_STEP
from midwatch.domain.signals.counts import Floats

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Steps `first` to `last`, both included; `on`: no evidence to the contrary came after."""

    first: int
    last: int
    on: bool


def any_clear(scores: Floats) -> Marks:
    """Whether some stretch is clear: bool[m] of float64[m, n]."""
    total = np.cumsum(scores, axis=-1)
    least = np.minimum(np.minimum.accumulate(total, axis=-1), 0.0)
    clear: Marks = np.any(total - least >= CLEAR, axis=-1)
    return clear


def clear_spans(scores: Floats) -> tuple[Span, ...]:
    """Where evidence adds up to `CLEAR`, up to its highest sum, until as much speaks against it; oldest first.

    `scores`: float64[n], no NaN. A span begins where the sum was at its least.
    """
    found, start = [], 0
    while start < len(scores):
        total = np.concatenate(([0.0], np.cumsum(scores[start:])))
        clear = np.flatnonzero(total - np.minimum.accumulate(total) >= CLEAR)
        if clear.size == 0:
            break
        least = int(clear[0]) - int(np.argmin(total[clear[0] :: -1]))
        after = total[clear[0] :]
        ended = np.flatnonzero(np.maximum.accumulate(after) - after >= CLEAR)
        stop = int(ended[0]) if ended.size else len(after) - 1
        best = int(clear[0]) + int(np.argmax(after[: stop + 1]))
        fallen = total[best] - after[stop]
        first, last = start + least, start + best - 1
        found.append(Span(first=first, last=last, on=not ended.size and fallen < MOST_OF_A_STEP))
        start += max(best, 1)
    return tuple(found)


def best_start(scores: Floats) -> int:
    """The step from which the evidence up to the end is strongest: scores float64[n], n > 0."""
    return len(scores) - 1 - int(np.argmax(np.cumsum(scores[::-1])))


def joined(spans: list[Span], gap: int) -> tuple[Span, ...]:
    """Spans that overlap or lie at most `gap` steps apart as one; oldest first."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.first, each.last)):
        if merged and span.first - merged[-1].last - 1 <= gap:
            last = max(merged[-1], span, key=lambda each: each.last)
            on = merged[-1].on or span.on
            merged[-1] = Span(first=merged[-1].first, last=last.last, on=on)
        else:
            merged.append(span)
    return tuple(merged)
