"""Counts of every step of a range, however many points the source gives at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np

from midwatch.dialects.promql import EventExpressions
from midwatch.dialects.promql_questions import PART_LABEL, union
from midwatch.domain.errors import SourceError
from midwatch.domain.signals.counts import Floats
from midwatch.domain.units import TimeRange, seconds
from midwatch.providers.prometheus.client import BadQuery, PrometheusClient, unix
from midwatch.providers.prometheus.counting.told import DUPLICATES
from midwatch.providers.prometheus.decode import Matrix, Track
from midwatch.providers.prometheus.limits import MAX_POINTS

OFF_GRID_S = 0.002
"""Moments are kept to the millisecond; what lies further from its step's end was moved there."""
MOVED = (
    "the source moved the ends of the steps, as query frontends do that align them for their cache: "
    "turn that off (Thanos: --no-query-range.align-range-with-step; Mimir: align_queries_with_step)"
)


class UnusableStepsError(ValueError):
    """An answer that cannot be laid onto the steps; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """`count` steps of `step`, the first ending at `first`."""

    first: datetime
    step: timedelta
    count: int

    @classmethod
    def within(cls, span: TimeRange, step: timedelta) -> "Steps":
        """The whole steps that fit, from the start of the span."""
        return cls(first=span.start + step, step=step, count=span.length // step)

    @property
    def ends(self) -> Floats:
        """Unix seconds of every step's end, as the source is asked for them."""
        return _ends(self)

    def pages(self) -> Iterator["Steps"]:
        """The same steps, as many at a time as one query may return."""
        for begin in range(0, self.count, MAX_POINTS):
            size = min(MAX_POINTS, self.count - begin)
            yield Steps(first=self.first + begin * self.step, step=self.step, count=size)


@lru_cache(maxsize=16)  # each of thousands of series is laid onto the same steps
def _ends(steps: Steps) -> Floats:
    offsets = np.arange(steps.count, dtype=np.float64)
    ends = float(unix(steps.first)) + seconds(steps.step) * offsets
    ends.setflags(write=False)
    return ends


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StepValues:
    """Valid and bad events per step, NaN where nothing came."""

    valid: Floats
    bad: Floats
    warnings: tuple[str, ...]


def ask_steps(
    client: PrometheusClient, expressions: EventExpressions, steps: Steps
) -> StepValues | SourceError:
    """The values of all steps, or the error of a query that the source does not take.

    Raises SourceError, and UnusableStepsError for duplicate series and moved steps.
    """
    query = union({"valid": expressions.valid, "bad": expressions.bad})
    pages: list[Mapping[str, Floats]] = []
    warnings: dict[str, None] = {}
    for page in steps.pages():
        last = page.first + (page.count - 1) * page.step
        answer = client.range(query, page.first, last, page.step)
        if isinstance(answer, BadQuery):
            return answer.error
        pages.append(_laid_out(answer, page))
        warnings |= dict.fromkeys(answer.warnings)
    valid, bad = (np.concatenate([page[part] for page in pages]) for part in ("valid", "bad"))
    return StepValues(valid=valid, bad=bad, warnings=tuple(warnings))


def _laid_out(answer: Matrix, steps: Steps) -> Mapping[str, Floats]:
    values = {part: np.full(steps.count, np.nan) for part in ("valid", "bad")}
    for track in answer.tracks:
        target = values.get(track.labels.get(PART_LABEL, ""))
        if target is not None:
            usable = np.isfinite(track.values) & (track.values >= 0)
            lay(track, np.where(usable, track.values, np.nan), target, steps)
    return values


def lay(track: Track, values: Floats, target: Floats, steps: Steps) -> None:
    """Put values that came with a track's times into their steps of `target`, which nobody has filled yet.

    Raises UnusableStepsError for duplicate series and moved steps.
    """
    ends = steps.ends
    places = np.rint((track.times - ends[0]) / seconds(steps.step)).astype(np.int64)
    if places.size == 0:
        return
    if places.min() < 0 or places.max() >= steps.count:
        raise UnusableStepsError(MOVED)
    if np.abs(track.times - ends[places]).max() > OFF_GRID_S:
        raise UnusableStepsError(MOVED)
    if not np.isnan(target[places]).all():
        raise UnusableStepsError(DUPLICATES)
    target[places] = values
