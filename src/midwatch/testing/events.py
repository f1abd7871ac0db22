"""Events counted in memory: a source whose truth is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from midwatch.domain.errors import SourceTimeout
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.units import TimeRange, seconds
from midwatch.ports.events import CountRequest


@dataclass(frozen=True, slots=True)
class Traffic:
    """Steady traffic over a span: valid events a second, and the share of them that is bad, 0 to 1."""

    span: TimeRange
    per_second: float
    bad_ratio: float = 0

    def counts(self, span: TimeRange) -> Counts | None:
        """The events inside `span`, fractions included; None where both do not meet."""
        shared = self.span.overlap(span)
        if shared is None:
            return None
        valid = self.per_second * seconds(shared.length)
        return Counts(bad=valid * self.bad_ratio, valid=valid)


@dataclass(slots=True)
class InMemoryEvents:
    """Counts written traffic exactly; outside of it there is no telemetry, and traffic of 0 a second is zero events.

    Pieces of traffic may overlap: they add up. Indicators in `failing` get no answer. `asked` keeps every request and
    `calls` says in how many batches they came.
    """

    traffic: Mapping[Indicator, Sequence[Traffic]]
    failing: frozenset[Indicator] = frozenset()
    asked: list[CountRequest] = field(default_factory=list)
    calls: int = 0

    def count(
        self, requests: Sequence[CountRequest]
    ) -> Mapping[CountRequest, Measured[Counts] | NoData]:
        """Answer every request from the written traffic."""
        self.calls += 1
        self.asked.extend(requests)
        return {request: self._answer(request.indicator, request.range) for request in requests}

    def count_by_step(
        self, indicator: Indicator, span: TimeRange, step: timedelta
    ) -> Measured[CountSeries] | NoData:
        """Answer for every whole step of the span; NaN where there is no telemetry."""
        self.calls += 1
        if indicator in self.failing:
            return self._silence(span)
        steps = range(span.length // step)
        spans = [TimeRange(span.start + i * step, span.start + (i + 1) * step) for i in steps]
        counts = [self._counts(indicator, part) for part in spans]
        series = CountSeries(
            ends=np.array([part.end.timestamp() for part in spans]),
            bad=np.array([c.bad if c else np.nan for c in counts]),
            valid=np.array([c.valid if c else np.nan for c in counts]),
        )
        return Measured(value=series, provenance=_provenance(span))

    def begins(
        self, indicators: Sequence[Indicator], span: TimeRange
    ) -> Mapping[Indicator, datetime]:
        """Tell it from the written traffic, exactly. Raises SourceTimeout where an indicator gets no answer."""
        if self.failing & set(indicators):
            raise SourceTimeout("find out since when there is telemetry")
        pieces = {
            each: [p.span for p in self.traffic.get(each, ()) if p.span.overlap(span)]
            for each in indicators
        }
        return {
            each: max(min(own.start for own in spans), span.start)
            for each, spans in pieces.items()
            if spans
        }

    def _answer(self, indicator: Indicator, span: TimeRange) -> Measured[Counts] | NoData:
        if indicator in self.failing:
            return self._silence(span)
        counts = self._counts(indicator, span)
        if counts is None:
            return NoData(reason="nothing was counted in this range", provenance=_provenance(span))
        return Measured(value=counts, provenance=_provenance(span))

    def _counts(self, indicator: Indicator, span: TimeRange) -> Counts | None:
        pieces = [piece.counts(span) for piece in self.traffic.get(indicator, ())]
        found = [piece for piece in pieces if piece is not None]
        return sum(found[1:], start=found[0]) if found else None

    def _silence(self, span: TimeRange) -> NoData:
        reason = "the source did not answer in time"
        return NoData(reason=reason, provenance=_provenance(span), source_failed=True)


def _provenance(span: TimeRange) -> Provenance:
    return Provenance(query="events in memory", range=span, samples=None, source="memory")
