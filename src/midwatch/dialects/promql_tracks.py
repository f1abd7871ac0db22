"""Measures of signals, step by step, as PromQL for range queries."""

from datetime import timedelta

from midwatch.dialects.promql import SHORT_OF_FULL, duration, grouped, number, selector
from midwatch.domain.signals.measure import (
    PEAK_EVERY,
    PROCESSOR_LABELS,
    Busy,
    Level,
    Measure,
    PeakShare,
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
        case PeakShare():
            looks = f"[{duration(step - SHORT_OF_FULL)}:{duration(PEAK_EVERY)}]{_offset(ago)}"
            return f"max_over_time(({_share_of_bad(measure, by)}){looks})"
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
    return f"{selector(selection)}[{duration(step)}]{_offset(ago)}"


def _offset(ago: timedelta) -> str:
    return f" offset {duration(ago)}" if ago else ""


def _share_of_bad(peak: PeakShare, by: str | None) -> str:
    """The share of bad events in one window; absent without events, or with too few bad ones."""
    total, part = (
        f"{grouped('sum', by)}(increase({_over(each, peak.window, timedelta(0))}))"
        for each in (peak.total, peak.part)
    )
    bad = f"({total} - {part})" if peak.part_is_good else part
    return f"({bad} >= {peak.fewest}) / ({total} > 0)"


def per_second(events: str, span_s: float) -> str:
    """Events a second, of those that were counted in so many seconds."""
    return f"{events} / {number(span_s)}"


def scaled(query: str, factor: float) -> str:
    """The same in another unit."""
    return query if factor == 1 else f"{query} * {number(factor)}"


def rest(total: str, part: str) -> str:
    """What is not of the part; may stand in a quotient."""
    return f"({total} - {part})"


def share(part: str, total: str, *, part_is_there: bool) -> str:
    """The share of the part; where it was never counted, zero of it. Both are aggregations, or stand in brackets."""
    return f"{part if part_is_there else f'({part} or vector(0))'} / {total}"
