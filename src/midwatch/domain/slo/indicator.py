"""Indicators: where valid and bad events come from, before anybody's query language."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from midwatch.domain.signals.selector import Selector


class Polarity(Enum):
    """Whether the second selection of an indicator holds the bad events or the good ones."""

    BAD = "bad"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterEvents:
    """Events counted by counters: all of them, and those that were bad (or good).

    `presence_label` is the label that tells bad from good (a status code); `valid` then holds only series that carry
    it, since an event whose outcome nobody can tell is neither good nor bad, and a bad series that was never born
    counts as zero. None where no label tells (a histogram's bucket, a counter of its own): then a missing selection
    is no data.
    """

    valid: Selector
    selected: Selector
    polarity: Polarity
    presence_label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEvents:
    """Each sample of a gauge is an event.

    Bad is a sample above `bad_above`; with `age`, a sample that is a Unix time further back than that many seconds;
    with `bad_below`, a sample below it (a probe's success is 1).
    """

    gauge: Selector
    bad_above: float | None = None
    bad_below: float | None = None
    age: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryEvents:
    """Events counted by a person's own queries, in which `{{.window}}` stands for the window.

    Each query yields one number per window: events or events per second, the same in both.
    """

    valid: str
    selected: str
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioQuery:
    """A person's own query for the share of bad events in `{{.window}}`; budgets are weighted by time then."""

    ratio: str


Indicator = CounterEvents | SampleEvents | QueryEvents | RatioQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyBound:
    """The bound of a latency objective, and the histogram it is read from."""

    bound: timedelta
    histogram: str
