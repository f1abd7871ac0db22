"""The words of a sentence: which of them name a service, and which nobody has read."""

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
    rf"\bservice\s*[:\s]\s*(?:called\s+|named\s+)?({_WORD}(?:\.{_WORD})*)", re.IGNORECASE
)
_AFTER_FOR = re.compile(
    rf"\b(?:for|of|on|to)\s+(?:(?:the|our|my)\s+)?({_WORD}(?:[ .]{_WORD})?)"
    r"(?=\s*(?:[,;:.!?]|$)|\s+(?:with|and|but|at|over|should|must|may|can|in|on|is|under|below|within|needs?|p[0-9])\b)",
    re.IGNORECASE,
)
_AT_THE_START = re.compile(
    rf"^\s*(?:(?:the|our|my)\s+)?({_WORD}(?:\s{_WORD})?)"
    r"\s*(?::|\s(?:should|must|needs?|has|is|shall|will|to)\b|\s(?=[0-9.,]+\s*%|p[0-9]))",
    re.IGNORECASE,
)
_FILLERS: Final = frozenset(
    word
    for line in (
        "the our my its their this that which a an it we i you us and for of with to in on at by as be is are has have",
        "should must may can shall will need needs want wants please also there keep kept keeps make set ensure",
        "ensures promise promises promised guarantee guaranteed target targets objective objectives goal slo slos sla",
        "create write add define new request requests call calls response responses query queries http cases",
        "stay stays remain remains",
    )
    for word in line.split()
)
"""Words that change nothing. What counts, limits or excepts (all, only, average, not) is none of them."""
LIMITS: Final = (
    "only just weekend weekends weekday weekdays nights nightly holiday holidays peak off-peak when except excluding",
    "excluded unless during mostly usually generally typically sometimes often rarely once twice today everywhere",
    "globally worldwide overall internally externally",
)
SPANS: Final = ("hourly daily weekly monthly quarterly yearly annually",)
WORSTS: Final = ("average avg mean max maximum worst always",)
SCOPES: Final = ("prod production staging",)
_NO_NAMES: Final = _FILLERS | frozenset(
    word
    for line in (
        *(*LIMITS, *SPANS, *WORSTS, *SCOPES),
        "all any most each every users user or under below within over above not no never errors error error-free",
        "failures availability uptime available latency median percentile downtime rate success percent p50 p90 p95",
        "fail fails failed failing succeed succeeds successful successfully fast faster slow slower quick quicker",
        "answer answers answered respond responds load loads works working up down reachable reliable tier",
        "non-critical high p99 time month week day year quarter days last rolling calendar critical internal",
        "less more than least",
    )
    for word in line.split()
)
"""None of these is part of a service's name: behind one they stay unread, and are handed back with a hint."""
_READ: Final = " · "
"""What stands for words that were read: no word, and nothing that joins its neighbours to a phrase."""
_AROUND_WORDS: Final = ".,;:!?()[]“”\"'`‘’·=–—-"


def service_names(sentence: str) -> tuple[str, ...]:
    """Names that the service may be meant by, the likeliest first: “the API service” is `api`, or `api-service`.

    Only the likeliest mention counts; another service in the same sentence is left unread.
    """
    for mention in _mentions(sentence):
        if names := tuple(dict.fromkeys(name for text in mention if (name := _as_name(text)))):
            return names
    return ()


def without_service(sentence: str, names: tuple[str, ...]) -> str:
    """The sentence without the words that name its service."""
    if not names:
        return sentence
    called = r"[\s_.-]+".join(re.escape(word) for word in re.split(r"[.-]", names[0]))
    pattern = (
        rf"(?:\bservice\s*[:\s]\s*(?:called\s+|named\s+)?)?(?<![\w.-]){called}(?![\w-])(?:['’]s\b)?"
    )
    return blank(
        sentence, re.compile(rf"{pattern}(?:\s+(?:{_KINDS})\b(?:['’]s\b)?)*", re.IGNORECASE)
    )


def blank(text: str, *patterns: re.Pattern[str]) -> str:
    """The text without what the patterns find."""
    for pattern in patterns:
        text = pattern.sub(_READ, text)
    return text


def any_of(lines: tuple[str, ...]) -> str:
    """A pattern for any word of these lines."""
    return rf"\b(?:{'|'.join(' '.join(lines).split())})\b"


def trimmed(text: str) -> str:
    """The text without what was read, and without fillers at its end."""
    words = text.replace(_READ.strip(), " ").split()
    while words and words[-1].strip(_AROUND_WORDS) in {"", *_FILLERS}:
        words.pop()
    return " ".join(words)


def unread(text: str) -> tuple[str, ...]:
    """What is left of a text and means something: runs of words that are no fillers."""
    runs: list[list[str]] = [[]]
    for token in text.split():
        word = token.strip(_AROUND_WORDS)
        if not word or word in _FILLERS:
            runs.append([])
        else:
            runs[-1].append(word)
    return tuple(" ".join(run) for run in runs if run)


def _mentions(sentence: str) -> Iterator[tuple[str, ...]]:
    """Each mention of a service in the ways in which it may be written."""
    for found in _QUOTED.finditer(sentence):
        yield (found.group(1),)
    for kind in _KIND.finditer(sentence):
        if before := _LAST_WORDS.search(sentence[max(kind.start() - 130, 0) : kind.start()]):
            yield tuple(_with_kind(before.group(1), kind.group(1)))
    for pattern in (_AFTER_SERVICE, _AFTER_FOR, _AT_THE_START):
        for found in pattern.finditer(sentence):
            yield (found.group(1),)


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
