"""What can be asked of series step by step, before anybody's query language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange


@dataclass(frozen=True, slots=True)
class Rise:
    """How much counters rose in each step, all of them together: events, or seconds of a processor."""

    selection: Selector


@dataclass(frozen=True, slots=True)
class Quantile:
    """The value below which a share `q` (0 to 1) of a step's events lies, from a classic histogram's buckets.

    In the histogram's unit; interpolated within a bucket, and the highest finite bound where it lies above that.
    """

    selection: Selector
    q: float


@dataclass(frozen=True, slots=True)
class Level:
    """The mean of each gauge over a step, and of these the greatest: the fullest of several replicas matters."""

    selection: Selector


@dataclass(frozen=True, slots=True)
class Share:
    """How much of its limit is used in a step, 0 to 1 and beyond, and of these the greatest: the fullest one matters.

    Each gauge is divided by the limit that has the same labels, mean by mean. `free`: the gauges tell what is left of
    the limit, not what is used. Without a limit, or with one of 0, below it or infinite, a gauge has no share.
    """

    selection: Selector
    limit: Selector
    free: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """The share of a step in which processors were not idle, 0 to 1, and of several machines the greatest.

    From counters of idle seconds, one a processor: a machine's series differ in `PROCESSOR_LABELS` alone.
    """

    selection: Selector


PROCESSOR_LABELS = ("cpu", "core")
"""What the exporters of Linux and of Windows call a processor.

Source: https://github.com/prometheus/node_exporter/blob/master/collector/cpu_linux.go,
https://github.com/prometheus-community/windows_exporter/blob/master/docs/collector.cpu.md
"""


@dataclass(frozen=True, slots=True)
class Present:
    """How many series had a sample in each step."""

    selection: Selector


@dataclass(frozen=True, slots=True)
class PersonsQuery:
    """A person's own PromQL, evaluated at the end of each step; of several series the greatest. `$step` is the step."""

    text: str


Selected = Rise | Quantile | Level | Share | Busy | Present
"""Measures of the series that selections mean."""

Measure = Selected | PersonsQuery


@dataclass(frozen=True, slots=True)
class TrackRequest:
    """One measure over the whole steps of a range, the first ending at `range.start + step`."""

    measure: Measure
    range: TimeRange
    step: timedelta


def selections(measure: Selected) -> tuple[Selector, ...]:
    """Every selection of a measure."""
    if isinstance(measure, Share):
        return (measure.selection, measure.limit)
    return (measure.selection,)


def with_selections(measure: Selected, change: Callable[[Selector], Selector]) -> Selected:
    """The same measure of other series: every selection changed."""
    changed = replace(measure, selection=change(measure.selection))
    if isinstance(changed, Share):
        return replace(changed, limit=change(changed.limit))
    return changed
