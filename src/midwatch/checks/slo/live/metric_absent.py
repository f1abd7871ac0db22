"""The source has no series that an objective is computed from."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.questions import needed
from midwatch.checks.slo.subject import SloSubject, error, warning
from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding, Place
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.slo.indicator import CounterEvents, Indicator, Polarity, QueryEvents
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.selector_text import render_selector

CODE: Final = "slo/metric-absent"
NEEDS: Final = frozenset({Need.SERIES})
_NEAREST: Final = 3


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up every series that must be there; each absent one is told once."""
    told: set[Selector] = set()
    for objective in subject.bound:
        place, of_failures = subject.place_of(objective.name), _of_failures(objective.indicator)
        for selector in needed(objective.indicator):
            if facts.is_there(selector) is not False or selector in told:
                continue
            told.add(selector)
            if selector in of_failures and selector.metric in facts.metric_names:
                yield from _without_failure(objective.indicator, selector, place)
            else:
                yield error(CODE, place, *_words(subject, selector, facts))


def _of_failures(indicator: Indicator) -> frozenset[Selector]:
    """The series that only bad events are counted by: they may be absent because nothing has failed so far."""
    match indicator:
        case CounterEvents(polarity=Polarity.BAD, presence_label=None):
            return frozenset({indicator.selected})
        case QueryEvents(polarity=Polarity.BAD):
            from midwatch.dialects.promql_reading import selectors  # noqa: PLC0415 - most files have no query

            return frozenset(selectors(indicator.selected)) - set(selectors(indicator.valid))
        case _:
            return frozenset()


def _without_failure(indicator: Indicator, selector: Selector, place: Place) -> Iterator[Finding]:
    """Nothing where the query counts no series as none; else how to write that."""
    how = "write `total` and `bad` as queries, and end `bad` with `or vector(0)`"
    if isinstance(indicator, QueryEvents):
        from midwatch.dialects.promql_reading import is_zero_where_nothing  # noqa: PLC0415 - as above

        if is_zero_where_nothing(indicator.selected):
            return
        how = "end `bad` with `or vector(0)`"
    yield warning(
        CODE,
        place,
        f"no series of bad events so far: {for_terminal(render_selector(selector))}",
        "until the first failure nothing is known of the objective, as if its labels were wrong",
        f"{how} if nothing has failed yet, else correct its labels",
    )


def _words(subject: SloSubject, selector: Selector, facts: LiveFacts) -> tuple[str, str, str]:
    written = for_terminal(render_selector(selector))
    if selector.metric not in facts.metric_names:
        near = nearest(selector.metric, facts.metric_names)
        convention = subject.convention.name if subject.convention else "its convention"
        return (
            f"the source has no metric {selector.metric}",
            f"{convention} says that the service is measured by it; nothing of that name had a sample lately",
            f"did you mean {for_terminal(near)}? Name it in `total` and `bad`, or choose another `convention`"
            if near
            else "instrument the service, or choose another `convention`",
        )
    found = _other_values(selector, facts)
    return (
        f"no series meets {written}",
        "the metric is there, but not with these labels: the objective would never have data",
        f"write {found}" if found else "correct `selector`, or the name of the service",
    )


def _other_values(selector: Selector, facts: LiveFacts) -> str:
    """The label that no series has with its value, and the values it has instead."""
    labels = facts.series.get(Selector(selector.metric))
    if labels is None:
        return ""
    for matcher in selector.matchers:
        values = labels.labels.get(matcher.label, ())
        if matcher.operator is MatchOperator.EQUAL and matcher.value not in values and values:
            return _offer(matcher, values)
    return ""


def _offer(matcher: Matcher, values: tuple[str, ...]) -> str:
    near = nearest(matcher.value, values)
    ordered = [near, *(value for value in values if value != near)] if near else list(values)
    listed = " or ".join(f'{matcher.label}="{for_terminal(v, 60)}"' for v in ordered[:_NEAREST])
    return f"what is there: {listed}"
