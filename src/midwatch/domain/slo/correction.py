"""Corrections: dated spans whose events do not count against a budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from midwatch.domain.units import TimeRange


class CorrectionKind(Enum):
    """Why a span is left out."""

    MAINTENANCE = "maintenance"
    LOAD_TEST = "load_test"
    BAD_TELEMETRY = "bad_telemetry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A recorded decision to leave a span out. `objectives` names them; empty means all of the service."""

    span: TimeRange
    kind: CorrectionKind
    reason: str
    objectives: tuple[str, ...] = ()

    def applies_to(self, objective: str) -> bool:
        """Whether it touches the objective of this name."""
        return not self.objectives or objective in self.objectives


def excluded_spans(corrections: Iterable[Correction], within: TimeRange) -> tuple[TimeRange, ...]:
    """The parts of `within` that corrections leave out: disjoint, oldest first, however they overlap."""
    parts = sorted(
        (part for c in corrections if (part := c.span.overlap(within))), key=lambda part: part.start
    )
    merged: list[TimeRange] = []
    for part in parts:
        if merged and part.start <= merged[-1].end:
            merged[-1] = TimeRange(merged[-1].start, max(merged[-1].end, part.end))
        else:
            merged.append(part)
    return tuple(merged)


def kept_spans(span: TimeRange, excluded: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    """What is left of `span` without `excluded`, which is disjoint and oldest first; disjoint and ordered too.

    A source is asked for these, and never for what is excluded: an excluded part between two samples has no count of
    its own, and a source that extrapolates would give a short one too much.
    """
    kept: list[TimeRange] = []
    start = span.start
    for part in excluded:
        shared = part.overlap(span)
        if shared is None:
            continue
        if start < shared.start:
            kept.append(TimeRange(start, shared.start))
        start = shared.end
    if start < span.end:
        kept.append(TimeRange(start, span.end))
    return tuple(kept)
