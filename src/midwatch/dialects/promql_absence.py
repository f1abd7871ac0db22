"""Conditions about what is not there: events that nobody can judge, series that are gone, traffic that stopped."""

from datetime import timedelta

from midwatch.dialects.promql import duration, in_window, number, selector
from midwatch.dialects.promql_questions import without_outcome
from midwatch.dialects.promql_reading import selectors, zero_where_absent
from midwatch.dialects.promql_rules import recorded_events
from midwatch.dialects.promql_sums import TooMuchError, as_quotient
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.indicator import CounterEvents, QueryEvents, RatioQuery, SampleEvents
from midwatch.domain.slo.objective import Objective, Service
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rules import DIRECT_LIMIT

TRAFFIC_WINDOW = timedelta(minutes=10)
"""Over which present traffic is measured before it counts as gone."""
MINIMUM_REQUESTS = 60
"""Requests in the same hour a week ago, below which a lull says nothing."""
GAUGE_GONE = timedelta(minutes=10)
"""How long a gauge must be without a sample: longer than the restart of an exporter. Gauges know no idle hours."""
ONE_RUN = timedelta(days=1)
"""Counters come with the first request after a restart, and a job may run once a night."""
LATENESS = timedelta(hours=2)
"""How late a run may be: the end of summer time moves it by one hour, and what it waits for by another."""
NOTHING_COUNTED = ONE_RUN + LATENESS
"""How long nothing, not even a zero, must have been counted."""


def blind_condition(objective: Objective) -> str:
    """The objective has no telemetry to judge by; one sample without labels.

    Its value is how many events, or series of them, cannot be told good from bad; 0 where there is nothing to tell.
    """
    match objective.indicator:
        case SampleEvents() as samples:
            gone = f"{selector(samples.gauge)}[{duration(GAUGE_GONE)}]"
            return f"0 * sum(absent_over_time({gone}))"
        case CounterEvents() as counters:
            return f"{_untold_series(counters)}\nor {_nothing_counted(objective)}"
        case QueryEvents() as queries:
            return f"{_untold_events(queries)}\nor {_nothing_counted(objective)}"
        case RatioQuery() as query:
            return f"{_nothing_counted(objective)}{_and_series_gone(query)}"


def _untold_series(indicator: CounterEvents) -> str:
    unlabelled = without_outcome(indicator)
    if unlabelled is None:
        valid, selected = selector(indicator.valid), selector(indicator.selected)
        return f"count({valid})\nunless count({selected}) > 0"
    return f"count({selector(unlabelled)}) > 0"


def _untold_events(indicator: QueryEvents) -> str:
    valid, selected = (
        f"sum({in_window(query, DIRECT_LIMIT)})" for query in (indicator.valid, indicator.selected)
    )
    return f"{valid} > 0\nunless {selected}"


def _nothing_counted(objective: Objective) -> str:
    """Rules have been at work for long enough, and recorded nothing in all that time; without traffic it is zeros.

    What is always recorded, the target, tells since when: a new service has as long until its first request.
    """
    span = duration(NOTHING_COUNTED)
    at_work = f"{recorded_events(recorded.OBJECTIVE_RATIO, objective, None)} offset {span}"
    counted = recorded_events(recorded.VALID_EVENTS, objective, ONE_RUN)
    lately = f"present_over_time({counted}[{duration(LATENESS)}])"
    return f"0 * sum({at_work} unless on ({recorded.SLO_LABEL}) {lately})"


def _and_series_gone(query: RatioQuery) -> str:
    """A ratio is no number without traffic either: only where series that it needs are gone is that blindness."""
    needed = _needed(query)
    if not needed:
        return ""
    return f"\nand ({' or '.join(f'sum(absent({selector(each)}))' for each in needed)})"


def _needed(query: RatioQuery) -> tuple[Selector, ...]:
    try:
        quotient = as_quotient(query.ratio)
    except TooMuchError:
        excused = zero_where_absent(query.ratio)
        return tuple(each for each in selectors(query.ratio) if each not in excused)
    sums = (quotient.total, quotient.part)
    return tuple(dict.fromkeys(each.selector for each in sums if not each.or_zero))


def traffic_condition(traffic: Selector, floor: float) -> str:
    """Requests have stopped, or fallen below `floor` of the same hour a week ago; its value is requests per second.

    Counters that are gone count as stopped as long as there were any within the day, or in that hour: it ends when
    there is nothing left to miss, a week after.
    """
    metric, now = selector(traffic), duration(TRAFFIC_WINDOW)
    present = f"sum(rate({metric}[{now}]))"
    week_ago = f"sum(rate({metric}[1h] offset 1w))"
    return (
        f"(\n  {present} < {number(floor)} * ({week_ago} > {MINIMUM_REQUESTS} / 3600)\n"
        f"  or (0 * (sum(increase({metric}[1d])) or {week_ago}) unless {present})\n)"
    )


def down_condition(service: Service) -> str | None:
    """Something of the service is known to be down: a scrape target, all of them, or its probe; None: nothing tells."""
    parts = []
    if service.scrape_up is not None:
        up = selector(service.scrape_up)
        parts += [f"count({up} == 0)", f"sum(absent({up}))"]
    if service.probe is not None:
        parts.append(f"count({selector(service.probe)} == 0)")
    return f"({' or '.join(parts)})" if parts else None
