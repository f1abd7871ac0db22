"""Domain questions as PromQL that Prometheus 2.42 and 3.x both accept.

Source: https://prometheus.io/docs/prometheus/latest/querying/functions/
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache

from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.slo.rules import DIRECT_LIMIT
from midwatch.domain.units import seconds

WINDOW_PLACEHOLDER = re.compile(r"\{\{\s*\.window\s*\}\}|\$__rate_interval|\$__range")
_PER_SECOND = re.compile(r"\bi?rate\s*\(")
_UNITS = (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1))
SAMPLE_STEP = timedelta(minutes=1)
"""A gauge is looked at once a minute where its samples cannot be counted themselves."""
RATIO_STEP = timedelta(minutes=5)
"""A ratio says nothing of how many events it is of: windows above an hour weigh each five minutes of it the same."""
SHORT_OF_FULL = timedelta(milliseconds=1)
"""A subquery's range is so much short of its window: Prometheus 2 closes it at both ends, and would look once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExpressions:
    """Events of one indicator in one window: each an instant vector of at most one sample without labels."""

    valid: str
    bad: str


@lru_cache(maxsize=256)
def duration(span: timedelta) -> str:
    """A span as PromQL writes it, largest units first: 90 minutes are `1h30m`, 30 days `30d`.

    Raises ValueError for less than a millisecond, and for what is no whole number of them.
    """
    rest, fraction = divmod(span, timedelta(milliseconds=1))
    if rest <= 0 or fraction:
        msg = f"PromQL has no duration for {span}"
        raise ValueError(msg)
    parts = []
    for unit, length in _UNITS:
        count, rest = divmod(rest, length)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts)


def number(value: float | Decimal) -> str:
    """A number in full precision, without exponent where it is short enough to read."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = repr(float(value))
    return text.removesuffix(".0")


def string(value: str) -> str:
    """A quoted string, with the escapes of Go's syntax."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def matcher(condition: Matcher) -> str:
    """One label matcher."""
    return f"{condition.label}{condition.operator.value}{string(condition.value)}"


@lru_cache(maxsize=4096)
def selector(selection: Selector) -> str:
    """A selector as it is written in a query."""
    if not selection.matchers:
        return selection.metric
    return f"{selection.metric}{{{', '.join(matcher(m) for m in selection.matchers)}}}"


def events(indicator: Indicator, window: timedelta) -> EventExpressions:
    """The valid and the bad events of an indicator in the window that ends at evaluation.

    Each is absent where the source has nothing; bad is never absent where a status label tells bad from good.
    """
    match indicator:
        case CounterEvents():
            return counter_events(indicator, window)
        case SampleEvents():
            return _sample_events(indicator, duration(window))
        case QueryEvents():
            return _query_events(indicator, window)
        case RatioQuery():
            return _ratio_events(indicator, window)


def in_window(query: str, window: timedelta) -> str:
    """A person's query with the window filled in."""
    return WINDOW_PLACEHOLDER.sub(duration(window), query)


def grouped(aggregation: str, by: str | None) -> str:
    """An aggregation over everything, or over the series of each value of one label: `sum` or `sum by (job) `."""
    return aggregation if by is None else f"{aggregation} by ({by}) "


def counter_events(
    indicator: CounterEvents, window: timedelta, by: str | None = None
) -> EventExpressions:
    """The same as `events` for counters; with `by`, one sample for each value of that label."""
    over, total = duration(window), grouped("sum", by)
    valid, selected = (
        f"{total}(increase({selector(each)}[{over}]))"
        for each in (indicator.valid, indicator.selected)
    )
    if indicator.polarity is Polarity.GOOD:
        return EventExpressions(
            valid=f"({valid} and {selected})", bad=f"clamp_min({valid} - {selected}, 0)"
        )
    if indicator.presence_label is None:
        return EventExpressions(valid=valid, bad=selected)
    return EventExpressions(valid=valid, bad=f"({selected} or 0 * {valid})")


def _sample_events(indicator: SampleEvents, window: str) -> EventExpressions:
    gauge = selector(indicator.gauge)
    if indicator.bad_below is not None:
        condition = f"{gauge} < bool {number(indicator.bad_below)}"
    elif indicator.age:
        condition = f"time() - {gauge} > bool {number(indicator.bad_above or 0)}"
    else:
        condition = f"{gauge} > bool {number(indicator.bad_above or 0)}"
    steps = f"[{window}:{duration(SAMPLE_STEP)}]"
    return EventExpressions(
        valid=f"sum(count_over_time({gauge}{steps}))",
        bad=f"sum(sum_over_time(({condition}){steps}))",
    )


def _query_events(indicator: QueryEvents, window: timedelta) -> EventExpressions:
    valid, selected = (_events_of(q, window) for q in (indicator.valid, indicator.selected))
    if indicator.polarity is Polarity.GOOD:
        return EventExpressions(
            valid=f"({valid} and {selected})", bad=f"clamp_min({valid} - {selected}, 0)"
        )
    return EventExpressions(valid=valid, bad=selected)


def _events_of(query: str, window: timedelta) -> str:
    text = f"sum({in_window(query, window)})"
    return f"{text} * {number(seconds(window))}" if _PER_SECOND.search(query) else text


def _ratio_events(indicator: RatioQuery, window: timedelta) -> EventExpressions:
    """Time as events. Up to an hour the query says the share of the window; longer ones look at it step by step."""
    step = window if window <= DIRECT_LIMIT else RATIO_STEP
    ratio, length = f"(avg({in_window(indicator.ratio, step)}) >= 0)", number(seconds(step))
    if step == window:
        return EventExpressions(valid=f"({length} + 0 * {ratio})", bad=f"{ratio} * {length}")
    looks = f"{ratio}[{duration(window - SHORT_OF_FULL)}:{duration(RATIO_STEP)}]"
    return EventExpressions(
        valid=f"count_over_time({looks}) * {length}", bad=f"sum_over_time({looks}) * {length}"
    )
