"""The panels of one objective: what was promised and kept, what is left of its budget, and how fast that burns."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from grafana_foundation_sdk.builders import bargauge, stat, timeseries

from midwatch.dialects.alert_text import what_is_bad
from midwatch.dialects.promql import duration, number
from midwatch.dialects.promql_panels import (
    budget_left,
    budget_minutes_left,
    burn_rates,
    recorded_for,
    sli,
)
from midwatch.dialects.promql_rules import burn_rate
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity
from midwatch.domain.slo.freeze import FreezePolicy
from midwatch.domain.slo.objective import BySlices, MissingData, Objective, Service
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, RollingPeriod
from midwatch.domain.slo.rules import COVERAGE_STEP, burn_alerts
from midwatch.domain.units import seconds
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.grafana.grid import COLUMNS, Section, Sized
from midwatch.formats.grafana.kit import (
    BAD,
    CAUTION,
    GOOD,
    WORSE,
    Query,
    Scale,
    Step,
    Words,
    bars,
    lines,
    single,
)

_RANGES = {
    CalendarUnit.WEEK: "now/w",
    CalendarUnit.MONTH: "now/M",
    CalendarUnit.QUARTER: "now/fQ",
    CalendarUnit.YEAR: "now/y",
}
"""The unit so far, as Grafana spells it; fiscal quarters begin in January here."""
_BURN_COLOURS = (CAUTION, WORSE, BAD, "dark-red")
_LOW, _HIGH, _BARS_WIDE = 4, 8, 8


def section_of(objective: Objective, service: Service) -> Section:
    """All panels of an objective under its promise."""
    percent = f"{objective.target.ratio.percent.normalize():f}%"
    title = f"{objective.name}: {percent} over {period_name(objective)}"
    budget = budget_steps(service.freeze_policy)
    numbers = [
        _compliance(objective, percent),
        _left(objective, budget),
        _minutes(objective, budget),
    ]
    trends = [_burn(objective)]
    if isinstance(objective.period, RollingPeriod):
        numbers.append(_coverage(objective, objective.period.length))
        trends.append(_burn_down(objective, objective.period.length, budget))
    wide = COLUMNS // len(numbers)
    rest = (COLUMNS - _BARS_WIDE) // len(trends)
    return Section(
        title=title,
        lines=[
            [Sized(panel, wide, _LOW) for panel in numbers],
            [
                Sized(_burning_now(objective), _BARS_WIDE, _HIGH),
                *(Sized(panel, rest, _HIGH) for panel in trends),
            ],
        ],
    )


def period_name(objective: Objective) -> str:
    """The period in words."""
    period = objective.period
    if isinstance(period, CalendarPeriod):
        return f"the calendar {period.unit.value} ({period.zone.key})"
    return duration(period.length)


def budget_steps(policy: FreezePolicy) -> Sequence[Step]:
    """Colours of what is left: nothing, little by the policy, enough."""
    return ((0.0, WORSE), (float(policy.slow_below), GOOD))


def so_far(period: CalendarPeriod) -> str:
    """The part of a calendar unit that has passed, as a panel's own range."""
    return _RANGES[period.unit]


def sli_decimals(ratio: Decimal) -> int:
    """Decimals of a percentage that tell a target from what is just below it."""
    exponent = (ratio * 100).normalize().as_tuple().exponent
    return max(2, 1 - exponent if isinstance(exponent, int) else 2)


def _compliance(objective: Objective, percent: str) -> stat.Panel:
    words = Words(
        title=f"SLI (target {percent})",
        meaning=f"The share of good events: not where {what_is_bad(objective)}. {_caveats(objective)}".rstrip(),
    )
    target = objective.target.ratio
    scale = Scale(
        unit="percentunit",
        base=BAD,
        steps=((float(target), GOOD),),
        decimals=sli_decimals(target.value),
    )
    query = Query(expression=sli(objective), legend="SLI")
    return _over_period(single(words, scale, query), objective)


def _left(objective: Objective, budget: Sequence[Step]) -> stat.Panel:
    words = Words(
        title="Budget left",
        meaning="The share of the error budget that is left; below zero the promise is broken. "
        f"{_caveats(objective)}".rstrip(),
    )
    scale = Scale(unit="percentunit", base=BAD, steps=budget, decimals=1)
    query = Query(expression=budget_left(objective), legend="left")
    return _over_period(single(words, scale, query), objective)


