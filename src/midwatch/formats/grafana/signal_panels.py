"""The golden signals of a service, with its objectives drawn as lines."""

from collections.abc import Iterator, Sequence

from grafana_foundation_sdk.builders import common, timeseries
from grafana_foundation_sdk.models import common as words
from grafana_foundation_sdk.models.dashboard import DynamicConfigValue

from midwatch.dialects.promql import duration, number
from midwatch.dialects.promql_panels import (
    all_requests,
    failure_ratio,
    other_requests,
    quantile,
    requests_matching,
    saturation,
)
from midwatch.domain.slo.definition.convention import DurationUnit, Role
from midwatch.domain.slo.golden_signals import (
    DurationSignal,
    GoldenSignals,
    RequestSignal,
    SaturationSignal,
)
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.domain.slo.objective import Objective, Service
from midwatch.domain.units import seconds
from midwatch.formats.grafana.grid import COLUMNS, Section, Sized
from midwatch.formats.grafana.kit import (
    BAD,
    NO_TRAFFIC,
    WORSE,
    Query,
    Scale,
    Step,
    Words,
    lines,
)

_QUANTILES = (0.5, 0.95, 0.99)
_UNITS = {
    DurationUnit.SECONDS: "s",
    DurationUnit.MILLISECONDS: "ms",
    DurationUnit.MICROSECONDS: "µs",
}
_SATURATED = ((0.8, WORSE),)
"""Above 80% a resource is called saturated."""
_TITLES = {
    Role.CPU_RATIO: "CPU",
    Role.CPU_IDLE: "CPU",
    Role.MEMORY_RATIO: "Memory",
    Role.MEMORY_BYTES: "Memory",
    Role.IN_FLIGHT: "Requests in flight",
    Role.QUEUE_LENGTH: "Queue",
}
_SHARE_TITLES = {
    Role.MEMORY_BYTES: "Memory share",
    Role.MEMORY_AVAILABLE_BYTES: "Memory share",
    Role.FILESYSTEM_AVAILABLE_BYTES: "Filesystem share",
    Role.IN_FLIGHT: "Requests in flight share",
    Role.QUEUE_LENGTH: "Queue share",
}
_HIGH, _PER_LINE = 8, 3
_NOTHING_SAID = "no such series"


def section_of(service: Service) -> Section | None:
    """Latency, traffic, errors and saturation; None where the service has none of them."""
    signals = service.shown_signals
    panels = [*_of_requests(service, signals), *(_saturation(one) for one in signals.saturation)]
    if not panels:
        return None
    title = f"Golden signals, by the convention {service.convention}"
    return Section(title=title, lines=list(_in_lines(panels)))


def _in_lines(panels: Sequence[timeseries.Panel]) -> Iterator[list[Sized]]:
    for start in range(0, len(panels), _PER_LINE):
        line = panels[start : start + _PER_LINE]
        yield [Sized(panel, COLUMNS // len(line), _HIGH) for panel in line]


def _of_requests(service: Service, signals: GoldenSignals) -> Iterator[timeseries.Panel]:
    if signals.durations is not None:
        yield _latency(signals.durations, service.objectives)
    if signals.requests is not None:
        yield _traffic(signals.requests)
        if signals.requests.code_label and signals.requests.server_failure:
            yield _errors(signals.requests, service.objectives)


def _latency(signal: DurationSignal, objectives: Sequence[Objective]) -> timeseries.Panel:
    bounds = sorted(
        (objective.latency.bound, objective.name)
        for objective in objectives
        if objective.latency and objective.latency.histogram == signal.histogram.metric
    )
    promised = ", ".join(f"{duration(bound)} ({name})" for bound, name in bounds)
    steps = tuple((seconds(bound) / signal.unit.value, BAD) for bound, _ in bounds)
    about = Words(
        title="Latency",
        meaning=f"Quantiles of {signal.histogram.metric}, as exact as its buckets are close."
        + (f" Lines: {promised}." if promised else ""),
        no_value=NO_TRAFFIC,
    )
    queries = [
        Query(expression=quantile(signal, share), legend=f"P{number(share * 100)}")
        for share in _QUANTILES
    ]
    return lines(about, Scale(unit=_UNITS[signal.unit], steps=steps), queries)


def _traffic(signal: RequestSignal) -> timeseries.Panel:
    about = Words(
        title="Requests by outcome",
        meaning=f"Requests a second, from {signal.selector.metric}.",
        no_value=NO_TRAFFIC,
    )
    queries = list(_outcomes(signal))
    panel = lines(about, Scale(unit="reqps"), [query for query, _ in queries])
    panel.stacking(common.StackingConfig().mode(words.StackingMode.NORMAL)).fill_opacity(20)
    for query, colour in queries:
        fixed = {"mode": "fixed", "fixedColor": colour}
        panel.override_by_name(query.legend, [DynamicConfigValue("color", fixed)])
    return panel


def _outcomes(signal: RequestSignal) -> Iterator[tuple[Query, str]]:
    server, client = signal.server_failure, signal.client_failure
    if signal.code_label is None or server is None:
        yield Query(expression=all_requests(signal), legend="all"), "blue"
        return
    failing = f"{client}|{server}" if client else server
    yield Query(expression=other_requests(signal, failing), legend="served"), "blue"
    if client:
        yield (
            Query(expression=requests_matching(signal, client), legend="client's failure"),
            "yellow",
        )
    yield Query(expression=requests_matching(signal, server), legend="server's failure"), "red"


def _errors(signal: RequestSignal, objectives: Sequence[Objective]) -> timeseries.Panel:
    server, client = signal.server_failure or "", signal.client_failure
    budgets = sorted(
        (float(objective.target.budget), objective.name)
        for objective in objectives
        if _counts_failures(objective, signal)
    )
    promised = ", ".join(f"{100 * budget:g}% ({name})" for budget, name in budgets)
    about = Words(
        title="Errors",
        meaning="The share of requests that fail."
        + (f" Lines: what the objectives allow over their period: {promised}." if promised else ""),
        no_value=NO_TRAFFIC,
    )
    queries = [Query(expression=failure_ratio(signal, server), legend="server's failures")]
    if client:
        both = failure_ratio(signal, f"{client}|{server}")
        queries.append(Query(expression=both, legend="client's too"))
    steps: tuple[Step, ...] = tuple((budget, BAD) for budget, _ in budgets)
    return lines(about, Scale(unit="percentunit", steps=steps), queries)


def _counts_failures(objective: Objective, signal: RequestSignal) -> bool:
    indicator = objective.indicator
    return (
        isinstance(indicator, CounterEvents)
        and indicator.selected.metric == signal.selector.metric
        and indicator.presence_label == signal.code_label
    )


def _saturation(signal: SaturationSignal) -> timeseries.Panel:
    title = _TITLES[signal.role] if signal.limit is None else _SHARE_TITLES[signal.role]
    about = Words(
        title=title,
        meaning=f"From {' and '.join(each.metric for each in signal.selectors)}.",
        no_value=_NOTHING_SAID,
    )
    queries = [Query(expression=q, legend=legend) for legend, q in saturation(signal).items()]
    return lines(about, _scale_of(signal), queries)


def _scale_of(signal: SaturationSignal) -> Scale:
    if signal.role is Role.CPU_IDLE or signal.unit == "ratio":
        return Scale(unit="percentunit", steps=_SATURATED)
    if signal.unit == "percent":
        return Scale(unit="percent", steps=((80, WORSE),))
    units = {"seconds": "suffix: cores", "bytes": "bytes"}
    return Scale(unit=units.get(signal.unit, "short"))
