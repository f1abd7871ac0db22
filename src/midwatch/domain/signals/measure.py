"""What can be asked of series step by step, before anybody's query language."""

from dataclasses import dataclass
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

Selected = Rise | Quantile | Level | Present
"""Measures of the series that a selection means."""

Measure = Selected | PeakShare | PersonsQuery


@dataclass(frozen=True, slots=True)
class TrackRequest:
    """One measure over the whole steps of a range, the first ending at `range.start + step`."""

    measure: Measure
    range: TimeRange
    step: timedelta
