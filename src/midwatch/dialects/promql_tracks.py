"""Measures of signals, step by step, as PromQL for range queries."""

from datetime import timedelta

from midwatch.dialects.promql import SHORT_OF_FULL, duration, grouped, number, selector
from midwatch.domain.signals.measure import (
    PEAK_EVERY,
    Level,
    Measure,
    PeakShare,
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
        case PeakShare():
            looks = f"[{duration(step - SHORT_OF_FULL)}:{duration(PEAK_EVERY)}]{_offset(ago)}"
            return f"max_over_time(({_share(measure, by)}){looks})"
        case PersonsQuery(text=text):
            if ago:
                msg = "a person's own query is asked about the present"
                raise ValueError(msg)
            return f"max({text.replace(STEP_PLACEHOLDER, duration(step))})"


def _over(selection: Selector, step: timedelta, ago: timedelta) -> str:
    return f"{selector(selection)}[{duration(step)}]{_offset(ago)}"


def _offset(ago: timedelta) -> str:
    return f" offset {duration(ago)}" if ago else ""


def _share(peak: PeakShare, by: str | None) -> str:
    """The share of bad events in one window; absent without events, or with too few bad ones."""
    total, part = (
        f"{grouped('sum', by)}(increase({_over(each, peak.window, timedelta(0))}))"
        for each in (peak.total, peak.part)
    )
    bad = f"({total} - {part})" if peak.part_is_good else part
    return f"({bad} >= {peak.fewest}) / ({total} > 0)"
