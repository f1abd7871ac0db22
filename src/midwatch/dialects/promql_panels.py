"""What a dashboard asks: objectives from recorded events, golden signals from the counters and gauges themselves.

`$__rate_interval`, `$__range` and `$__range_s` are filled in by Grafana.
Source: https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from midwatch.dialects.promql import duration, number, selector, string
from midwatch.dialects.promql_rules import bad_share, recorded_events
from midwatch.domain.signals.measure import PROCESSOR_LABELS
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.definition.convention import Role
from midwatch.domain.slo.golden_signals import (
    DurationSignal,
    RequestSignal,
    SaturationSignal,
    VersionSignal,
)
from midwatch.domain.slo.objective import Objective
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, RollingPeriod
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rules import BASE_WINDOW
from midwatch.domain.units import seconds

RATE_WINDOW = "$__rate_interval"
"""At least four scrapes, and at least as long as the step: no look misses what lies between two."""
BURN_WINDOWS = tuple(
    timedelta(minutes=minutes) for minutes in (5, 30, 60, 120, 6 * 60, 24 * 60, 3 * 24 * 60)
)
"""The windows that are recorded for every objective, whatever its period."""
_BY = f"{recorded.SERVICE_LABEL}, {recorded.OBJECTIVE_LABEL}, {recorded.SLO_LABEL}"


def sli(objective: Objective) -> str:
    """The share of good events in the period: a rolling one, or the panel's own range for a calendar's so far."""
    return f"1 - {_period_bad_share(objective)}"


def budget_left(objective: Objective) -> str:
    """The share of the budget that is left. Of a calendar period, the rest is expected to have traffic as so far."""
    spent = f"{_period_bad_share(objective)} / {number(objective.target.budget.value)}"
    if isinstance(objective.period, RollingPeriod):
        return f"1 - {spent}"
    return f"1 - {spent} * $__range_s / {_calendar_seconds(objective.period)}"


def budget_minutes_left(objective: Objective) -> str:
    """How many minutes of a total outage, at average traffic, would spend the rest of the budget."""
    budget = number(objective.target.budget.value)
    if isinstance(objective.period, RollingPeriod):
        length = number(seconds(objective.period.length) / 60)
    else:
        length = f"{_calendar_seconds(objective.period)} / 60"
    return f"({budget_left(objective)}) * {budget} * {length}"


def burn_rates(objective: Objective) -> str:
    """The burn rate in each recorded window, told apart by the label `window`."""
    pattern = string("|".join(duration(window) for window in BURN_WINDOWS))
    identity = f"{recorded.SLO_LABEL}={string(objective.id)}, {recorded.WINDOW_LABEL}=~{pattern}"
    bad, valid = (f"{metric}{{{identity}}}" for metric in (recorded.BAD_EVENTS, _VALID))
    return f"{bad} / ({valid} > 0) / {number(objective.target.budget.value)}"


def recorded_for(objective: Objective) -> str:
    """For how many seconds events have been recorded, within the period."""
    return f"{recorded.RECORDED_SECONDS}{{{recorded.SLO_LABEL}={string(objective.id)}}}"


def quantile(signal: DurationSignal, share: float) -> str:
    """A quantile of durations, in the histogram's own unit."""
    rate = _rate(signal.histogram)
    return f"histogram_quantile({number(share)}, sum by (le) ({rate}))"


def all_requests(signal: RequestSignal) -> str:
    """Requests a second."""
    return f"sum({_rate(signal.selector)})"


def requests_matching(signal: RequestSignal, pattern: str) -> str:
    """Requests a second whose code matches; zero where others are served and none of these ever was."""
    return _or_zero(signal, Matcher(signal.code_label or "", pattern, MatchOperator.REGEX))


def other_requests(signal: RequestSignal, pattern: str) -> str:
    """Requests a second whose code does not match."""
    return _or_zero(signal, Matcher(signal.code_label or "", pattern, MatchOperator.NOT_REGEX))


def failure_ratio(signal: RequestSignal, pattern: str) -> str:
    """The share of requests whose code matches, of those that have a code; absent without requests."""
    coded = signal.selector.where(Matcher(signal.code_label or "", "", MatchOperator.NOT_EQUAL))
    return f"({requests_matching(signal, pattern)}) / (sum({_rate(coded)}) > 0)"


def saturation(signal: SaturationSignal) -> Mapping[str, str]:
    """Legend → query. Instances and shares are looked at apart (the fullest, the mean), what is in flight as a sum."""
    query = selector(signal.selector)
    if signal.limit is not None:
        share = f"{query} / ({selector(signal.limit)} > 0 < Inf)"
        share = f"1 - {share}" if signal.free else share
        return {"fullest": f"max({share})", "mean": f"avg({share})"}
    if signal.role is Role.CPU_IDLE:
        share = f"1 - avg without ({', '.join(PROCESSOR_LABELS)}) ({_rate(signal.selector)})"
        return {"fullest": f"max({share})", "mean": f"avg({share})"}
    if signal.role in {Role.IN_FLIGHT, Role.QUEUE_LENGTH}:
        return {"all": f"sum({query})"}
    if signal.unit == "seconds":
        query = _rate(signal.selector)
    return {"fullest": f"max({query})", "mean": f"avg({query})"}


