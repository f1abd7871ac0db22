"""Which series are meant: a metric and its label matchers, before anybody's query language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class MatchOperator(Enum):
    """How a label is compared; regular expressions are RE2 syntax and anchored at both ends."""

    EQUAL = "="
    NOT_EQUAL = "!="
    REGEX = "=~"
    NOT_REGEX = "!~"

    __hash__ = object.__hash__  # members are singletons, and theirs is computed in Python


@dataclass(frozen=True, slots=True, order=True)
class Matcher:
    """One condition on one label; a label that is absent compares as the empty string."""

    label: str
    value: str
    operator: MatchOperator = MatchOperator.EQUAL

    def accepts(self, labels: Mapping[str, str]) -> bool:
        """Whether a series with these labels meets the condition."""
        actual = labels.get(self.label, "")
        match self.operator:
            case MatchOperator.EQUAL:
                return actual == self.value
            case MatchOperator.NOT_EQUAL:
                return actual != self.value
            case MatchOperator.REGEX:
                return re.fullmatch(self.value, actual) is not None
            case MatchOperator.NOT_REGEX:
                return re.fullmatch(self.value, actual) is None


@dataclass(frozen=True, slots=True)
class Selector:
    """A metric and the conditions its series meet, in the order they were written.

    Answers are kept by what was asked, which holds selectors: each computes its hash once.
    """

    metric: str
    matchers: tuple[Matcher, ...] = ()
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute the hash."""
        object.__setattr__(self, "_hash", hash((self.metric, self.matchers)))

    def __hash__(self) -> int:
        """Return the same for equal selectors."""
        return self._hash

    def where(self, *more: Matcher) -> "Selector":
        """The same selector with further conditions."""
        return Selector(self.metric, (*self.matchers, *more))

    def accepts(self, metric: str, labels: Mapping[str, str]) -> bool:
        """Whether a series is meant."""
        return metric == self.metric and all(matcher.accepts(labels) for matcher in self.matchers)
