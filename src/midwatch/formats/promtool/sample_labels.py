"""Labels of a series that a selector would choose: the inverse of matching, for made-up input."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, product

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector

_LETTERS = "0123456789abc"
_COMMON = ("200", "OK", "500", "400", "404", "GET", "prod", "a", "")
"""Tried before anything is made up, so that a test reads like real traffic."""
_OPPOSITE = {
    MatchOperator.EQUAL: MatchOperator.NOT_EQUAL,
    MatchOperator.NOT_EQUAL: MatchOperator.EQUAL,
    MatchOperator.REGEX: MatchOperator.NOT_REGEX,
    MatchOperator.NOT_REGEX: MatchOperator.REGEX,
}


class NoSampleError(ValueError):
    """No label value was found that meets a condition."""


def labels_for(selection: Selector) -> dict[str, str]:
    """Labels that the selector accepts.

    Raises NoSampleError where none of the candidates fits; regular expressions are tried with the texts they mention.
    """
    labels = {label: _value(conditions) for label, conditions in _by_label(selection).items()}
    return {label: value for label, value in labels.items() if value}


def labels_beside(valid: Selector, selected: Selector) -> dict[str, str]:
    """Labels that `valid` accepts and `selected` does not. Raises NoSampleError."""
    for matcher in selected.matchers:
        if matcher not in valid.matchers:
            opposite = Matcher(matcher.label, matcher.value, _OPPOSITE[matcher.operator])
            with suppress(NoSampleError):
                return labels_for(valid.where(opposite))
    msg = f"everything in {valid} is in {selected}"
    raise NoSampleError(msg)


def _by_label(selection: Selector) -> dict[str, list[Matcher]]:
    grouped: dict[str, list[Matcher]] = {}
    for matcher in selection.matchers:
        grouped.setdefault(matcher.label, []).append(matcher)
    return grouped


def _value(conditions: list[Matcher]) -> str:
    label = conditions[0].label
    for candidate in _candidates(conditions):
        if all(m.accepts({label: candidate}) for m in conditions):
            return candidate
    msg = f"no value of {label} meets {[m.value for m in conditions]}"
    raise NoSampleError(msg)


def _candidates(conditions: list[Matcher]) -> Iterator[str]:
    for matcher in conditions:
        if matcher.operator is MatchOperator.EQUAL:
            yield matcher.value
    yield from _COMMON
    patterns = [m.value for m in conditions if m.operator is MatchOperator.REGEX]
    yield from chain.from_iterable(_from_pattern(pattern) for pattern in patterns)


def _from_pattern(pattern: str) -> Iterator[str]:
    """Texts that a simple pattern may accept: its alternatives, with dots and classes filled in."""
    for alternative in pattern.strip("^$()").split("|"):
        plain = re.sub(r"\[\.\]|\\\.", ".", alternative)
        yield plain
        yield re.sub(r"\.[*+]", "x", alternative)
        yield re.sub(r"\[([^\]])[^\]]*\]", r"\1", alternative).replace(".", "0")
        holes = alternative.count(".")
        if holes <= 2:  # noqa: PLR2004 - 169 texts at most
            for letters in product(_LETTERS, repeat=holes):
                yield _filled(alternative, letters)


def _filled(alternative: str, letters: tuple[str, ...]) -> str:
    parts = alternative.split(".")
    return "".join(chain.from_iterable(zip(parts, (*letters, ""), strict=True)))
