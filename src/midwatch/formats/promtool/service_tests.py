"""Unit tests of a service's rules: what shows within minutes, and what takes days.

promtool evaluates a whole file at one interval. What takes days stands in a file of its own, evaluated once an hour.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from midwatch.dialects.promql import duration, string
from midwatch.dialects.promql_absence import NOTHING_COUNTED
from midwatch.domain.slo.indicator import Indicator, QueryEvents, RatioQuery, SampleEvents
from midwatch.domain.slo.objective import Objective, Service
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rulebook.rule_scenarios import Scenario, Traffic, scenarios
from midwatch.domain.slo.rulebook.traffic_scenarios import days_of_traffic, minutes_of_traffic
from midwatch.domain.slo.rules import DIRECT_LIMIT, FAST_INTERVAL
from midwatch.formats.prometheus_rules import HEADER
from midwatch.formats.promtool.lengths import grid_of
from midwatch.formats.promtool.made_up import (
    answers_without_series,
    counters,
    made_up,
    records_without_series,
)
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

DAY: Final = Grid(timedelta(minutes=1), NOTHING_COUNTED + timedelta(hours=2))
HOURLY: Final = timedelta(hours=1)
HANDED_IN: Final = (
    "{objective}: recorded events are handed in, for its query is more than sums of counters."
)
UNTESTED: Final = "{objective}: no traffic is made up, for its query is more than sums, and answers without series."
_IDLE: Final = Scenario(name="no requests", traffic=Traffic.NONE, bad_share=0)
_WELL: Final = Scenario(name="nothing bad", traffic=Traffic.STEADY, bad_share=0)


def minutes_text(service: Service, path: str, rule_file: str) -> str:
    """The unit tests of a service's rule file, which lies beside them as `rule_file`."""
    cases = [*_objective_cases(service), *traffic_cases(service, minutes_of_traffic, FAST_INTERVAL)]
    return dump(test_file(rule_file, FAST_INTERVAL, cases), _header(service, path))


def days_text(service: Service, path: str, rule_file: str) -> str:
    """The unit tests for which a day or a week has to pass."""
    cases = [*_silent_cases(service), *traffic_cases(service, days_of_traffic, DAY.step)]
    return dump(test_file(rule_file, HOURLY, cases), _header(service, path))


def _header(service: Service, path: str) -> str:
    notes = [
        (UNTESTED if records_without_series(each.indicator) else HANDED_IN).format(
            objective=each.id
        )
        for each in service.objectives
        if not isinstance(each.indicator, SampleEvents) and counters(each.indicator) is None
    ]
    return "\n".join([HEADER.format(path=path), *notes])


def _objective_cases(service: Service) -> Iterator[Value]:
    for objective in service.objectives:
        for scenario in scenarios(objective):
            grid = grid_of(objective, scenario)
            given = None if grid is None else made_up(objective, scenario, grid)
            if grid is not None and given is not None:
                yield _objective_case(objective, scenario, grid, given)


def _objective_case(objective: Objective, scenario: Scenario, grid: Grid, given: Input) -> Value:
    """One test. What records zeros without any series does so from promtool's hour 0 on, and is told to be young."""
    young = records_without_series(objective.indicator)
    firing: list[Labels] = [
        {
            "alertname": "ErrorBudgetBurn",
            "severity": alert.window.severity.value,
            "long_window": duration(alert.window.long),
        }
        for alert in scenario.firing
        if not young or alert.window.long <= DIRECT_LIMIT
    ]
    if scenario.absolute:
        firing.append({"alertname": "MostRequestsFail", "severity": "page"})
    if scenario.blind:
        firing.append(BLIND)
    labels = ("alertname", "severity", "long_window")
    told = alerts_are(f"slo={string(objective.id)}", labels, firing, grid)
    expected = [told, *_budget_is(objective, scenario, grid)]
    return case(f"{objective.id}: {scenario.name}", grid, given, expected)


def _budget_is(objective: Objective, scenario: Scenario, grid: Grid) -> Iterator[Value]:
    """What windows hold is a number, whatever the traffic, never NaN; and nothing where nothing tells good from bad."""
    identity = f"{{{recorded.SLO_LABEL}={string(objective.id)}}}"
    if scenario.traffic is Traffic.UNTOLD:
        yield holds(f"{recorded.VALID_EVENTS}{identity}", [], grid)
    if scenario.traffic in {Traffic.NONE, Traffic.NEVER_FAILED}:
        events = f"{recorded.BAD_EVENTS}{identity}"
        without_traffic = scenario.traffic is Traffic.NONE
        is_nothing = without_traffic and isinstance(objective.indicator, RatioQuery)
        zero: Value = {"labels": "{}", "value": 0}
        expression = f"count({events} != {events}) or sum({events})"
        yield holds(expression, [] if is_nothing else [zero], grid)


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
    return not answers_without_series(query)
