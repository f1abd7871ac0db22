"""Spans of time in seconds: latency, lag, what lies ahead, and how long something has gone on."""

import re
from itertools import pairwise

from midwatch.domain.incidents.reading.numbers.quantity import (
    NUMBER,
    About,
    Quantity,
    around,
    is_allowed,
    is_bound,
    is_limit,
    nearest,
    number,
)

_SPAN_WORDS = (
    (About.LATENCY, (
        r"latenc(?:y|ies)|response|respond\w{0,3}|p50|p9\d{1,2}|slow\w{0,4}|tak(?:e|es|ing)|"
        r"took|load(?:s|ing)?|duration|percentile|rtt|quer(?:y|ies)|each|per request|avg|"
        r"average|median|api|times?"
    )),
    (About.LAG, (
        r"lag\w{0,4}|behind|delay\w{0,3}|stale|old|late|back ?log\w{0,3}|ago|outdated|"
        r"out of date|waiting|overdue|replication"
    )),
)  # fmt: skip
_SPAN_KINDS = tuple((about, re.compile(rf"\b(?:{words})\b")) for about, words in _SPAN_WORDS)
_UNITS_OF_TIME = {
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "msec": 1e-3, "millis": 1e-3, "milliseconds": 1e-3,
    "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0,
    "m": 60.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0,
    "h": 3600.0, "hr": 3600.0, "hrs": 3600.0, "hour": 3600.0, "hours": 3600.0,
    "d": 86400.0, "day": 86400.0, "days": 86400.0, "week": 604800.0, "weeks": 604800.0,
    "month": 2_592_000.0, "months": 2_592_000.0,
}  # fmt: skip
_SPAN = re.compile(
    rf"({NUMBER}) ?({'|'.join(sorted(_UNITS_OF_TIME, key=len, reverse=True))})(?![a-z])"
)
_RUN_BEFORE = re.compile(
    r"\b(?:for|over|during|last|past|previous|every|since|after|within|rate over|window|"
    r"for (?:over|more than|about|almost|at least|the)|(?:last|past) \w{1,8}"
    r"|in(?: the)?(?: last| past)?)(?: (?:the|last|past|about|more than|over|~))* ?[~>]? ?$"
)
_RUN_AFTER = re.compile(r" ?(?:window|interval|period|moving|rolling|ago\b|average\b)")
_AHEAD_BEFORE = re.compile(
    r"\b(?:in|within|under|expires?(?: in)?|remaining|next|eta|until)(?: (?:the|next|"
    r"about|~|less than|under|approx|around|roughly|only|just|another))* ?[:~<]? ?$"
)
_AHEAD_AFTER = re.compile(
    r" (?:left|remaining|until|to go|from now|before (?:it|we|expiry|the)|to (?:full|"
    r"exhaustion|expiry))\b"
)
_AHEAD_WORDS = re.compile(
    r"\b(?:project\w{0,3}|predict\w{0,4}|forecast\w{0,3}|will|expir\w{1,5}|going to|"
    r"on track|expected|fill\w{0,3}|full|due|run out|running out|exhaust\w{0,4}|"
    r"renew\w{0,3}|soon|oom|reach|hit)\b"
)


def spans(clause: str, offset: int) -> tuple[Quantity, ...]:
    """All spans of a folded clause; their places are counted from `offset`."""
    looks_ahead = _AHEAD_WORDS.search(clause) is not None
    found = []
    for match in _SPAN.finditer(clause):
        before, after = around(clause, *match.span())
        found.append(
            Quantity(
                about=_kind(before, after, looks_ahead=looks_ahead),
                value=number(match.group(1)) * _UNITS_OF_TIME[match.group(2)],
                start=offset + match.start(),
                end=offset + match.end(),
                is_limit=is_limit(before, after),
                is_allowed=is_allowed(before, after),
            )
        )
    return tuple(found)


def ratios(spans: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """A limit or a usual span beside a current one is a multiple: 500ms → 2.5s is five times."""
    return tuple(
        Quantity(
            about=current.about,
            value=current.value / usual.value,
            start=min(usual.start, current.start),
            end=max(usual.end, current.end),
        )
        for first, second in pairwise(spans)
        for usual, current in ((first, second), (second, first))
        if usual.is_limit and not current.is_limit and usual.value > 0
        and About.RUN not in {usual.about, current.about}
    )  # fmt: skip


_ANSWERS_IN = re.compile(
    r"\b(?:answer|respond|repl(?:y|ie)|load|open|render|return|come|finishe?|go through|work)(?:s|es|ed|"
    "ing)?(?: (?:up|back|only|now))? (?:in|after|within) (?:about |around |some |more than |over |up to |~)?$"
)


def _kind(before: str, after: str, *, looks_ahead: bool) -> About:
    if _ANSWERS_IN.search(before):
        return About.LATENCY
    if _RUN_AFTER.match(after) and not after.startswith(" ago"):
        return About.RUN
    if looks_ahead and (_AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(after)):
        return About.AHEAD
    kind = nearest(_SPAN_KINDS, before, after)
    if _RUN_BEFORE.search(before) and kind is not About.LAG and not is_bound(before):
        return About.RUN
    return kind
