"""Counting events in telemetry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.units import TimeRange


@dataclass(frozen=True, slots=True)
class CountRequest:
    """The events of one indicator over one range.

    `objective` is the objective's id where the indicator is an objective's: a source that holds recorded sums of it may
    answer from them, where they cover the range.
    """

    indicator: Indicator
    range: TimeRange
    objective: str | None = None


class EventCounts(Protocol):
    """Counts events. Adapters: `providers.prometheus.events`, `providers.capture.events`."""

    def count(
        self, requests: Sequence[CountRequest]
    ) -> Mapping[CountRequest, Measured[Counts] | NoData]:
        """Answer every request, batched as the source allows; a failure is `NoData(source_failed=True)` for its own.

        Raises SourceError only where nothing at all could be asked (bad credentials, no connection).
        """
        ...

    def count_by_step(
        self, indicator: Indicator, span: TimeRange, step: timedelta
    ) -> Measured[CountSeries] | NoData:
        """Count the events of each step of `span`; the first step ends at `span.start + step`."""
        ...

    def begins(
        self, indicators: Sequence[Indicator], span: TimeRange
    ) -> Mapping[Indicator, datetime]:
        """Tell since when there is telemetry in `span`: before that moment there is none.

        Known to one part in 30 of what there is, and to an hour at best. An indicator without any in the span is not in
        the answer. Raises SourceError where the source does not answer.
        """
        ...
