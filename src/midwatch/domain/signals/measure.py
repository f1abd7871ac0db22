"""What can be asked of series step by step, before anybody's query language."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakShare:
    """The greatest share (0 to 1) of bad events among all, over any `window` that ends in a step.

    Windows are looked at every `PEAK_EVERY`; one with fewer than `fewest` bad events is passed over, so that a step may
    have none. `total`: all events. `part`: the bad ones, or the good ones where `part_is_good`.
    """

    total: Selector
    part: Selector
    part_is_good: bool
    window: timedelta
    fewest: int


PEAK_EVERY: Final = timedelta(minutes=5)
"""The short window of the fastest page: what burns for less is in the window's share all the same."""

Selected = Rise | Quantile | Level | Share | Busy | Present | PeakShare
"""Measures of the series that selections mean."""

Measure = Selected | PersonsQuery


@dataclass(frozen=True, slots=True)
class TrackRequest:
    """One measure over the whole steps of a range, the first ending at `range.start + step`.

    Answers are kept by request, and pass through many hands: each computes its hash once.
    """

    measure: Measure
    range: TimeRange
    step: timedelta
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute the hash."""
        object.__setattr__(self, "_hash", hash((self.measure, self.range, self.step)))

    def __hash__(self) -> int:
        """Return the same for equal requests."""
        return self._hash


def selections(measure: Selected) -> tuple[Selector, ...]:
    """Every selection of a measure."""
    match measure:
        case Share(selection=gauges, limit=limits):
            return (gauges, limits)
        case PeakShare(total=total, part=part):
            return (total, part)
        case _:
            return (measure.selection,)


def with_selections(measure: Selected, change: Callable[[Selector], Selector]) -> Selected:
    """The same measure of other series: every selection changed."""
    match measure:
        case Share(selection=gauges, limit=limits):
            return replace(measure, selection=change(gauges), limit=change(limits))
        case PeakShare(total=total, part=part):
            return replace(measure, total=change(total), part=change(part))
        case _:
            return replace(measure, selection=change(measure.selection))
