"""One sentence of a person as what a service file says: “99.9% availability for the API service, P95 under 200 ms”.

Nothing is guessed and nothing is dropped: what is not said stays open, and what is not understood is handed back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from midwatch.formats.service_file.sentence_clauses import Clause, read_clause
from midwatch.formats.service_file.sentence_words import (
    LIMITS,
    SCOPES,
    SPANS,
    WORSTS,
    any_of,
    blank,
    service_names,
    without_service,
)

MAX_CHARACTERS: Final = 1_000
_DEFAULT_DAYS: Final = 30

_CLAUSE_END = re.compile(r",(?![0-9])|;|[.!?](?:\s|$)|\b(?:and|with|plus|but|while)\b|&|\n")
_PERIOD = re.compile(
    r"(?:\b(?:over|in|per|each|every|within|rolling|last|for|any)\s+)*(?:\b(?:a|an|the|any|rolling|last|of)\s+)*"
    r"(?<![\w.,-])([0-9]+)[\s-]*(?:rolling\s+)?(days?|d|weeks?|w)\b(?:\s+(?:window|period))?"
)
_CALENDAR = re.compile(
    r"\b(?:(?:over|in|per|each|every|a|the)\s+)*calendar[\s-]+(week|month|quarter|year)\b"
)
_CALENDAR_DAYS: Final = {"week": 7, "month": 30, "quarter": 91, "year": 365}
_NINES = re.compile(r"(?<![\w.,])(two|three|four|five|[2-5])(\s+and\s+a\s+half)?[\s-]+nines?\b")
_NINES_OF: Final = {"two": "99", "three": "99.9", "four": "99.99", "five": "99.999"}
_NINE_DIGITS: Final = dict(zip("2345", _NINES_OF.values(), strict=True))
_TIER = re.compile(
    r"(?<!non-)(?<!non )(?<!not )\b(?:(?:business|mission)[\s-])?(critical)\b(?:[\s-]tier\b)?"
    r"|\b(high|normal|internal)[\s-]tier\b|\btier:?\s+(high|normal|internal)\b"
)
_FLAGS: Final = "say it with a flag, as in --service checkout or --objective availability=99.9%, or leave it out"
_ONE_SERVICE: Final = "one file is about one service: say it of each in a sentence of its own"
_HINTS: Final = (
    (
        rf"{any_of(LIMITS)}|weekend|weekday|night|\bhours$|holiday|exclud",
        "leave it out: an objective holds at all times, for all requests",
    ),
    (
        r"downtime|down\b|outage",
        "say how long in which time: “43.2 minutes of downtime a month”",
    ),
    (
        rf"{any_of(SPANS)}|month|quarter|year|week|\bdays?\b",
        "write “over 30 days” or “each calendar month”",
    ),
    (
        rf"{any_of(WORSTS)}|\b(?:all|every)\b|\bp\s?-?(?:100|0)\b|^latency",
        "name a percentile, such as “p99 under 500 ms”",
    ),
    (
        rf"{any_of(SCOPES)}|environment",
        "say it with --environment",
    ),
    (
        r"own|team",
        "say it with --owner",
    ),
    (
        r"depend|calls",
        "say it with --depends-on",
    ),
    (
        r"internal|tier|critical",
        "say it with --tier",
    ),
    (
        r"fresh|queue|batch",
        "leave it out, and add it to the file: it names a metric of its own",
    ),
    (
        r"(?:^|\s)[0-9.,]+(?:\s(?![mshµ%])|$)",
        "give the number a unit: 99.9%, 0.1% or 200 ms",
    ),
    (
        r"[0-9]",
        "say each promise by itself: “99.9% availability, at most 1% errors, p95 under 200 ms”",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A part of the sentence that is not understood, and what to write for it."""

    words: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was said. `objectives`: name → its value as a file says it, None where only the name was said.

    `services`: names that may be meant, the likeliest first. `period`: as a file says it. `unclear`: what was said and
    is in none of the others.
    """

    services: tuple[str, ...] = ()
    objectives: Mapping[str, str | None] = field(default_factory=dict)
    period: str | Mapping[str, str] | None = None
    tier: str | None = None
    unclear: tuple[Unclear, ...] = ()


def read_sentence(sentence: str) -> Wish:
    """Read up to 1,000 characters; a longer sentence is unclear as a whole."""
    if len(sentence) > MAX_CHARACTERS:
        fix = f"say it in at most {MAX_CHARACTERS:,} characters"
        return Wish(unclear=(Unclear(words=f"{sentence[:40]}…", fix=fix),))
    text = _normal(sentence)
    names = service_names(text)
    rest = without_service(text, names)
    stated = tuple(_periods(rest))
    days = stated[0][0] if stated else None
    promising = blank(rest, _CALENDAR, _PERIOD, _TIER)
    clauses = [read_clause(clause, days) for clause in _CLAUSE_END.split(promising)]
    periods = (*stated, *_counted(clauses, stated))
    tiers = {word: word for found in _TIER.findall(rest) for word in found if word}
    return Wish(
        services=names,
        objectives=MappingProxyType(dict(_objectives(clauses))),
        period=periods[0][1] if periods else None,
        tier=next(iter(tiers), None),
        unclear=(
            *_unread(clauses, service_names(rest)),
            *_unbounded(clauses),
            *_contradictions(clauses),
            *_several("period", [str(value or f"{number}d") for number, value in periods]),
            *_several("tier", tiers),
        ),
    )


def _normal(sentence: str) -> str:
    text = sentence.lower().replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub(r"\bper\s?cent\b|\bpct\b", "%", text)
    text = re.sub(r"[<≤]=?", " under ", text)
    text = re.sub(r"[>≥]=?", " over ", text)
    text = re.sub(r"n[’']t\b|\bcannot\b", " not", text)
    return re.sub(r"[ \t]+", " ", _NINES.sub(_as_percentage, text))


def _as_percentage(found: re.Match[str]) -> str:
    number = found.group(1)
    share = _NINES_OF.get(number) or _NINE_DIGITS[number]
    if not found.group(2):
        return f"{share}% availability"
    return f"{share}{'5' if '.' in share else '.5'}% availability"


_Period = tuple[int, str | Mapping[str, str] | None]
"""Days, and the period as a file says it; None for the one that holds anyway."""


def _periods(text: str) -> Iterator[_Period]:
    """The periods that are named; a calendar's first."""
    for found in _CALENDAR.finditer(text):
        unit = found.group(1)
        yield _CALENDAR_DAYS[unit], MappingProxyType({"calendar": unit})
    for found in _PERIOD.finditer(blank(text, _CALENDAR)):
        number, unit = int(found.group(1)), found.group(2)[0]
        yield number * (7 if unit == "w" else 1), f"{number}{unit}"


