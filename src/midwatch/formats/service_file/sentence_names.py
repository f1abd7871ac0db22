"""Which service a sentence speaks of."""

import re
from collections.abc import Iterator
from typing import Final

_WORD = r"[A-Za-z0-9][\w-]*"
_KINDS: Final = (
    "service|api|app|application|server|endpoint|backend|frontend|system|site|website|job"
)
_QUOTED = re.compile(r"[“\"'`‘]([A-Za-z0-9][\w .-]{0,60}?)[”\"'`’]")
_KIND = re.compile(rf"\b({_KINDS})s?\b", re.IGNORECASE)
_LAST_WORDS = re.compile(rf"({_WORD}(?:\s+{_WORD})?)\s+$")
_AFTER_SERVICE = re.compile(
    rf"\bservice\s+(?:called\s+|named\s+)?({_WORD}(?:\.{_WORD})*)", re.IGNORECASE
)
_AFTER_FOR = re.compile(
    rf"\b(?:for|of|on|to)\s+(?:(?:the|our|my)\s+)?({_WORD}(?:[ .]{_WORD})?)"
    r"(?=\s*(?:[,;:.!?]|$)|\s+(?:with|and|at|over|should|must|may|can|in|is|under|below|within|needs?|p[0-9])\b)",
    re.IGNORECASE,
)
_AT_THE_START = re.compile(
    rf"^\s*(?:(?:the|our|my)\s+)?({_WORD}(?:\s{_WORD})?)\s*(?::|\s(?:should|must|needs?|has|is|shall|will|to)\b)",
    re.IGNORECASE,
)
_NO_NAMES: Final = frozenset(
    word
    for line in (
        "the our my a an all any most each every it we i users user and or for of with under below within at",
        "in on to is be requests request calls responses queries errors error error-free failures",
        "availability uptime latency median percentile downtime rate success percent p50 p90 p95 p99 time",
        "month week day year quarter days last rolling critical internal less more than least please want",
        "need keep make set ensure promise that should must may can",
    )
    for word in line.split()
)


def service_candidates(sentence: str) -> tuple[str, ...]:
    """Names that may be meant, the likeliest first: “the API service” is `api`, or `api-service`."""
    found = (_as_name(text) for text in _candidates(sentence))
    return tuple(dict.fromkeys(name for name in found if name))


def _candidates(sentence: str) -> Iterator[str]:
    for found in _QUOTED.finditer(sentence):
        yield found.group(1)
    for kind in _KIND.finditer(sentence):
        if before := _LAST_WORDS.search(sentence[max(kind.start() - 130, 0) : kind.start()]):
            yield from _with_kind(before.group(1), kind.group(1))
    for pattern in (_AFTER_SERVICE, _AFTER_FOR, _AT_THE_START):
        for found in pattern.finditer(sentence):
            yield found.group(1)


def _with_kind(words: str, kind: str) -> Iterator[str]:
    """The words before a kind, less those that are no names, without and with the kind."""
    kept: list[str] = []
    for word in reversed(words.split()):
        if word.lower() in _NO_NAMES:
            break
        kept.insert(0, word)
    if kept:
        yield " ".join(kept)
        yield f"{' '.join(kept)} {kind}"


def _as_name(text: str) -> str:
    words = [word for word in re.split(r"[\s_]+", text.lower()) if word not in _NO_NAMES]
    name = re.sub(r"[^a-z0-9.-]+", "", "-".join(words)).strip(".-")
    return "" if re.fullmatch(r"[0-9.-]*|p[0-9]+", name) else name
