"""Unit tests of a service's rules: what shows within minutes, and what takes days.

promtool evaluates a whole file at one interval. What takes days stands in a file of its own, evaluated once an hour.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from midwatch.dialects.promql import duration, string
from midwatch.dialects.promql_absence import NOTHING_COUNTED
from midwatch.dialects.promql_sums import TooMuchError, as_sum
from midwatch.domain.slo.indicator import Indicator, QueryEvents, RatioQuery, SampleEvents
from midwatch.domain.slo.objective import Objective, Service
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rulebook.rule_scenarios import LENGTH, Scenario, Traffic, scenarios
from midwatch.domain.slo.rulebook.traffic_scenarios import days_of_traffic, minutes_of_traffic
from midwatch.domain.slo.rules import FAST_INTERVAL
from midwatch.formats.prometheus_rules import HEADER
from midwatch.formats.promtool.made_up import counters, made_up
from midwatch.formats.promtool.test_file import (
    BLIND,
    Grid,
    Input,
    Labels,
    alerts_are,
    case,
    holds,
    test_file,
)
from midwatch.formats.promtool.traffic_cases import traffic_cases
from midwatch.formats.yaml_dump import Value, dump

MINUTES: Final = Grid(FAST_INTERVAL, LENGTH)
DAY: Final = Grid(timedelta(minutes=1), NOTHING_COUNTED + timedelta(hours=2))
HOURLY: Final = timedelta(hours=1)
HANDED_IN: Final = (
    "{objective}: recorded events are handed in, for its query is more than sums of counters."
)
_IDLE: Final = Scenario(name="no requests", traffic=Traffic.NONE, bad_share=0)
_WELL: Final = Scenario(name="nothing bad", traffic=Traffic.STEADY, bad_share=0)
_FROM_NOTHING: Final = re.compile(
    r"\b(?:vector|absent|absent_over_time|minute|hour|month|year|days?_\w+)\s*\("
)
"""What may yield a sample where there are no series."""


def minutes_text(service: Service, path: str, rule_file: str) -> str:
    """The unit tests of a service's rule file, which lies beside them as `rule_file`."""
    cases = [*_objective_cases(service), *traffic_cases(service, minutes_of_traffic, FAST_INTERVAL)]
    return dump(test_file(rule_file, FAST_INTERVAL, cases), _header(service, path))


def days_text(service: Service, path: str, rule_file: str) -> str:
    """The unit tests for which a day or a week has to pass."""
    cases = [*_silent_cases(service), *traffic_cases(service, days_of_traffic, DAY.step)]
    return dump(test_file(rule_file, HOURLY, cases), _header(service, path))


def _header(service: Service, path: str) -> str:
    handed_in = [
        HANDED_IN.format(objective=objective.id)
        for objective in service.objectives
        if not isinstance(objective.indicator, SampleEvents)
        and counters(objective.indicator) is None
    ]
    return "\n".join([HEADER.format(path=path), *handed_in])


def _objective_cases(service: Service) -> Iterator[Value]:
    for objective in service.objectives:
        for scenario in scenarios(objective):
            given = made_up(objective, scenario, MINUTES)
            if given is not None:
                yield _objective_case(objective, scenario, given)


def _objective_case(objective: Objective, scenario: Scenario, given: Input) -> Value:
    firing: list[Labels] = [
        {
            "alertname": "ErrorBudgetBurn",
            "severity": alert.window.severity.value,
            "long_window": duration(alert.window.long),
        }
        for alert in scenario.firing
    ]
    if scenario.absolute:
        firing.append({"alertname": "MostRequestsFail", "severity": "page"})
    if scenario.blind:
        firing.append(BLIND)
    labels = ("alertname", "severity", "long_window")
    told = alerts_are(f"slo={string(objective.id)}", labels, firing, MINUTES)
    expected = [told, *_budget_is(objective, scenario)]
    return case(f"{objective.id}: {scenario.name}", MINUTES, given, expected)


def _budget_is(objective: Objective, scenario: Scenario) -> Iterator[Value]:
    """What windows hold is a number, whatever the traffic, never NaN; and nothing where nothing tells good from bad."""
    identity = f"{{{recorded.SLO_LABEL}={string(objective.id)}}}"
    if scenario.traffic is Traffic.UNTOLD:
        yield holds(f"{recorded.VALID_EVENTS}{identity}", [], MINUTES)
    if scenario.traffic in {Traffic.NONE, Traffic.NEVER_FAILED}:
        events = f"{recorded.BAD_EVENTS}{identity}"
        without_traffic = scenario.traffic is Traffic.NONE
        is_nothing = without_traffic and isinstance(objective.indicator, RatioQuery)
        zero: Value = {"labels": "{}", "value": 0}
        expression = f"count({events} != {events}) or sum({events})"
        yield holds(expression, [] if is_nothing else [zero], MINUTES)


def _silent_cases(service: Service) -> Iterator[Value]:
    """A day of nothing at all is blindness; a day of zeros is a day without requests."""
    objectives = [each for each in service.objectives if _is_nothing_without_series(each.indicator)]
    silent = [_told(objective, [BLIND]) for objective in objectives]
    yield case(f"{service.name}: no series for a day", DAY, {}, silent)
    for objective in objectives:
        idle = made_up(objective, _IDLE, DAY) or made_up(objective, _WELL, DAY)
        if idle is not None:
            yield case(f"{objective.id}: no requests for a day", DAY, idle, [_told(objective, [])])


def _told(objective: Objective, firing: list[Labels]) -> Value:
    return alerts_are(f"slo={string(objective.id)}", ("alertname", "severity"), firing, DAY)


def _is_nothing_without_series(indicator: Indicator) -> bool:
    """Whether the indicator has no valid events where no series are: a query may make zeros of its own."""
    query = indicator.valid if isinstance(indicator, QueryEvents) else ""
    if isinstance(indicator, RatioQuery):
        query = indicator.ratio
    try:
        return not as_sum(query).or_zero
    except TooMuchError:
        return _FROM_NOTHING.search(query) is None
