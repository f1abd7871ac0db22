"""Made-up telemetry of an objective: the series that it is counted from, as a scenario wants them.

A person's query is fed its counters where it is no more than sums of them. Where it is more, or where no labels are
found that its selectors accept, what rules would record of it is handed in instead: unless they may record something
by themselves, without any series.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from midwatch.dialects.promql_sums import TooMuchError, as_quotient, as_sum
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.slo.objective import Objective
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rulebook.rule_scenarios import Scenario, Traffic
from midwatch.domain.units import seconds
from midwatch.formats.promtool.sample_labels import NoSampleError, labels_beside, labels_for
from midwatch.formats.promtool.test_file import Grid, Input, series

PER_STEP = 6_000_000
"""Events in each step of a scenario: enough for three bad ones at the strictest target."""
_FROM_NOTHING: Final = re.compile(
    r"\b(?:vector|absent|absent_over_time|minute|hour|month|year|days?_\w+)\s*\("
)
"""What may yield a sample where there are no series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """The counters of an indicator: one of the selected events, and one of the others, or of all.

    `untold`: events whose outcome nothing tells. `or_zero`: where nothing is selected, that is a true zero.
    """

    selected: str
    others: str
    others_are_all: bool
    untold: str | None
    polarity: Polarity
    or_zero: bool


@lru_cache(maxsize=64)
def counters(indicator: Indicator) -> Counters | None:
    """The counters that tests feed; None for a gauge, and where recorded events are handed in instead."""
    try:
        match indicator:
            case CounterEvents():
                return _of_counters(indicator)
            case QueryEvents():
                total, part = as_sum(indicator.valid), as_sum(indicator.selected)
                polarity = indicator.polarity
            case RatioQuery():
                quotient = as_quotient(indicator.ratio)
                total, part = quotient.total, quotient.part
                polarity = Polarity.GOOD if quotient.inverted else Polarity.BAD
            case SampleEvents():
                return None
        return _named(total.selector, part.selector, polarity, or_zero=part.or_zero)
    except (TooMuchError, NoSampleError):
        return None


def _of_counters(indicator: CounterEvents) -> Counters:
    label, polarity = indicator.presence_label, indicator.polarity
    or_zero = label is not None and polarity is Polarity.BAD
    return _named(indicator.valid, indicator.selected, polarity, or_zero=or_zero, label=label)


def _named(
    valid: Selector,
    selected: Selector,
    polarity: Polarity,
    *,
    or_zero: bool,
    label: str | None = None,
) -> Counters:
    chosen = _within(selected, valid)
    overlap = valid.accepts(selected.metric, chosen)
    others = labels_beside(valid, selected) if overlap else labels_for(valid)
    unlabelled = tuple(matcher for matcher in valid.matchers if matcher.label != label)
    untold = others if label is None else labels_for(Selector(valid.metric, unlabelled))
    return Counters(
        selected=series(selected.metric, chosen),
        others=series(valid.metric, others),
        others_are_all=not overlap,
        untold=None if or_zero and label is None else series(valid.metric, untold),
        polarity=polarity,
        or_zero=or_zero,
    )


def _within(selected: Selector, valid: Selector) -> dict[str, str]:
    """Labels of a selected series, which is a valid one too where that is possible."""
    try:
        return labels_for(selected.where(*valid.matchers))
    except NoSampleError:
        return labels_for(selected)


def answers_without_series(query: str) -> bool:
    """Whether a person's query may have an answer where no series are: some make zeros of their own."""
    try:
        return as_sum(query).or_zero
    except TooMuchError:
        return _FROM_NOTHING.search(query) is not None


def records_without_series(indicator: Indicator) -> bool:
    """Whether rules may record valid events where no series are; a quotient of sums is no number then."""
    match indicator:
        case QueryEvents():
            return all(map(answers_without_series, (indicator.valid, indicator.selected)))
        case RatioQuery():
            return counters(indicator) is None and answers_without_series(indicator.ratio)
        case CounterEvents() | SampleEvents():
            return False


