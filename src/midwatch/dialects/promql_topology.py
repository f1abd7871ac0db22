"""What runs, and who calls whom, as PromQL for instant queries."""

from datetime import timedelta

from midwatch.dialects.promql import duration, selector
from midwatch.dialects.promql_questions import union
from midwatch.domain.signals.topology import CallCounter
from midwatch.domain.slo.golden_signals import VersionSignal

FIRST, LAST = "first", "last"
FINE, COARSE = timedelta(minutes=1), timedelta(minutes=5)
"""How often versions are looked for: a sample is seen for 5 minutes, so that neither misses one."""
_FINE_UP_TO = timedelta(hours=12)


def versions(build: VersionSignal, span: timedelta, by: str | None) -> str:
    """When each version had its first and its last sample in the span before evaluation, in Unix seconds.

    The two parts of the answer are `FIRST` and `LAST`. With `by`, for each value of that label too.
    """
    look = FINE if span <= _FINE_UP_TO else COARSE
    labels = build.label if by is None else f"{by}, {build.label}"
    times = f"timestamp({selector(build.info)})[{duration(span)}:{duration(look)}]"
    return union(
        {
            FIRST: f"min by ({labels}) (min_over_time({times}))",
            LAST: f"max by ({labels}) (max_over_time({times}))",
        }
    )


def calls(counter: CallCounter, span: timedelta) -> str:
    """How many calls there were in the span before evaluation, for each pair with any."""
    rise = f"increase({selector(counter.selection)}[{duration(span)}])"
    return f"sum by ({counter.caller}, {counter.callee}) ({rise}) > 0"
