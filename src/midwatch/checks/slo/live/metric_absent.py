"""The source has no series that an objective is computed from."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.questions import needed
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.selector_text import render_selector

CODE: Final = "slo/metric-absent"
NEEDS: Final = frozenset({Need.SERIES})
_NEAREST: Final = 3


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up every series that must be there; each absent one is told once."""
    told: set[Selector] = set()
    for objective in subject.bound:
        for selector in needed(objective.indicator):
            if facts.is_there(selector) is False and selector not in told:
                told.add(selector)
                what, why, fix = _words(subject, selector, facts)
                yield error(CODE, subject.place_of(objective.name), what, why, fix)


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
