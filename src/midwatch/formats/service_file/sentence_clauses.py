"""What one clause of a sentence promises.

By features: a percentage beside words of failure is an error rate, a duration beside a percentile is a latency. A
reading takes all numbers of its clause and the words that belong to it; other words stay unread.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from midwatch.formats import durations
from midwatch.formats.service_file import quantities
from midwatch.formats.service_file.sentence_words import blank, trimmed, unread

NUMBER: Final = r"(?<![\w.,+~±-])[0-9]+(?:[.,][0-9]+)?"
_PERCENT = re.compile(rf"({NUMBER})\s*%")
_DURATION = re.compile(
    rf"({NUMBER}|\b(?:one|half an?|two|three|five|ten)|(?:(?<=under )|(?<=within )|(?<=below )|(?<=than )|(?<=in ))a)"
    r"[\s-]*(ms|msecs?|millis(?:econds?)?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b"
)
_PERCENTILE = re.compile(
    r"\bp\s?-?([0-9]+(?:[.,][0-9]+)?)\b(?![.,%][0-9])"
    rf"|({NUMBER})(?:st|nd|rd|th)?[\s-]+percentile\b|\b(median)\b"
)
_SHARE_OF = re.compile(
    rf"{NUMBER}\s*%\s+(?:of(?: all)?|in|within|under|below|faster|answered|respon\w+)\b"
)
_OF_ALL = re.compile(r"\bof all\b(?: the\b)?")
_PER_SPAN = re.compile(
    r"\b(?:a|per|each|every)\s+(day|week|month|quarter|year)\b|\b(daily|weekly|monthly|yearly)\b"
)
_NO: Final = r"(?:not|never|no)"
_DOWNWARD = re.compile(
    r"\b(?:under|below|within|(?:less|fewer|lower|faster|quicker) than|at most|up to|or (?:less|fewer|faster))\b"
)
_UPWARD = re.compile(
    r"\b(?:over|above|(?:more|greater|higher|slower) than|at least|exceed\w*|or (?:more|higher|better))\b"
)
_NEGATION = re.compile(rf"\b{_NO}\b")

_DOWN = re.compile(r"\b(?:downtime|down|outages?|unavailab\w+)\b(?: allowed\b)?")
_FREE = re.compile(
    rf"\b(?:error[\s-]free|without (?:errors?|failures?)|(?:not|never) fail\w*|{_NO} errors?)\b"
)
_FAILURE = re.compile(
    r"\b(?:(?:error|failure)[\s-]rates?|errors?|fail|fails|failed|failing|failures?|5xx|unsuccessful)\b"
)
_SPEED = re.compile(r"\b(?:latenc\w+|response[\s-]times?|duration|speed|fast|quick\w*|slow\w*)\b")
_ANSWER = re.compile(
    r"\b(?:respond\w*|answers?|answered|loads?|takes?|completes?|finish\w*|time)\b"
)
_AVAILABLE = re.compile(
    r"\b(?:availab\w+|uptime|reliab\w+|success[\s-]rates?|success\w*|succeed\w*|reachable|works?|working|up"
    r"|answered)\b(?: (?:of )?the time\b)?"
)
_SURELY_AVAILABLE = re.compile(r"\b(?:availability|uptime|reliability|success[\s-]rate)\b")
_AVAILABILITY = re.compile(rf"{_SURELY_AVAILABLE.pattern}|{_AVAILABLE.pattern}|\bof the time\b")

_UNITS: Final = (("ms", ("ms", "msec", "milli")), ("h", ("h",)), ("s", ("s",)), ("m", ("m",)))
_WORDS: Final = {"a": "1", "one": "1", "two": "2", "three": "3", "five": "5", "ten": "10"}
_DAYS: Final = {
    **dict.fromkeys(("day", "daily"), 1),
    **dict.fromkeys(("week", "weekly"), 7),
    **dict.fromkeys(("month", "monthly"), 30),
    "quarter": 91,
    **dict.fromkeys(("year", "yearly"), 365),
}
_MOST: Final = 50
"""A percentage from here beside “fail” is no rate of failures, and one below is no availability."""
_DIGITS: Final = 4
"""Significant digits of a budget that is computed from downtime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What was read: objectives (name, value or None), days that a downtime was counted in, and what stays unread."""

    objectives: tuple[tuple[str, str | None], ...] = ()
    days: int | None = None
    unread: tuple[str, ...] = ()


def read_clause(text: str, days: int | None) -> Clause:
    """Read one clause; `days` is the period in which a downtime is counted that names none of its own."""
    text = _OF_ALL.sub("of", " ".join(text.split()))
    numbers = _Numbers.of(text, days)
    reading = _reading(numbers)
    read = None if reading is None else reading(text, numbers)
    return Clause(unread=(trimmed(text),)) if read is None else read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """The numbers of a clause by what they are, None for one that is none; and the days that hold around it."""

    percentiles: tuple[str | None, ...]
    spans: tuple[str | None, ...]
    shares: tuple[str, ...]
    days: int | None

    @classmethod
    def of(cls, text: str, days: int | None) -> "_Numbers":
        return cls(
            percentiles=tuple(_percentile(found) for found in _PERCENTILE.finditer(text)),
            spans=tuple(_span(found) for found in _DURATION.finditer(text)),
            shares=tuple(_share(found) for found in _PERCENT.finditer(text)),
            days=days,
        )


_Reading = Callable[[str, _Numbers], Clause | None]


def _reading(numbers: _Numbers) -> _Reading | None:
    """How a clause with these numbers is read; None where it says too much or too little."""
    percentiles, spans, shares = map(len, (numbers.percentiles, numbers.spans, numbers.shares))
    if not percentiles:
        return _WITHOUT_PERCENTILE.get((spans, shares))
    if spans not in {0, percentiles}:
        return None
    if shares:
        return _latency_and_share if shares == percentiles == spans == 1 else None
    return _latency


def _at_most(text: str) -> bool:
    """Whether what limits the clause, if anything, limits it from above: under, no more than."""
    downward, upward, negated = _limits(text)
    return not (upward or negated) or (downward == 0 and upward == 1 and negated)


def _at_least(text: str) -> bool:
    """Whether what limits the clause, if anything, limits it from below: at least, never under."""
    downward, upward, negated = _limits(text)
    return not (downward or negated) or (upward == 0 and downward == 1 and negated)


def _limits(text: str) -> tuple[int, int, bool]:
    text = blank(text, _FREE)
    negated = _NEGATION.search(text) is not None
    return len(_DOWNWARD.findall(text)), len(_UPWARD.findall(text)), negated


def _rest(text: str, *vocabulary: re.Pattern[str]) -> tuple[str, ...]:
    """What nobody has read."""
    read = (_PERCENTILE, _DURATION, _PERCENT, _FREE, _DOWNWARD, _UPWARD, _NEGATION, *vocabulary)
    return unread(blank(text, *read))


def _words_only(text: str, _numbers: _Numbers) -> Clause | None:
    if any(_limits(text)) or _FREE.search(text):
        return None
    for name, words in (
        ("error_rate", _FAILURE),
        ("availability", _SURELY_AVAILABLE),
        ("latency_p95", _SPEED),
    ):
        if words.search(text):
            return Clause(objectives=((name, None),), unread=_rest(text, words))
    return Clause(unread=_rest(text))


def _share_only(text: str, numbers: _Numbers) -> Clause | None:
    promised = _of_share(text, numbers.shares[0])
    if promised is None or _SPEED.search(text) or _DOWN.search(text):
        return None
    return Clause(objectives=(promised,), unread=_rest(text, _FAILURE, _AVAILABILITY))


def _of_share(text: str, share: str) -> tuple[str, str] | None:
    if _FAILURE.search(blank(text, _FREE)):
        mixed = _FREE.search(text) or _AVAILABLE.search(text)
        fits = not mixed and _at_most(text) and Decimal(share) < _MOST
        return ("error_rate", f"{share}%") if fits else None
    mixed = _FREE.search(text) and _SURELY_AVAILABLE.search(text)
    fits = not mixed and _at_least(text) and Decimal(share) >= _MOST
    return ("availability", f"{share}%") if fits else None


def _latency(text: str, numbers: _Numbers) -> Clause | None:
    """Percentiles with as many bounds, in their order, or without any."""
    bounds = numbers.spans or (None,) * len(numbers.percentiles)
    unlimited = numbers.spans or not any(_limits(text))
    if None in numbers.percentiles or None in numbers.spans or not (unlimited and _at_most(text)):
        return None
    pairs = zip(numbers.percentiles, bounds, strict=True)
    promised = tuple((f"latency_p{percentile}", bound) for percentile, bound in pairs)
    return Clause(objectives=promised, unread=_rest_of_latency(text))


def _rest_of_latency(text: str) -> tuple[str, ...]:
    free = tuple(found.group() for found in _FREE.finditer(text))
    return (*free, *_rest(text, _SPEED, _ANSWER))


def _latency_and_share(text: str, numbers: _Numbers) -> Clause | None:
    """“99.9% availability p95 200ms”: two promises without a comma."""
    latency = _latency(_PERCENT.sub(" ", text), numbers)
    promised = _of_share(_DOWNWARD.sub(" ", text), numbers.shares[0])
    if latency is None or promised is None or _SHARE_OF.search(text):
        return None
    rest = _rest(text, _SPEED, _ANSWER, _FAILURE, _AVAILABILITY)
    return Clause(objectives=(promised, *latency.objectives), unread=rest)


def _span_only(text: str, numbers: _Numbers) -> Clause | None:
    span = numbers.spans[0]
    if span is None or not _at_most(text):
        return None
    if _DOWN.search(text):
        return _downtime(text, span, numbers.days)
    if not (any(_limits(text)) or _SPEED.search(text) or _ANSWER.search(text)):
        return None
    return Clause(objectives=(("latency_p95", span),), unread=_rest_of_latency(text))


def _downtime(text: str, span: str, days: int | None) -> Clause | None:
    found = _PER_SPAN.search(text)
    counted = _DAYS[found.group(1) or found.group(2)] if found else days
    if not counted:
        return None
    allowed = durations.parse(span) // timedelta(microseconds=1)
    budget = Decimal(100 * allowed) / (counted * durations.MICROSECONDS["d"])
    if not 0 < budget < 100:  # noqa: PLR2004 - percent
        return None
    share = 100 - Decimal(f"{budget:.{_DIGITS}g}")
    return Clause(
        objectives=(("availability", f"{share.normalize():f}%"),),
        days=counted if found else None,
        unread=_rest(text, _PER_SPAN, _DOWN),
    )


def _share_within(text: str, numbers: _Numbers) -> Clause | None:
    """“95% of requests under 200 ms” is a percentile."""
    percentile, bound = quantities.percentile(numbers.shares[0]), numbers.spans[0]
    more = (_AVAILABLE.search(blank(text, _ANSWER)), _FAILURE.search(text), _DOWN.search(text))
    if percentile is None or bound is None or any(more) or not _SHARE_OF.search(text):
        return None
    if not _at_most(text):
        return None
    return Clause(objectives=((f"latency_p{percentile}", bound),), unread=_rest_of_latency(text))


_WITHOUT_PERCENTILE: Final[Mapping[tuple[int, int], _Reading]] = {
    (0, 0): _words_only,
    (0, 1): _share_only,
    (1, 0): _span_only,
    (1, 1): _share_within,
}
"""By the numbers of spans and of percentages."""


def _share(found: re.Match[str]) -> str:
    return found.group(1).replace(",", ".")


def _percentile(found: re.Match[str]) -> str | None:
    if found.group(3):
        return "50"
    return quantities.percentile((found.group(1) or found.group(2)).replace(",", "."))


def _span(found: re.Match[str]) -> str | None:
    number, word = found.groups()
    unit = next(
        unit
        for unit, starts in _UNITS
        if word.startswith(starts) and not (unit == "ms" and word == "m")
    )
    if number.startswith("half"):
        return {"s": "500ms", "m": "30s", "h": "30m", "ms": "500us"}[unit]
    if re.fullmatch(r"[0-9]+,[0-9]{3}", number):  # a thousand here, a decimal there
        return None
    text = f"{_WORDS.get(number, number).replace(',', '.')}{unit}"
    return text if quantities.BOUND.takes(text) else None
