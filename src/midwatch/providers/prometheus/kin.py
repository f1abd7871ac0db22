"""Selections and measures that differ in one label's value, and can be asked for together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from midwatch.domain.signals.measure import Measure, PeakShare, PersonsQuery
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector


def telling(selections: Sequence[Selector]) -> Matcher | None:
    """The first condition on a label's very value that all selections have: conventions put the service there."""
    first, *others = selections
    equal = (m for m in first.matchers if m.operator is MatchOperator.EQUAL and m.value)
    return next((m for m in equal if all(m in other.matchers for other in others)), None)


def replaced(selection: Selector, old: Matcher, new: Matcher) -> Selector:
    """The selection with one condition in place of another."""
    matchers = tuple(new if each == old else each for each in selection.matchers)
    return Selector(selection.metric, matchers)


def any_of(label: str, values: Iterable[str]) -> Matcher:
    """The label has one of the values."""
    pattern = "|".join(re.escape(value) for value in sorted(set(values)))
    return Matcher(label, pattern, MatchOperator.REGEX)


def told_by(measure: Measure) -> Matcher | None:
    """The condition that says whose series are measured; None where nothing does, as in a person's own query."""
    match measure:
        case PersonsQuery():
            return None
        case PeakShare(total=total, part=part):
            return telling((total, part))
        case _:
            return telling((measure.selection,))


def with_condition(measure: Measure, old: Matcher, new: Matcher) -> Measure:
    """The measure of other series: with one condition in place of another."""
    match measure:
        case PersonsQuery():
            return measure
        case PeakShare(total=total, part=part):
            return replace(measure, total=replaced(total, old, new), part=replaced(part, old, new))
        case _:
            return replace(measure, selection=replaced(measure.selection, old, new))
