"""The source has no series that an objective is computed from."""

from collections.abc import Iterable, Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.failures import Failures, failures_of, missing_label
from midwatch.checks.slo.questions import needed
from midwatch.checks.slo.subject import SloSubject, error, warning
from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding, Place
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.selector_text import render_selector

CODE: Final = "slo/metric-absent"
NEEDS: Final = frozenset({Need.SERIES})
_NEAREST: Final = 3


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up every series that must be there; what is wrong with an absent one is told once."""
    told: set[tuple[Selector, str]] = set()
    for objective in subject.bound:
        place, failures = subject.place_of(objective.name), failures_of(objective.indicator)
        selectors = needed(objective.indicator)
        others = facts.metric_names - {each.metric for each in selectors}
        for selector in selectors:
            if facts.is_there(selector) is not False:
                continue
            found: Finding | None
            if selector in failures.selectors and selector.metric not in facts.metric_names:
                found = _without_metric(failures, selector, place, others)
            elif selector in failures.selectors:
                found = _without_failure(failures, selector, place, facts)
            else:
                found = error(CODE, place, *_words(subject, selector, facts))
            if found is not None and (selector, found.what) not in told:
                told.add((selector, found.what))
                yield found


def _without_failure(
    failures: Failures, selector: Selector, place: Place, facts: LiveFacts
) -> Finding | None:
    """None where the query counts no series as none, and nothing speaks against that."""
    if (matcher := missing_label(selector, facts)) is not None:
        return error(CODE, place, *_without_label(failures, selector, matcher, facts))
    if selector in failures.as_zero:
        return None
    return warning(
        CODE,
        place,
        f"no series of bad events so far: {for_terminal(render_selector(selector))}",
        "until the first failure nothing is known of the objective, as if its labels were wrong",
        f"{failures.how} if nothing has failed yet, else correct its labels",
    )


def _without_metric(
    failures: Failures, selector: Selector, place: Place, others: Iterable[str]
) -> Finding:
    """A metric of failures that is not born yet, or has another name: one that the objective does not read."""
    near = nearest(selector.metric, others)
    what = f"the source has no metric {for_terminal(selector.metric)}"
    fix = f"did you mean {for_terminal(near)}? " if near else ""
    fix += f"correct `{failures.key}` if the name is wrong"
    if selector in failures.as_zero:
        why = "it counts as no failure; with a wrong name every failure would look healthy"
        return warning(
            CODE, place, f"{what} so far", why, f"{fix}, else let its counter start at 0"
        )
    why = "nothing of that name had a sample lately: nothing is known of the objective"
    return error(CODE, place, what, why, f"{fix}, else {failures.how}")


def _without_label(
    failures: Failures, selector: Selector, matcher: Matcher, facts: LiveFacts
) -> tuple[str, str, str]:
    there = facts.series[Selector(selector.metric)].labels
    near = nearest(matcher.label, there)
    listed = ", ".join(for_terminal(name, 40) for name in sorted(there)) or "none"
    return (
        f"no series of {for_terminal(selector.metric)} has the label `{for_terminal(matcher.label, 40)}`",
        f"it tells bad events; with a wrong name no failure would be seen. Labels there: {listed}",
        f"did you mean `{for_terminal(near, 40)}`? Correct `{failures.key}`"
        if near
        else f"correct `{failures.key}`; silence this if the label comes with the first failure",
    )


def _words(subject: SloSubject, selector: Selector, facts: LiveFacts) -> tuple[str, str, str]:
    written = for_terminal(render_selector(selector))
    if selector.metric not in facts.metric_names:
        near = nearest(selector.metric, facts.metric_names)
        convention = subject.convention.name if subject.convention else "its convention"
        return (
            f"the source has no metric {for_terminal(selector.metric)}",
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
