"""What newborn series lose: the bad events that their first sample already held."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from midwatch.dialects.promql_questions import lost_at_birth
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.indicator import CounterEvents, Indicator
from midwatch.ports.events import CountRequest
from midwatch.providers.prometheus.batch import Answer, Batch, Question
from midwatch.providers.prometheus.client import window_of

Counted = Measured[Counts] | NoData


def with_losses(
    batch: Batch, counted: Mapping[CountRequest, Counted]
) -> dict[CountRequest, Counted]:
    """The same counts, with the loss estimated in the longest range of each indicator that counts bad events.

    An estimate that cannot be had is a warning, never a failure.
    """
    asked = _questions(counted)
    answers = batch.ask([question for _, question in asked])
    result = dict(counted)
    for (request, _), answer in zip(asked, answers, strict=True):
        told = result[request]
        if not isinstance(told, Measured):
            continue
        if not isinstance(answer, Answer):
            warning = f"what newborn series lost is not estimated: {answer.why}"
            result[request] = replace(told, warnings=(*told.warnings, warning))
        elif (lost := sum(answer.of("lost"))) > 0 and math.isfinite(lost):
            result[request] = replace(told, value=replace(told.value, lost_at_birth=lost))
    return result


def _questions(counted: Mapping[CountRequest, Counted]) -> Sequence[tuple[CountRequest, Question]]:
    longest: dict[Indicator, CountRequest] = {}
    for request, told in counted.items():
        if isinstance(told, Measured):
            known = longest.setdefault(request.indicator, request)
            if request.range.length > known.range.length:
                longest[request.indicator] = request
    asked = []
    for indicator, request in longest.items():
        if isinstance(indicator, CounterEvents):
            query = lost_at_birth(indicator, window_of(request.range))
            if query is not None:
                asked.append((request, Question(request.range.end, {"lost": query})))
    return asked
