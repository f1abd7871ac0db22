"""Labels of a series that a selector would choose: the inverse of matching, for made-up input."""

import re
from collections.abc import Iterator
from itertools import chain, product

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector

_LETTERS = "0123456789abc"
_COMMON = ("200", "OK", "500", "400", "404", "GET", "prod", "a", "")
"""Tried before anything is made up, so that a test reads like real traffic."""


class NoSampleError(ValueError):
    """No label value was found that meets a condition."""


def labels_for(selection: Selector, avoiding: Selector | None = None) -> dict[str, str]:
    """Labels that the selector accepts, and `avoiding` does not.

    Raises NoSampleError where none of the candidates fits; regular expressions are tried with the texts they mention.
    """
    wanted = _by_label(selection.matchers)
    unwanted = _by_label(avoiding.matchers) if avoiding else {}
    labels = {}
    for label, conditions in wanted.items():
        avoided = [m for m in unwanted.get(label, []) if m not in conditions]
        labels[label] = _value(conditions, avoided)
    return {label: value for label, value in labels.items() if value}


def _by_label(matchers: tuple[Matcher, ...]) -> dict[str, list[Matcher]]:
    grouped: dict[str, list[Matcher]] = {}
    for matcher in matchers:
        grouped.setdefault(matcher.label, []).append(matcher)
    return grouped


def _value(conditions: list[Matcher], avoided: list[Matcher]) -> str:
    label = conditions[0].label
    for candidate in _candidates(conditions):
        labels = {label: candidate}
        if all(m.accepts(labels) for m in conditions) and not (
            avoided and all(m.accepts(labels) for m in avoided)
        ):
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
