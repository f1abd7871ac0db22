"""Live facts: what a source was asked for the checks, once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from midwatch.domain.errors import SourceError
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.selector import Selector
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricFacts

if TYPE_CHECKING:  # counts bring numpy, which a check without a source does not need
    from midwatch.domain.signals.counts import Counts


class Need(Enum):
    """A live fact that a check needs, in the words in which its absence is said."""

    SERIES = "metrics and labels exist, and are counters"
    HISTORY = "targets are realistic, and traffic is enough"
    REACH = "history covers the period"


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """The events of an objective in one past period."""

    span: TimeRange
    counts: Measured[Counts] | NoData


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCounts:
    """Events that were counted, by objective's id.

    `periods`: its last periods, newest first. `volume`: the last hour, day and period, for its traffic.
    `hours`: valid events of each hour of the last week that has telemetry, where an outage might pass unseen.
    `client_failures`: client failures among all requests of the last period.
    """

    periods: Mapping[str, tuple[PeriodCounts, ...]] = field(default_factory=dict)
    volume: Mapping[str, tuple[PeriodCounts, ...]] = field(default_factory=dict)
    hours: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    client_failures: Mapping[str, Measured[Counts] | NoData] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Why facts are missing, and what to do; `failure` is the error of a source that was asked.

    Two are one reason where they say the same, whichever question each of them answers.
    """

    why: str
    fix: str
    failure: SourceError | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFacts:
    """Answers of one source. What was not asked is not in here, and a check that needs it says nothing.

    `series`: facts by selector. `metric_names`: all that had a sample lately. `reaches`: length of a period → whether
    the source has samples that old. `skipped` says why facts are missing, None where none is; `speaks` tells the file
    that says it for all files that miss theirs for the same reason.
    """

    series: Mapping[Selector, MetricFacts] = field(default_factory=dict)
    metric_names: frozenset[str] = frozenset()
    past: PastCounts = PastCounts()
    reaches: Mapping[timedelta, bool] = field(default_factory=dict)
    skipped: Skipped | None = None
    speaks: bool = False

    def is_there(self, selector: Selector) -> bool | None:
        """Whether any series meets the selector; None where that was not asked."""
        facts = self.series.get(selector)
        return None if facts is None else facts.series > 0


def without(selector: Selector, label: str | None) -> Selector:
    """The selector less its conditions on a label."""
    kept = tuple(matcher for matcher in selector.matchers if matcher.label != label)
    return Selector(selector.metric, kept)