def _minutes(objective: Objective, budget: Sequence[Step]) -> stat.Panel:
    words = Words(
        title="Budget left, as time",
        meaning="How long a total outage, at average traffic, would take to spend the rest.",
    )
    allowed = objective.period.nominal_length * float(objective.target.budget)
    steps = tuple((share * seconds(allowed) / 60, colour) for share, colour in budget)
    scale = Scale(unit="m", base=BAD, steps=steps, decimals=1)
    query = Query(expression=budget_minutes_left(objective), legend="left")
    return _over_period(single(words, scale, query), objective)


def _coverage(objective: Objective, length: timedelta) -> stat.Panel:
    words = Words(
        title=f"Recorded of {duration(length)}",
        meaning="How far back events are recorded. Until that is the whole period, the other figures are about as "
        "much as there is; `midwatch slo status` reads the source.",
        no_value="less than an hour",
    )
    whole = seconds(length - min(COVERAGE_STEP, length))
    scale = Scale(unit="s", base=CAUTION, steps=((whole, GOOD),), decimals=1)
    return single(words, scale, Query(expression=recorded_for(objective), legend="recorded"))


def _burning_now(objective: Objective) -> bargauge.Panel:
    words = Words(
        title="Burn rate now",
        meaning="How many times too fast the budget is spent. An alert wants its long window above its rate, and a "
        "short one too; 1 lasts exactly the period.",
    )
    firing = {alert.window for alert in burn_alerts(objective)}
    queries = []
    for window in ALERT_WINDOWS:
        rate = number(window.burn_rate)
        says = f": {window.severity.value} above {rate}" if window in firing else ""
        query = Query(
            expression=burn_rate(objective, window.long), legend=f"{duration(window.long)}{says}"
        )
        colour = BAD if window.severity is AlertSeverity.PAGE else WORSE
        queries.append((query, ((window.burn_rate, colour),)))
    return bars(words, Scale(unit="suffix: ×", decimals=2), queries)


def _burn(objective: Objective) -> timeseries.Panel:
    words = Words(
        title="Burn rate",
        meaning="Lines: the rates at which alerts begin, each over a window of its own.",
    )
    rates = sorted({window.burn_rate for window in ALERT_WINDOWS})
    steps = tuple(zip(rates, _BURN_COLOURS, strict=True))
    query = Query(expression=burn_rates(objective), legend="{{window}}")
    scale = Scale(unit="suffix: ×", steps=steps, decimals=2, in_sight=1.2 * rates[0])
    return lines(words, scale, [query])


def _burn_down(objective: Objective, length: timedelta, budget: Sequence[Step]) -> timeseries.Panel:
    name = duration(length)
    words = Words(
        title=f"Budget burn-down, {name}",
        meaning=f"What was left of the budget of the {name} before each moment. Line: go slowly below it.",
    )
    scale = Scale(unit="percentunit", base=BAD, steps=budget[1:], decimals=1, in_sight=1)
    query = Query(expression=budget_left(objective), legend="left")
    return lines(words, scale, [query]).fill_opacity(10).time_from(name)


def _over_period(panel: stat.Panel, objective: Objective) -> stat.Panel:
    """A calendar unit is the panel's own range, for rules have no calendar."""
    period = objective.period
    return panel.time_from(so_far(period)) if isinstance(period, CalendarPeriod) else panel


def _caveats(objective: Objective) -> str:
    """What these figures do not know, and `slo status` does."""
    said = []
    if objective.description:
        said.append(for_markdown(objective.description))
    if isinstance(objective.period, CalendarPeriod):
        said.append(
            "So far, from midnight in the dashboard's time zone; the rest is expected to have as much traffic."
        )
    if isinstance(objective.budgeting, BySlices):
        length = duration(objective.budgeting.length)
        said.append(f"The budget is counted in slices of {length}; here are events.")
    if objective.missing is MissingData.BAD:
        said.append("Missing telemetry counts as bad; here it does not count.")
    if objective.earlier_targets:
        said.append("The target changed; here the present one holds throughout.")
    exact = len(said) > bool(objective.description)
    return " ".join([*said, *(["`midwatch slo status` is exact."] if exact else [])])