def made_up(objective: Objective, scenario: Scenario, grid: Grid) -> Input | None:
    """The input of a scenario, None where it cannot be made from the indicator."""
    indicator = objective.indicator
    if isinstance(indicator, SampleEvents):
        return _samples(indicator, scenario, grid)
    found = counters(indicator)
    if found is None:
        return _recorded(objective, scenario, grid)
    if isinstance(indicator, RatioQuery) and scenario.traffic in {Traffic.FEW, Traffic.UNTOLD}:
        return None  # its events are seconds, never few; and a share that is missing is missed after a day
    if scenario.traffic is Traffic.UNTOLD:
        return None if found.untold is None else {found.untold: grid.rising(PER_STEP)}
    return _counted(found, objective, scenario, grid)


def _counted(found: Counters, objective: Objective, scenario: Scenario, grid: Grid) -> Input | None:
    total, bad = _per_step(objective, scenario, grid)
    selected = total - bad if found.polarity is Polarity.GOOD else bad
    growth = {
        found.others: total if found.others_are_all else total - selected,
        found.selected: selected,
    }
    if scenario.traffic is Traffic.NEVER_FAILED:
        growth = {name: step for name, step in growth.items() if step}
        if found.selected not in growth and not found.or_zero:
            return None
    return {name: _values(step, scenario.traffic, grid) for name, step in growth.items()}


def _per_step(objective: Objective, scenario: Scenario, grid: Grid) -> tuple[float, float]:
    """Valid and bad events per step; few is one bad event less than the minimum, over the whole scenario."""
    match scenario.traffic:
        case Traffic.FEW:
            few = (objective.alerting.minimum_bad_events - 1) / grid.steps
            return few, few
        case Traffic.NONE:
            return 0, 0
        case _:
            return PER_STEP, round(PER_STEP * scenario.bad_share)


def _values(per_step: float, traffic: Traffic, grid: Grid) -> str:
    if traffic is not Traffic.RESET:
        return grid.rising(per_step)
    half = Grid(grid.step, grid.length / 2)
    return f"{half.rising(per_step)} {grid.rising(per_step)}"


def _samples(indicator: SampleEvents, scenario: Scenario, grid: Grid) -> Input | None:
    """One gauge that is good, or bad, all the time, or not there: shares between cannot be made of it."""
    if scenario.traffic is Traffic.UNTOLD:
        return {}
    if scenario.traffic is not Traffic.STEADY or scenario.bad_share not in (0.0, 1.0):
        return None
    good, bad = _sample_values(indicator, grid)
    try:
        name = series(indicator.gauge.metric, labels_for(indicator.gauge))
    except NoSampleError:
        return None
    return {name: grid.constant(bad if scenario.bad_share else good)}


def _sample_values(indicator: SampleEvents, grid: Grid) -> tuple[float, float]:
    """A good and a bad sample; the time of an age is counted from promtool's beginning, which is 0."""
    if indicator.bad_below is not None:
        return indicator.bad_below, indicator.bad_below - 1
    above = indicator.bad_above or 0
    return (seconds(grid.length), -above - 1) if indicator.age else (above, above + 1)


def _recorded(objective: Objective, scenario: Scenario, grid: Grid) -> Input | None:
    """Recorded events handed in, where a person's own query cannot be made to answer."""
    if scenario.traffic is not Traffic.STEADY or records_without_series(objective.indicator):
        return None
    identity = {
        recorded.SERVICE_LABEL: objective.service,
        recorded.OBJECTIVE_LABEL: objective.name,
        recorded.SLO_LABEL: objective.id,
    }
    values = {
        recorded.VALID_EVENTS: float(PER_STEP),
        recorded.BAD_EVENTS: PER_STEP * scenario.bad_share,
    }
    return {
        series(metric, identity | {recorded.WINDOW_LABEL: window}): grid.constant(value)
        for metric, value in values.items()
        for window in ("5m", "30m", "1h")
    }
