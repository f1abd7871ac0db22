"""Counting events in a Prometheus: from recorded sums where they reach, else from the counters."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from midwatch.dialects.promql import EventExpressions, counter_events, duration
from midwatch.dialects.promql import events as event_expressions
from midwatch.domain.errors import SourceError, SourceFailed, SourceTimeout
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.indicator import CounterEvents, Indicator
from midwatch.domain.units import TimeRange, whole_milliseconds
from midwatch.ports.events import CountRequest
from midwatch.providers.prometheus.client import PrometheusClient
from midwatch.providers.prometheus.counting.batch import Answer, Batch, Question
from midwatch.providers.prometheus.counting.beginnings import begins
from midwatch.providers.prometheus.counting.births import with_losses
from midwatch.providers.prometheus.counting.families import Asked, ask_each
from midwatch.providers.prometheus.counting.recorded import recorded_counts
from midwatch.providers.prometheus.counting.told import (
    absence,
    bad_is_missing,
    counts,
    failure,
    no_traffic,
    provenance,
    whereabouts,
)
from midwatch.providers.prometheus.steps import Steps, StepValues, UnusableStepsError, ask_steps
from midwatch.providers.prometheus.tracks import PrometheusTracks

Counted = Measured[Counts] | NoData


class PrometheusEvents:
    """Counts events in one source, with as many queries at once as its settings allow."""

    def __init__(self, client: PrometheusClient) -> None:
        self._client = client
        self._source = client.settings.name
        self._parallel = client.settings.parallel

    def count(self, requests: Sequence[CountRequest]) -> Mapping[CountRequest, Counted]:
        """Answer every request: those with an objective first of all from its recorded sums.

        Counters of a convention are asked in one query for each range, however many services there are; a person's own
        queries 20 at once. A wrong query and a failing source are `NoData(source_failed=True)` for their requests
        alone. Raises SourceError where nothing was answered, because nothing could be reached or the credentials are
        refused.
        """
        batch = Batch(self._client, self._parallel)
        wanted = list(dict.fromkeys(requests))
        counted: dict[CountRequest, Counted] = {}
        counted |= recorded_counts(batch, wanted, self._source, self._parallel)
        counted |= self._direct(batch, [each for each in wanted if each not in counted])
        if batch.refusal is not None:
            raise batch.refusal
        counted = with_losses(batch, counted)
        return {request: counted[request] for request in wanted}

    def count_by_step(
        self, indicator: Indicator, span: TimeRange, step: timedelta
    ) -> Measured[CountSeries] | NoData:
        """Count the events of each whole step; `step` is a whole number of milliseconds.

        A source that fails or takes no such query is `NoData(source_failed=True)`. Raises SourceError where it cannot
        be reached or refuses the credentials.
        """
        expressions = event_expressions(indicator, step)
        note = f"every {duration(step)}"
        origin = provenance(expressions, span, self._source, note=note)
        steps = Steps.within(span, step)
        if steps.count == 0:
            return NoData(reason=f"the range is shorter than a step of {duration(step)}")
        try:
            values = ask_steps(self._client, expressions, steps)
        except (SourceTimeout, SourceFailed) as error:
            return failure(error, origin)
        except UnusableStepsError as error:
            return NoData(reason=str(error), provenance=origin, source_failed=True)
        if isinstance(values, SourceError):
            return failure(values, origin)
        return _series(values, steps, indicator, origin)

    def begins(
        self, indicators: Sequence[Indicator], span: TimeRange
    ) -> Mapping[Indicator, datetime]:
        """See since when there is telemetry, in two or three queries for counters however many there are.

        Raises SourceError.
        """
        return begins(PrometheusTracks(self._client), indicators, span)

    def _direct(
        self, batch: Batch, requests: Sequence[CountRequest]
    ) -> dict[CountRequest, Counted]:
        told: dict[CountRequest, Counted] = {}
        absent: dict[CountRequest, Provenance] = {}
        for request, answer in _answered(batch, requests):
            expressions = event_expressions(request.indicator, whole_milliseconds(request.range))
            origin = provenance(expressions, request.range, self._source)
            if isinstance(answer, SourceError):
                told[request] = failure(answer, origin)
            elif (found := counts(answer, request.indicator, origin)) is not None:
                told[request] = found
            else:
                absent[request] = origin
        return told | _diagnosed(batch, absent)


def _answered(
    batch: Batch, requests: Sequence[CountRequest]
) -> Iterator[tuple[CountRequest, Answer | SourceError]]:
    """Each request with its answer: counters of one convention together, other queries one by one."""
    counters = {
        request: Asked(request.indicator, request.range)
        for request in requests
        if isinstance(request.indicator, CounterEvents)
    }
    yield from zip(counters, ask_each(batch, list(counters.values()), _events), strict=True)
    others = [request for request in requests if request not in counters]
    questions = [
        Question(
            each.range.end,
            _parts(event_expressions(each.indicator, whole_milliseconds(each.range))),
        )
        for each in others
    ]
    yield from zip(others, batch.ask(questions), strict=True)


def _events(indicator: CounterEvents, span: TimeRange, by: str | None) -> Mapping[str, str]:
    return _parts(counter_events(indicator, whole_milliseconds(span), by))


def _parts(expressions: EventExpressions) -> Mapping[str, str]:
    return {"valid": expressions.valid, "bad": expressions.bad}


def _diagnosed(
    batch: Batch, absent: Mapping[CountRequest, Provenance]
) -> dict[CountRequest, Counted]:
    told: dict[CountRequest, Counted] = {
        request: NoData(reason=no_traffic(request.indicator), provenance=origin)
        for request, origin in absent.items()
    }
    asked = {
        request: Asked(request.indicator, request.range)
        for request in absent
        if isinstance(request.indicator, CounterEvents)
    }
    answers = ask_each(batch, list(asked.values()), whereabouts)
    for (request, one), answer in zip(asked.items(), answers, strict=True):
        if isinstance(answer, Answer):
            reason = absence(one.indicator, answer)
            told[request] = NoData(reason=reason, provenance=absent[request])
    return told


def _series(
    values: StepValues, steps: Steps, indicator: Indicator, origin: Provenance
) -> Measured[CountSeries] | NoData:
    if np.isnan(values.valid).all():
        return NoData(reason=no_traffic(indicator), provenance=origin)
    if np.isnan(values.bad).all():
        return NoData(reason=bad_is_missing(indicator), provenance=origin)
    bad = np.minimum(values.bad, values.valid)
    series = CountSeries(ends=steps.ends, bad=bad, valid=values.valid)
    return Measured(value=series, provenance=origin, warnings=values.warnings)
