"""Counting events in a capture."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from midwatch.dialects.promql import duration
from midwatch.dialects.promql import events as event_expressions
from midwatch.dialects.promql_sums import TooMuchError, as_quotient, as_sum
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.units import TimeRange, whole_milliseconds
from midwatch.ports.events import CountRequest
from midwatch.providers.capture.absence import why_absent
from midwatch.providers.capture.births import lost_at_birth
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.counting import told
from midwatch.providers.capture.windows import Windows

Counted = Measured[Counts] | NoData
_HOUR_S = 3600.0


class CaptureEvents:
    """Counts events in telemetry that was loaded; a Prometheus that holds the same telemetry counts the same."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture

    def count(self, requests: Sequence[CountRequest]) -> Mapping[CountRequest, Counted]:
        """Answer every request, all ranges of an indicator at once.

        A query that is more than sums of counters is `NoData`: it needs a Prometheus. Raises InputError where a regular
        expression cannot be read.
        """
        together: dict[Indicator, list[CountRequest]] = defaultdict(list)
        for request in dict.fromkeys(requests):
            together[request.indicator].append(request)
        counted: dict[CountRequest, Counted] = {}
        for indicator, own in together.items():
            answers = self._count(indicator, [request.range for request in own])
            counted |= zip(own, answers, strict=True)
        return {request: counted[request] for request in requests}

    def count_by_step(
        self, indicator: Indicator, span: TimeRange, step: timedelta
    ) -> Measured[CountSeries] | NoData:
        """Count the events of each whole step, of a whole number of milliseconds. Raises InputError as `count` does."""
        windows = Windows.steps(span, step)
        if not len(windows.ends):
            return NoData(reason=f"the range is shorter than a step of {duration(step)}")
        asked = _Asked(self._capture, indicator, span, step)
        try:
            found = told(self._capture, indicator, windows)
        except TooMuchError as error:
            return asked.beyond(error)
        if np.isnan(found.valid).all() or np.isnan(found.bad).all():
            return asked.absent(windows, samples=0)
        series = CountSeries(ends=windows.ends, bad=found.bad, valid=found.valid)
        return Measured(value=series, provenance=asked.origin(int(found.samples.sum())))

    def begins(
        self, indicators: Sequence[Indicator], span: TimeRange
    ) -> Mapping[Indicator, datetime]:
        """See since when there is telemetry, to the hour. Raises InputError as `count` does."""
        found = ((each, _begun(self._capture, each, span)) for each in indicators)
        return {each: begun for each, begun in found if begun is not None}

    def _count(self, indicator: Indicator, spans: Sequence[TimeRange]) -> list[Counted]:
        questions = [
            _Asked(self._capture, indicator, span, whole_milliseconds(span)) for span in spans
        ]
        windows = Windows.of(spans)
        try:
            found = told(self._capture, indicator, windows)
        except TooMuchError as error:
            return [asked.beyond(error) for asked in questions]
        lost = lost_at_birth(self._capture, indicator, windows)
        columns = (found.bad, found.valid, lost, found.samples)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [
            asked.answer(Counts(*counts) if np.isfinite(counts).all() else None, samples)
            for asked, (*counts, samples) in zip(questions, rows, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question: an indicator, the span it covers, and the window that its query names."""

    capture: Capture
    indicator: Indicator
    span: TimeRange
    window: timedelta

    def answer(self, counts: Counts | None, samples: int) -> Counted:
        if counts is not None:
            return Measured(value=counts, provenance=self.origin(samples))
        return self.absent(Windows.of([self.span]), samples)

    def absent(self, windows: Windows, samples: int) -> NoData:
        reason = why_absent(self.capture, self.indicator, windows)
        return NoData(reason=reason, provenance=self.origin(samples))

    def beyond(self, error: TooMuchError) -> NoData:
        reason = (
            f"a capture cannot evaluate this query, for {error}: "
            "ask a Prometheus that holds the telemetry, or bind the objective to counters"
        )
        return NoData(reason=reason, provenance=self.origin(None))

    def origin(self, samples: int | None) -> Provenance:
        said = event_expressions(self.indicator, self.window)
        note = (
            ""
            if self.window == whole_milliseconds(self.span)
            else f" (every {duration(self.window)})"
        )
        return Provenance(
            query=f"bad: {said.bad}; valid: {said.valid}{note}",
            range=self.span,
            samples=samples,
            source=self.capture.name,
        )


def _begun(capture: Capture, indicator: Indicator, span: TimeRange) -> datetime | None:
    """The hour in which the first sample in the span lies; None where none does."""
    times = (
        each.times for selection in _counted(indicator) for each in capture.matching(selection)
    )
    start, end = span.start.timestamp(), span.end.timestamp()
    first = min(
        (float(inside[0]) for own in times if (inside := own[(own >= start) & (own <= end)]).size),
        default=None,
    )
    if first is None:
        return None
    hours = (first - start) // _HOUR_S
    return span.start + timedelta(seconds=hours * _HOUR_S)


def _counted(indicator: Indicator) -> tuple[Selector, ...]:
    """The series whose samples tell that there is telemetry; none for a query that a capture cannot evaluate."""
    match indicator:
        case CounterEvents(valid=valid):
            return (valid,)
        case SampleEvents(gauge=gauge):
            return (gauge,)
        case QueryEvents(valid=valid_query):
            return _selected(lambda: as_sum(valid_query).selector)
        case RatioQuery(ratio=ratio):
            return _selected(lambda: as_quotient(ratio).total.selector)


def _selected(read: Callable[[], Selector]) -> tuple[Selector, ...]:
    try:
        return (read(),)
    except TooMuchError:
        return ()
