"""What a running source is asked in PromQL, beside what rules record.

Source: https://prometheus.io/docs/prometheus/latest/querying/functions/#label_replace
"""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from midwatch.dialects.promql import duration, grouped, selector, string
from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.domain.slo.rulebook import recorded

PART_LABEL = "midwatch_part"
"""Tells the parts of one query apart in its answer."""
AROUND_START = timedelta(hours=1)
"""How far before a range a series may have been seen last and still counts as there at its start."""
MAX_NAMED = 100
"""Objectives whose recorded sums are asked for by name; more of them, and all recorded sums are fetched."""


def union(parts: Mapping[str, str]) -> str:
    """One query for several instant vectors without labels; each comes back with its key in `PART_LABEL`."""
    return "\nor\n".join(
        f'label_replace(\n{query}\n, "{PART_LABEL}", {string(key)}, "", "")'
        for key, query in parts.items()
    )


def recorded_sums(objectives: Iterable[str]) -> str:
    """Everything recorded about these objectives (their ids): valid and bad events of all windows, and the coverage."""
    names = (recorded.VALID_EVENTS, recorded.BAD_EVENTS, recorded.RECORDED_SECONDS)
    conditions = [f"__name__=~{string('|'.join(names))}"]
    ids = sorted(set(objectives))
    if len(ids) <= MAX_NAMED:
        pattern = "|".join(re.escape(each) for each in ids)
        conditions.append(f"{recorded.SLO_LABEL}=~{string(pattern)}")
    return f"{{{', '.join(conditions)}}}"


def lost_at_birth(indicator: CounterEvents, window: timedelta, by: str | None = None) -> str:
    """Bad events that series born in the window held in their first sample; absent where none was born.

    One number, with `by` one for each value of that label. Absent too where the source's history begins inside the
    window, for then nothing tells the newborn from the old. Meant for indicators that count bad events: what good ones
    lose is lost on both sides.
    """
    span, before = duration(window), duration(AROUND_START)
    bad, valid = selector(indicator.selected), selector(indicator.valid)
    newborn = f"min_over_time({bad}[{span}]) unless last_over_time({bad}[{before}] offset {span})"
    known = f"{grouped('count', by)}(last_over_time({valid}[{before}] offset {span}))"
    return f"{grouped('sum', by)}({newborn}) and {known}"


def series_count(selection: Selector, window: timedelta, by: str | None = None) -> str:
    """How many series had a sample in the window; absent where none had."""
    return f"{grouped('count', by)}(last_over_time({selector(selection)}[{duration(window)}]))"


def without_outcome(indicator: CounterEvents) -> Selector | None:
    """The valid series that lack the label which tells bad from good; None where no label tells."""
    label = indicator.presence_label
    if label is None:
        return None
    others = tuple(each for each in indicator.valid.matchers if each.label != label)
    return Selector(indicator.valid.metric, others).where(Matcher(label, ""))
