"""Tests of the alerts on traffic that is gone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta

from midwatch.dialects.promql import number
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.objective import Service
from midwatch.domain.slo.rulebook.traffic_scenarios import Down, Flow, TrafficScenario
from midwatch.domain.slo.rules import watches_traffic
from midwatch.formats.promtool.sample_labels import NoSampleError, labels_for
from midwatch.formats.promtool.test_file import Grid, alerts_are, case, series
from midwatch.formats.yaml_dump import Value

_ALERTS = {AlertSeverity.PAGE: "TrafficGone", AlertSeverity.TICKET: "TrafficUnexplained"}
_UP = 1.0


def traffic_cases(
    service: Service, scenarios: Callable[[Service], Iterable[TrafficScenario]], step: timedelta
) -> Iterator[Value]:
    """A test of each scenario; none where requests are not watched, or nobody can say what their series look like."""
    if service.traffic is None or not watches_traffic(service):
        return
    with suppress(NoSampleError):
        for scenario in scenarios(service):
            yield _case(service, service.traffic, scenario, Grid(step, scenario.length))


def _case(service: Service, traffic: Selector, scenario: TrafficScenario, grid: Grid) -> Value:
    given = {_name(traffic): _counter(scenario.flows, grid.step)}
    before = scenario.onset // grid.step
    for gauge, states in (
        (service.scrape_up, {Down.TARGET: 0.0, Down.NO_TARGET: None}),
        (service.probe, {Down.PROBE: 0.0}),
    ):
        if gauge is not None:
            state = states.get(scenario.down, _UP) if scenario.down else _UP
            given[_name(gauge)] = f"{_run(_UP, before)} {_run(state, grid.steps - before + 1)}"
    firing = []
    if scenario.firing is not None:
        firing = [{"alertname": _ALERTS[scenario.firing], "severity": scenario.firing.value}]
    told = alerts_are('kind="traffic"', ("alertname", "severity"), firing, grid)
    return case(f"{service.name}: {scenario.name}", grid, given, [told])


def _name(selection: Selector) -> str:
    return series(selection.metric, labels_for(selection))


def _counter(flows: Iterable[Flow], step: timedelta) -> str:
    """One counter that goes on where it stood."""
    runs, level = [], 0.0
    for flow in flows:
        count = flow.length // step
        if flow.per_minute is None:
            runs.append(_run(None, count))
            continue
        per_step = flow.per_minute * (step / timedelta(minutes=1))
        runs.append(f"{number(level)}+{number(per_step)}x{count - 1}")
        level += per_step * count
    return " ".join(runs)


def _run(value: float | None, count: int) -> str:
    """The same sample so many times, or none."""
    return f"_x{count}" if value is None else f"{number(value)}x{count - 1}"
