"""A number with its unit and what it is about, and what tells that about any number."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

WHOLE = 100.0
NUMBER = r"(?<![\w.])(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,9})?)"
"""A pattern for a number without sign; commas between thousands."""

_NEARBY = 48
_HIGHEST_ALLOWED = 60.0
"""A greater share of failures is no limit but a goal for successes."""
_LIMIT_BEFORE = re.compile(
    "(?:threshold|limits?|target|slos?|slas?|objective|baseline|normal(?:ly)?|usual(?:ly)?|typical(?:ly)?|"
    r"expected|previously|warn(?:ing|s)?(?: at)?|crit(?:ical)?(?: at)?|alarm|\bfrom|\bwas|\bvs\.?|versus|"
    "compared (?:to|with)|instead of|usually)(?: (?:of|is|at|was|around|about|the|level|set to|value)){0,2} "
    "?[:=(<>~]{0,3} ?$"
)
_BOUND_BEFORE = re.compile(
    r"(?:[<>]=?|above|over|exceed(?:s|ed|ing)?|more than|greater than|at least|below|"
    r"under|less than|beyond|past|crossed)"
    r"(?: (?:the|its|our|a))? ?~?$"
)
_LIMIT_AFTER = re.compile(
    r" ?(?:threshold|limit|target|slo|sla|objective|baseline|normal(?:ly)?\b|"
    r"usual(?:ly)?\b|before\b)(?! ?[:=><]{0,2} ?\d)"
)
_ALLOWED_BEFORE = re.compile(
    r"(?:threshold|limits?|target|slos?|slas?|objective|alarm|alert|warn\w{0,4}|crit\w{0,4})(?: (?:of|is|at|"
    "above|over|set to|level|value)){0,2} ?[:=(<>~]{0,3} ?$"
)
_ALLOWED_AFTER = re.compile(
    r" ?(?:threshold|limit|target|slo|sla|objective)\b(?! ?[:=><]{0,2} ?\d)"
)
_ARROW_AFTER = re.compile(r" ?(?:→|->|=>|-->)")


class About(Enum):
    """What a number is about."""

    FAILURE = auto()
    SUCCESS = auto()
    USAGE = auto()
    FREE = auto()
    UNITS = auto()
    REQUESTS = auto()
    TARGETS = auto()
    BUDGET = auto()
    LATENCY = auto()
    LAG = auto()
    AHEAD = auto()
    RUN = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of a clause: `value` in percent for shares, in seconds for spans, a factor for multiples.

    `is_limit`: it tells what is allowed or usual, not what is; `is_allowed`: allowed, and not only usual. `start` and
    `end` are places in the folded text.
    """

    about: About
    value: float
    start: int
    end: int
    is_limit: bool = False
    is_allowed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """All numbers of a clause, by what kind they are."""

    shares: tuple[Quantity, ...] = ()
    spans: tuple[Quantity, ...] = ()
    multiples: tuple[Quantity, ...] = ()

    @property
    def is_within_limit(self) -> bool:
        """Whether what is told stays below its limit: `4 s (threshold 10 s)`, `0.01% (threshold 1%)`."""
        return _is_within(self.shares, {About.FAILURE}, most=_HIGHEST_ALLOWED) or _is_within(
            self.spans, {About.LATENCY, About.LAG, About.OTHER}
        )


def _is_within(
    quantities: tuple[Quantity, ...], about: Collection[About], most: float | None = None
) -> bool:
    told = [each.value for each in quantities if each.about in about and not each.is_limit]
    limits = [
        each.value for each in quantities
        if each.is_limit and each.is_allowed and (most is None or each.value < most)
    ]  # fmt: skip
    return bool(told and limits) and max(told) < min(limits)


def around(clause: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a place, as far as they may tell what stands there."""
    return clause[max(0, start - _NEARBY) : start], clause[end : end + _NEARBY]


def number(written: str) -> float:
    """The value of what `NUMBER` matched."""
    return float(written.replace(",", ""))


def is_limit(before: str, after: str) -> bool:
    """Whether a number tells what is allowed or usual; `above 5%` tells what is, at least."""
    if _ARROW_AFTER.match(after):
        return True
    if is_bound(before):
        return False
    return bool(_LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(after))


def is_allowed(before: str, after: str) -> bool:
    """Whether a number tells what is allowed, and not what was or is usual."""
    return not is_bound(before) and bool(
        _ALLOWED_BEFORE.search(before) or _ALLOWED_AFTER.match(after)
    )


def nearest(kinds: tuple[tuple[About, re.Pattern[str]], ...], before: str, after: str) -> About:
    """What the closest telling word says; after `of` it is the first that follows."""
    best, closest = About.OTHER, 2 * _NEARBY
    behind = after.lstrip(" %)")
    of = behind.startswith(("of ", "of\t"))
    for about, words in kinds:
        follows = words.search(behind)
        if follows and follows.start() < closest:
            best, closest = about, follows.start()
        if of:
            continue
        for leads in words.finditer(before):
            if len(before) - leads.end() < closest:
                best, closest = about, len(before) - leads.end()
    return best


def is_bound(before: str) -> bool:
    """Whether a number is one that was passed, as in `more than 5%`."""
    return _BOUND_BEFORE.search(before) is not None
