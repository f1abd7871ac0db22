"""The series by which an objective counts nothing but failures: they may be absent while nothing has failed."""

import re
from dataclasses import dataclass
from typing import Final

from midwatch.checks.slo.facts import LiveFacts
from midwatch.domain.signals.selector import Matcher, Selector
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
)

_END_BAD: Final = "end `bad` with `or vector(0)`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Series of failures alone. `as_zero`: those whose absence the query itself counts as none.

    `key`: where the file names them. `how`: how to write that no series means no failure.
    """

    selectors: frozenset[Selector] = frozenset()
    as_zero: frozenset[Selector] = frozenset()
    key: str = "bad"
    how: str = _END_BAD


def failures_of(indicator: Indicator) -> Failures:
    """Which series of an indicator count failures alone; none where a label of the total tells them."""
    match indicator:
        case CounterEvents(polarity=Polarity.BAD, presence_label=None):
            return Failures(
                selectors=frozenset({indicator.selected}),
                how=f"write `total` and `bad` as queries, and {_END_BAD}",
            )
        case QueryEvents(polarity=Polarity.BAD):
            return _of_events(indicator)
        case RatioQuery():
            return _of_ratio(indicator.ratio)
        case _:
            return Failures()


def missing_label(selector: Selector, facts: LiveFacts) -> Matcher | None:
    """The first condition on a label that no series of the metric has; None too where that was not asked."""
    whole = facts.series.get(Selector(selector.metric))
    if whole is None or not whole.series:
        return None
    absent = (each for each in selector.matchers if each.label not in whole.labels)
    return next((each for each in absent if _asks_for_label(each)), None)


def _of_events(indicator: QueryEvents) -> Failures:
    from midwatch.dialects import promql_reading as reading  # noqa: PLC0415 - most files have no query

    failures = frozenset(reading.selectors(indicator.selected))
    return Failures(
        selectors=failures - set(reading.selectors(indicator.valid)),
        as_zero=reading.zero_where_absent(indicator.selected),
    )


def _of_ratio(query: str) -> Failures:
    from midwatch.dialects import promql_reading as reading  # noqa: PLC0415 - as above
    from midwatch.dialects.promql_sums import TooMuchError, as_quotient  # noqa: PLC0415 - as above

    as_zero = reading.zero_where_absent(query)
    try:
        quotient = as_quotient(query)
        above = frozenset() if quotient.inverted else frozenset({quotient.part.selector})
        above -= {quotient.total.selector}
    except TooMuchError:
        above = frozenset()
    return Failures(
        selectors=above | as_zero,
        as_zero=as_zero,
        key="ratio",
        how="write `(… or vector(0))` around the sum of bad events",
    )


def _asks_for_label(matcher: Matcher) -> bool:
    try:
        return not matcher.accepts({})
    except re.error:  # RE2 has patterns that Python has not
        return False
