"""Measures of signals, step by step, as PromQL for range queries."""

from datetime import timedelta

from midwatch.dialects.promql import duration, grouped, number, selector
from midwatch.domain.signals.measure import (
    Level,
    Measure,
    PersonsQuery,
    Present,
    Quantile,
    Rise,
)
from midwatch.domain.signals.selector import Selector

STEP_PLACEHOLDER = "$step"
BUCKET_LABEL = "le"


def track(measure: Measure, step: timedelta, by: str | None, ago: timedelta) -> str:
    """What was measured in the step that ended `ago` before evaluation; with `by`, for each value of that label.

    Raises ValueError for a person's own query in the past: nothing says where its offset would go.
    """
    match measure:
        case Rise(selection=counters):
            return f"{grouped('sum', by)}(increase({_over(counters, step, ago)}))"
        case Quantile(selection=buckets, q=q):
            labels = BUCKET_LABEL if by is None else f"{by}, {BUCKET_LABEL}"
            rises = f"sum by ({labels}) (increase({_over(buckets, step, ago)}))"
            return f"histogram_quantile({number(q)}, {rises})"
        case Level(selection=gauges):
            return f"{grouped('max', by)}(avg_over_time({_over(gauges, step, ago)}))"
        case Present(selection=series):
            return f"{grouped('count', by)}(last_over_time({_over(series, step, ago)}))"
        case PersonsQuery(text=text):
            if ago:
                msg = "a person's own query is asked about the present"
                raise ValueError(msg)
            return f"max({text.replace(STEP_PLACEHOLDER, duration(step))})"


def _over(selection: Selector, step: timedelta, ago: timedelta) -> str:
    offset = f" offset {duration(ago)}" if ago else ""
    return f"{selector(selection)}[{duration(step)}]{offset}"
