"""What newborn series lose: the bad events that their first sample already held."""

import math
from collections.abc import Mapping
from dataclasses import replace

from midwatch.dialects.promql_questions import lost_at_birth
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.units import TimeRange, whole_milliseconds
from midwatch.ports.events import CountRequest
from midwatch.providers.prometheus.counting.batch import Answer, Batch
from midwatch.providers.prometheus.counting.families import Asked, ask_each

Counted = Measured[Counts] | NoData


def with_losses(
    batch: Batch, counted: Mapping[CountRequest, Counted]
) -> dict[CountRequest, Counted]:
    """The same counts, with the loss estimated in the longest range of each indicator that counts bad events.

    An estimate that cannot be had is a warning, never a failure.
    """
    asked = _longest(counted)
    answers = ask_each(batch, list(asked.values()), _lost)
    result = dict(counted)
    for request, answer in zip(asked, answers, strict=True):
        told = result[request]
        if not isinstance(told, Measured):
            continue
        if not isinstance(answer, Answer):
            warning = f"what newborn series lost is not estimated: {answer.why}"
            result[request] = replace(told, warnings=(*told.warnings, warning))
        elif (lost := sum(answer.of("lost"))) > 0 and math.isfinite(lost):
            result[request] = replace(told, value=replace(told.value, lost_at_birth=lost))
    return result


def _longest(counted: Mapping[CountRequest, Counted]) -> Mapping[CountRequest, Asked]:
    longest: dict[CounterEvents, CountRequest] = {}
    for request, told in counted.items():
        indicator = request.indicator
        if not isinstance(told, Measured) or not isinstance(indicator, CounterEvents):
            continue
        if indicator.polarity is not Polarity.BAD:
            continue
        known = longest.setdefault(indicator, request)
        if request.range.length > known.range.length:
            longest[indicator] = request
    return {request: Asked(one, request.range) for one, request in longest.items()}


def _lost(indicator: CounterEvents, span: TimeRange, by: str | None) -> Mapping[str, str]:
    return {"lost": lost_at_birth(indicator, whole_milliseconds(span), by)}
