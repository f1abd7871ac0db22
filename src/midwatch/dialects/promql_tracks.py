"""Measures of signals, step by step, as PromQL for range queries."""

from datetime import timedelta

from midwatch.dialects.promql import duration, grouped, number, selector
from midwatch.domain.signals.measure import (
    PROCESSOR_LABELS,
    Busy,
    Level,
    Measure,
    PersonsQuery,
    Present,
    Quantile,
    Rise,
    Share,
)
from midwatch.domain.signals.selector import Selector
from midwatch.domain.untrusted import for_terminal

STEP_PLACEHOLDER = "$step"
BUCKET_LABEL = "le"


def track(measure: Measure, step: timedelta, by: str | None, ago: timedelta) -> str:
    """What was measured in the step that ended `ago` before evaluation; with `by`, for each value of that label.

    Raises ValueError for a person's own query in the past: nothing says where its offset would go.
    """
    match measure:
        case PersonsQuery(text=text):
            if ago:
                msg = "a person's own query is asked about the present"
                raise ValueError(msg)
            return f"max({text.replace(STEP_PLACEHOLDER, duration(step))})"
        case Quantile(selection=buckets, q=q):
            labels = BUCKET_LABEL if by is None else f"{by}, {BUCKET_LABEL}"
            rises = f"sum by ({labels}) (increase({_over(buckets, step, ago)}))"
            return f"histogram_quantile({number(q)}, {rises})"
        case _:
            aggregation, series = _aggregated(measure, step, ago)
            return f"{grouped(aggregation, by)}({series})"


def nothing(measure: Measure, step: timedelta) -> str:
    """Why there is no number: that nothing was found, by which expression, safe to print."""
    what = (
        "nothing in the range, or no limit,"
        if isinstance(measure, Share)
        else "nothing in the range"
    )
    return f"{what} for {for_terminal(track(measure, step, None, timedelta(0)), 300)}"


def _aggregated(
    measure: Rise | Level | Share | Busy | Present, step: timedelta, ago: timedelta
) -> tuple[str, str]:
    """How series become one, and the series."""
    match measure:
        case Rise(selection=counters):
            return "sum", f"increase({_over(counters, step, ago)})"
        case Level(selection=gauges):
            return "max", f"avg_over_time({_over(gauges, step, ago)})"
        case Share():
            return "max", _share(measure, step, ago)
        case Busy(selection=idle):
            apart = f"avg without ({', '.join(PROCESSOR_LABELS)})"
            return "max", f"clamp_min(1 - {apart} (rate({_over(idle, step, ago)})), 0)"
        case Present(selection=series):
            return "count", f"last_over_time({_over(series, step, ago)})"


def _share(measure: Share, step: timedelta, ago: timedelta) -> str:
    gauges, limits = (
        f"avg_over_time({_over(each, step, ago)})" for each in (measure.selection, measure.limit)
    )
    share = f"{gauges} / ({limits} > 0 < Inf)"
    return f"1 - {share}" if measure.free else share


def _over(selection: Selector, step: timedelta, ago: timedelta) -> str:
    offset = f" offset {duration(ago)}" if ago else ""
    return f"{selector(selection)}[{duration(step)}]{offset}"