def new_versions(signal: VersionSignal) -> str:
    """Versions that run now and did not one look before."""
    info = selector(signal.info)
    by = f"group by ({signal.label})"
    return f"{by} ({info}) unless {by} ({info} offset {RATE_WINDOW})"


def newest_start(started: Selector) -> str:
    """When the newest process began, Unix milliseconds."""
    return f"max({selector(started)}) * 1000"


def restarts(signal: RequestSignal) -> str:
    """How many counters began again since the look before; absent where none did."""
    return f"sum(resets({selector(signal.selector)}[{RATE_WINDOW}])) > 0"


def among(objectives: Sequence[Objective], *, others: bool = False) -> str:
    """The condition that a series is of one of these objectives; or, with `others`, of none."""
    pattern = "|".join(re.escape(objective.id) for objective in objectives)
    return f"{recorded.SLO_LABEL}{'!~' if others else '=~'}{string(pattern)}" if objectives else ""


def every_target(links: Mapping[str, str], *, link_label: str, condition: str = "") -> str:
    """The target of every objective that is recorded and meets the condition, with where its row leads.

    `links`: pattern of services → the link, in which `$1` is the pattern's group; a later one that matches holds.
    """
    matching = f"{{{condition}}}" if condition else ""
    query = f"max by ({_BY}) ({recorded.OBJECTIVE_RATIO}{matching})"
    for pattern, link in links.items():
        query = (
            f"label_replace({query}, {string(link_label)}, {string(link)}, "
            f"{string(recorded.SERVICE_LABEL)}, {string(pattern)})"
        )
    return query


def every_sli(objectives: Sequence[Objective]) -> str:
    """The SLI of these objectives, each over its own period."""
    return f"1 - ({_every_bad_share(objectives)})"


def every_budget_left(objectives: Sequence[Objective]) -> str:
    """The share of the budget that is left of these objectives, each over its own period."""
    spent = f"({_every_bad_share(objectives)}) / {_BUDGETS}"
    period = objectives[0].period
    if isinstance(period, RollingPeriod):
        return f"1 - {spent}"
    return f"1 - {spent} * $__range_s / {_calendar_seconds(period)}"


def every_fastest_burn(windows: Sequence[timedelta], *, condition: str = "") -> str:
    """The highest burn rate over these windows of each recorded objective that meets the condition."""
    pattern = string("|".join(duration(window) for window in windows))
    conditions = [f"{recorded.WINDOW_LABEL}=~{pattern}", *([condition] if condition else [])]
    matching = f"{{{', '.join(conditions)}}}"
    share = f"{recorded.BAD_EVENTS}{matching} / ({_VALID}{matching} > 0)"
    return f"max by ({_BY}) ({share}) / {_BUDGETS}"


def counted(query: str) -> str:
    """How many the query yields; zero where rules record at all and it yields none."""
    return f"count({query}) or 0 * count({recorded.OBJECTIVE_RATIO})"


_VALID = recorded.VALID_EVENTS
_BUDGETS = (
    f"on ({recorded.SLO_LABEL}) group_left () "
    f"(1 - max by ({recorded.SLO_LABEL}) ({recorded.OBJECTIVE_RATIO}))"
)


def _period_bad_share(objective: Objective) -> str:
    if isinstance(objective.period, RollingPeriod):
        return bad_share(objective, objective.period.length)
    return _share_in_range(
        *(recorded_events(metric, objective, BASE_WINDOW) for metric in _BAD_AND_VALID)
    )


_BAD_AND_VALID = (recorded.BAD_EVENTS, recorded.VALID_EVENTS)


def _share_in_range(bad: str, valid: str) -> str:
    """Each event is recorded by as many evaluations as every other, so that sums of recordings divide like events."""
    return f"sum_over_time({bad}[$__range]) / (sum_over_time({valid}[$__range]) > 0)"


def _every_bad_share(objectives: Sequence[Objective]) -> str:
    windows: dict[timedelta | None, list[Objective]] = {}
    for objective in objectives:
        rolling = isinstance(objective.period, RollingPeriod)
        length = objective.period.nominal_length if rolling else None
        windows.setdefault(length, []).append(objective)
    shares = (_share_of(length, members) for length, members in windows.items())
    return "\nor ".join(f"max by ({_BY}) ({share})" for share in shares)


def _share_of(length: timedelta | None, objectives: Sequence[Objective]) -> str:
    """The bad share of objectives with one period; only where others record the same window they are named."""
    conditions = [f"{recorded.WINDOW_LABEL}={string(duration(length or BASE_WINDOW))}"]
    if length is None or length in BURN_WINDOWS:
        conditions.append(among(objectives))
    bad, valid = (f"{metric}{{{', '.join(conditions)}}}" for metric in _BAD_AND_VALID)
    return f"{bad} / ({valid} > 0)" if length is not None else _share_in_range(bad, valid)


def _calendar_seconds(period: CalendarPeriod) -> str:
    """The length of the calendar unit that is now; of quarters and years a common one."""
    if period.unit is CalendarUnit.MONTH:
        return "(86400 * scalar(days_in_month()))"
    return number(seconds(period.nominal_length))


def _or_zero(signal: RequestSignal, matching: Matcher) -> str:
    every = f"sum({_rate(signal.selector)})"
    return f"sum({_rate(signal.selector.where(matching))}) or 0 * {every}"


def _rate(selection: Selector) -> str:
    return f"rate({selector(selection)}[{RATE_WINDOW}])"
