"""Selections that differ in one label's value, and can be asked for together."""

import re
from collections.abc import Iterable, Sequence

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
