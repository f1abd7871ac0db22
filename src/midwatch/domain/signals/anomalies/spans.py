"""Stretches of steps whose evidence adds up to something clear."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.anomalies.evidence import CLEAR, MOST_OF_A_STEP
from midwatch.domain.signals.counts import Floats

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Steps `first` to `last`, both included; clear from step `clear` on; `on`: nothing spoke against it after."""

    first: int
    clear: int
    last: int
    on: bool

    def later(self, steps: int) -> "Span":
        """The same, so many steps later."""
        return Span(
            first=self.first + steps, clear=self.clear + steps, last=self.last + steps, on=self.on
        )


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
        on = not ended.size and fallen < MOST_OF_A_STEP
        found.append(Span(first=first, clear=start + int(clear[0]) - 1, last=last, on=on))
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
            before = merged[-1]
            merged[-1] = Span(
                first=before.first,
                clear=min(before.clear, span.clear),
                last=max(before.last, span.last),
                on=before.on or span.on,
            )
        else:
            merged.append(span)
    return tuple(merged)
