"""One sentence of a person as what a service file says: “99.9% availability for the API service, P95 under 200 ms”.

Clause by clause, by features: a percentage beside words of failure is an error rate, a duration beside a percentile is
a latency. Nothing is guessed: what is not said stays open.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from midwatch.formats import durations
from midwatch.formats.service_file.sentence_names import service_candidates

MAX_CHARACTERS: Final = 1_000

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_CLAUSE_END = re.compile(r",(?![0-9])|;|[.!?](?:\s|$)|\b(?:and|with|plus|but|while)\b|&|\n")
_PERCENT = re.compile(rf"({_NUMBER})\s*%")
_DURATION = re.compile(
    rf"({_NUMBER}|a|one|half an?|two|three|five|ten)[\s-]*"
    r"(ms|msecs?|millis(?:econds?)?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\b"
)
_PERIOD = re.compile(
    r"(?:\b(?:over|in|per|each|every|within|rolling|last|for|any)\s+)*(?:\b(?:a|an|the|any|rolling|last|of)\s+)*"
    r"\b([0-9]+)[\s-]*(?:rolling\s+)?(days?|d|weeks?|w)\b(?:\s+(?:window|period))?"
)
_CALENDAR = re.compile(r"\b(?:per|each|every|a|the)?\s*calendar[\s-]+(week|month|quarter|year)\b")
_PERCENTILE = re.compile(
    rf"\bp\s?-?({_NUMBER})\b|\b({_NUMBER})(?:st|nd|rd|th)?[\s-]+percentile|\b(median)\b"
)
_SHARE_OF = re.compile(rf"({_NUMBER})\s*%\s+of\b")
_NINES = re.compile(r"\b(two|three|four|five)(\s+and\s+a\s+half)?[\s-]+nines?\b")
_DOWN = re.compile(r"\b(?:downtime|down|outages?|unavailab\w+)\b")
_PER_SPAN = re.compile(
    r"\b(?:a|per|each|every)\s+(day|week|month|quarter|year)\b|\b(daily|weekly|monthly|yearly)\b"
)
_FAILURE = re.compile(r"\b(?:errors?|error[\s-]rate|fail\w*|5xx|unsuccessful)\b")
_FREE = re.compile(r"\b(?:error[\s-]free|without errors?|not fail|never fail)\b")
_LATENCY = re.compile(
    r"\b(?:latenc\w+|respon[ds]\w*|fast\w*|quick\w*|answers?|answered|load\w*|slow\w*|duration|time)\b"
)
_AVAILABLE = re.compile(r"\b(?:availab\w+|uptime|up|reliab\w+|succe\w+|works?|working|reachable)\b")
_CRITICAL = re.compile(r"\b(?:business[\s-]|mission[\s-])?critical\b")

_UNITS: Final = (("ms", ("ms", "msec", "milli")), ("h", ("h",)), ("s", ("s",)), ("m", ("m",)))
_WORDS: Final = {"a": "1", "one": "1", "two": "2", "three": "3", "five": "5", "ten": "10"}
_NINES_OF: Final = {"two": "99", "three": "99.9", "four": "99.99", "five": "99.999"}
_HALF_OF: Final = {"two": "99.5", "three": "99.95", "four": "99.995", "five": "99.9995"}
_DAYS: Final = {
    "day": 1,
    "daily": 1,
    "week": 7,
    "weekly": 7,
    "quarter": 91,
    "year": 365,
    "yearly": 365,
}
_MONTH: Final = 30
_MOST: Final = 50
"""A percentage above this beside “fail” counts what does not fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was said. `objectives`: name → its value as a file says it, None where only the name was said.

    `services`: names that may be meant, the likeliest first. `period`: as a file says it.
    """

    services: tuple[str, ...] = ()
    objectives: Mapping[str, str | None] = field(default_factory=dict)
    period: str | Mapping[str, str] | None = None
    tier: str | None = None


def read_sentence(sentence: str) -> Wish:
    """Read up to 1,000 characters; a sentence in which nothing is recognised is an empty wish."""
    text = _normal(sentence[:MAX_CHARACTERS])
    nines = dict(_of_nines(text))
    text = _NINES.sub(" nines ", text)
    period, text = _period(text)
    objectives: dict[str, str | None] = {}
    for clause in _CLAUSE_END.split(text):
        for name, value in _objectives(clause):
            if objectives.get(name) is None:
                objectives[name] = value
    objectives.update(nines)
    return Wish(
        services=service_candidates(sentence[:MAX_CHARACTERS]),
        objectives=MappingProxyType(objectives),
        period=period,
        tier="critical" if _CRITICAL.search(text) else None,
    )


def _normal(sentence: str) -> str:
    text = sentence.lower().replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub(r"\bper\s?cent\b", "%", text)
    text = re.sub(r"[<≤]=?", " under ", text)
    return re.sub(r"[ \t]+", " ", text)


def _period(text: str) -> tuple[str | Mapping[str, str] | None, str]:
    """The period that is named, and the text without it."""
    if found := _CALENDAR.search(text):
        return MappingProxyType({"calendar": found.group(1)}), _CALENDAR.sub(" ", text)
    if found := _PERIOD.search(text):
        return f"{found.group(1)}{found.group(2)[0]}", _PERIOD.sub(" ", text)
    return None, text


def _of_nines(text: str) -> Iterator[tuple[str, str]]:
    if found := _NINES.search(text):
        table = _HALF_OF if found.group(2) else _NINES_OF
        yield "availability", f"{table[found.group(1)]}%"


def _objectives(clause: str) -> Iterator[tuple[str, str | None]]:
    """What one clause promises."""
    span = _duration(clause)
    if span is not None and _DOWN.search(clause):
        yield from _of_downtime(clause, span)
        return
    percentile = _percentile(clause, within=span is not None)
    if percentile is not None:
        yield f"latency_p{percentile}", span
        return
    if span is not None and not _PERCENT.search(clause):
        yield "latency_p95", span
        return
    yield from _of_percent(clause)


def _of_percent(clause: str) -> Iterator[tuple[str, str | None]]:
    found = _PERCENT.search(clause)
    failing = _FAILURE.search(clause) is not None and not _FREE.search(clause)
    if found is None:
        if failing:
            yield "error_rate", None
        elif _AVAILABLE.search(clause):
            yield "availability", None
        elif _LATENCY.search(clause):
            yield "latency_p95", None
        return
    share = found.group(1).replace(",", ".")
    if failing and Decimal(share) < _MOST:
        yield "error_rate", f"{share}%"
    else:
        yield "availability", f"{share}%"


def _of_downtime(clause: str, span: str) -> Iterator[tuple[str, str]]:
    found = _PER_SPAN.search(clause)
    days = _DAYS.get((found.group(1) or found.group(2)) if found else "", _MONTH)
    allowed = durations.parse(span) / timedelta(days=days)
    if 0 < allowed < 1:
        share = round(Decimal(100) - Decimal(repr(allowed)) * 100, 4)
        yield "availability", f"{share.normalize():f}%"


def _percentile(clause: str, *, within: bool) -> str | None:
    """The percentile that is named, as in an objective's name; “95% of …” is one where a duration stands by."""
    if found := _PERCENTILE.search(clause):
        if found.group(3):
            return "50"
        return _plain((found.group(1) or found.group(2)).replace(",", "."))
    if within and (found := _SHARE_OF.search(clause) or _PERCENT.search(clause)):
        return _plain(found.group(1).replace(",", "."))
    return None


def _plain(digits: str) -> str | None:
    if "." not in digits and len(digits) > 2:  # noqa: PLR2004 - p999 is 99.9
        digits = f"{digits[:2]}.{digits[2:]}"
    return digits if 0 < Decimal(digits) < 100 else None  # noqa: PLR2004 - percent


def _duration(clause: str) -> str | None:
    found = _DURATION.search(clause)
    if found is None:
        return None
    number, word = found.groups()
    unit = next(
        unit for unit, starts in _UNITS if word.startswith(starts) and (unit != "ms" or word != "m")
    )
    if number.startswith("half"):
        return {"s": "500ms", "m": "30s", "h": "30m", "ms": "500us"}[unit]
    return f"{_WORDS.get(number, number).replace(',', '.')}{unit}"