def _counted(clauses: list[Clause], stated: tuple[_Period, ...]) -> Iterator[_Period]:
    """The periods in which a downtime is counted, where none of that length is stated."""
    there = {days for days, _ in stated}
    for days in dict.fromkeys(clause.days for clause in clauses):
        if days is not None and days not in there:
            yield days, None if days == _DEFAULT_DAYS else f"{days}d"


def _objectives(clauses: list[Clause]) -> Iterator[tuple[str, str | None]]:
    """Objectives by name; one that has a value anywhere has it."""
    promised = [one for clause in clauses for one in clause.objectives]
    values = {name: value for name, value in reversed(promised) if value is not None}
    yield from ((name, values.get(name)) for name, _ in promised)


def _unread(clauses: list[Clause], others: tuple[str, ...]) -> Iterator[Unclear]:
    for words in (words for clause in clauses for words in clause.unread):
        is_service = words.replace(" ", "-") in others
        yield Unclear(words=words, fix=_ONE_SERVICE if is_service else _hint(words))


def _hint(words: str) -> str:
    return next((fix for pattern, fix in _HINTS if re.search(pattern, words)), _FLAGS)


def _unbounded(clauses: list[Clause]) -> Iterator[Unclear]:
    """“P95 and p99 under 200 ms”: whether the bound is that of both cannot be told."""
    promised = [one for clause in clauses for one in clause.objectives]
    latencies = [one for one in promised if one[0].startswith("latency")]
    for (name, value), (_, following) in pairwise(latencies):
        if value is None and following is not None and dict(_objectives(clauses))[name] is None:
            words = name.removeprefix("latency_")
            yield Unclear(
                words=words, fix=f"give it a time of its own, as in “{words} under 200 ms”"
            )


def _contradictions(clauses: list[Clause]) -> Iterator[Unclear]:
    said: dict[str, dict[str, None]] = {}
    for name, value in (one for clause in clauses for one in clause.objectives):
        if value is not None:
            said.setdefault(name, {})[value] = None
    for name, values in said.items():
        yield from _several(name, values)


def _several(name: str, values: Iterable[str]) -> Iterator[Unclear]:
    listed = list(dict.fromkeys(values))
    if len(listed) > 1:
        yield Unclear(words=f"{name} {' and '.join(listed)}", fix=f"say one {name}")
