"""What to ask a source about an objective: the series that must be there, and those that explain why they are not."""

from collections.abc import Iterable
from typing import Final

from midwatch.checks.slo.facts import without
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service

BUCKET_LABEL: Final = "le"
_BY_REQUESTS: Final = {ObjectiveKind.AVAILABILITY, ObjectiveKind.ERROR_RATE}


def pages_by_requests(objective: Objective) -> bool:
    """Whether its pages need that somebody asks the service for something."""
    return objective.kind in _BY_REQUESTS and objective.alerting.pages


def events_to_page(objective: Objective) -> int:
    """How many events there must be, all of them bad, before a page can come."""
    return max(objective.alerting.minimum_bad_events, 1)


def needed(indicator: Indicator) -> tuple[Selector, ...]:
    """The series without which the indicator has no data, less the conditions that tell good from bad."""
    match indicator:
        case CounterEvents():
            valid = without(indicator.valid, indicator.presence_label)
            if indicator.presence_label is not None:
                return (valid,)
            return (valid, without(indicator.selected, BUCKET_LABEL))
        case SampleEvents():
            return (indicator.gauge,)
        case QueryEvents() | RatioQuery():
            return tuple(dict.fromkeys(_of_queries(indicator)))


def counted(indicator: Indicator) -> tuple[Selector, ...]:
    """Those of the needed series that are read as counters."""
    match indicator:
        case CounterEvents():
            return needed(indicator)
        case SampleEvents():
            return ()
        case QueryEvents() | RatioQuery():
            from midwatch.dialects.promql_reading import counters  # noqa: PLC0415 - most files have no query

            return tuple(s for query in _queries(indicator) for s in counters(query))


def asked(service: Service) -> tuple[Selector, ...]:
    """Every selector whose facts the checks of a service look up, each once."""
    found: dict[Selector, None] = {}
    for objective in service.objectives:
        found.update(dict.fromkeys(needed(objective.indicator)))
        if isinstance(objective.indicator, CounterEvents):
            found[objective.indicator.valid] = None
            if objective.latency is not None:
                found[objective.indicator.selected] = None
    return tuple(found)


def _of_queries(indicator: QueryEvents | RatioQuery) -> Iterable[Selector]:
    from midwatch.dialects.promql_reading import selectors  # noqa: PLC0415 - most files have no query

    for query in _queries(indicator):
        yield from selectors(query)


def _queries(indicator: QueryEvents | RatioQuery) -> tuple[str, ...]:
    if isinstance(indicator, RatioQuery):
        return (indicator.ratio,)
    return (indicator.valid, indicator.selected)
