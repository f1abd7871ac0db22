"""The histogram has no bucket at the bound of a latency objective."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need, without
from midwatch.checks.slo.questions import BUCKET_LABEL
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.domain.findings import Finding
from midwatch.domain.slo.definition.binding import bucket_bounds
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.domain.slo.objective import Objective
from midwatch.formats import durations

CODE: Final = "slo/bucket-absent"
NEEDS: Final = frozenset({Need.SERIES})
_LONGEST: Final = 1e9
"""Thirty years, in seconds: what is longer was not meant as a bound."""


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up the bucket of each latency objective; where it is not there, name those on both sides of the bound."""
    convention = subject.convention
    if convention is None:
        return
    for objective in subject.bound:
        if objective.latency is not None and is_absent(objective, facts):
            bounds = _bounds(objective, facts, convention.duration_unit.value)
            bucket = bucket_bounds(objective.latency.bound, convention)[0]
            yield _finding(subject, objective, bounds, f'add a bucket le="{bucket}" to the service')


def is_absent(objective: Objective, facts: LiveFacts) -> bool:
    """Whether the histogram is there and its bucket at the bound is not: then no rule can be made."""
    indicator = objective.indicator
    if not reads_bucket(objective) or not isinstance(indicator, CounterEvents):
        return False
    return facts.is_there(indicator.selected) is False and bool(
        facts.is_there(without(indicator.selected, BUCKET_LABEL))
    )


def reads_bucket(objective: Objective) -> bool:
    """Whether the objective counts what one bucket of a histogram holds."""
    indicator = objective.indicator
    if objective.latency is None or not isinstance(indicator, CounterEvents):
        return False
    return BUCKET_LABEL in {matcher.label for matcher in indicator.selected.matchers}


def finite_bounds(values: Iterable[str], unit: float) -> tuple[timedelta, ...]:
    """The bounds that values of `le` mean, in order, less the infinite one; `unit` is theirs in seconds."""
    numbers = (_number(value) for value in values)
    spans = {timedelta(seconds=n * unit) for n in numbers if n and 0 < n * unit < _LONGEST}
    return tuple(sorted(span for span in spans if span > timedelta(0)))


def _bounds(objective: Objective, facts: LiveFacts, unit: float) -> tuple[timedelta, ...]:
    """The histogram's finite buckets, in order."""
    if not isinstance(objective.indicator, CounterEvents):
        return ()
    there = facts.series[without(objective.indicator.selected, BUCKET_LABEL)]
    return finite_bounds(there.labels.get(BUCKET_LABEL, ()), unit)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _finding(
    subject: SloSubject, objective: Objective, bounds: tuple[timedelta, ...], bucket: str
) -> Finding:
    bound = objective.latency.bound if objective.latency else timedelta()
    below = [other for other in bounds if other < bound][-1:]
    above = [other for other in bounds if other > bound][:1]
    near = [durations.render(other) for other in (*below, *above)]
    choices = " or ".join(f"`{objective.name}: {text}`" for text in near)
    return warning(
        CODE,
        subject.place_of(objective.name),
        f"the histogram has no bucket at {durations.render(bound)}",
        "what lies between two buckets cannot be counted, so no rule is made for this objective",
        f"write {choices}, or {bucket}" if near else bucket,
    )
