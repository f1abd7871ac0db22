"""Which words of a clause tell of an incident, and which of them are denied."""

import re
from dataclasses import dataclass, replace

from midwatch.domain.incidents.reading.lexicon import LEXICON, Sense

_PATTERNS = {
    sense: re.compile(rf"(?<![\w])(?:{'|'.join(patterns)})(?![\w])")
    for sense, patterns in LEXICON.items()
}
_DENIAL = re.compile(
    r"\b(?:no|not|without|zero|never|nor|0|isn'?t|aren'?t|wasn'?t|weren'?t|doesn'?t|"
    r"don'?t|didn'?t|haven'?t|hasn'?t|non|nothing|cannot reproduce|cannot be|can'?t be|could not be|"
    r"couldn'?t be|not be|never be|unable to be|free of)"
    r"(?: (?:any|a|an|the|seeing|see|been|being|be|currently|more|further|new|longer|"
    r"users?|customers?|data|visible|known|reported"
    r"|single|significant|major|other|actually|really|yet|fully|completely|at|all|is|are|"
    r"have|has|experiencing|getting|affected by|unusual|increase in|sign of|signs of|of|"
    r"evidence of|reports of|http)){0,3} $"
)
_REACH = 48
_SHIELDS = frozenset({Sense.UNAFFECTED, Sense.OTHERS_FINE, Sense.HEALTHY, Sense.NOTICE})
_SHIELDED = frozenset({Sense.BLOCKED, Sense.FAILING, Sense.CRASHING, Sense.HURT, Sense.SLOW, Sense.DELAYED,
    Sense.DESTROYED, Sense.FULL, Sense.IMPAIRED, Sense.STALE, Sense.EXPIRED})  # fmt: skip
"""A trouble inside of words that say that all is well is none: `nothing is down`."""
_UNDENIABLE = frozenset({Sense.ALL, Sense.USERS, Sense.CRITICAL, Sense.PRODUCT, Sense.SPARE,
    Sense.PERIPHERAL, Sense.ONE, Sense.STILL, Sense.FORESEEN})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One telling word or phrase: what it says, and its place in the folded text."""

    sense: Sense
    text: str
    start: int
    end: int
    is_denied: bool = False


def words(clause: str, offset: int = 0) -> tuple[Word, ...]:
    """Every telling word of a folded clause, the denied ones marked; places are counted from `offset`."""
    found = _all_words(clause, offset)
    shields = [
        (word.start, word.end) for word in found if word.sense in _SHIELDS and not word.is_denied
    ]
    return tuple(
        replace(word, is_denied=True)
        if word.sense in _SHIELDED
        and any(start <= word.start and word.end <= end for start, end in shields)
        else word
        for word in found
    )


def _all_words(clause: str, offset: int) -> tuple[Word, ...]:
    return tuple(
        Word(
            sense=sense,
            text=found.group(),
            start=offset + found.start(),
            end=offset + found.end(),
            is_denied=sense not in _UNDENIABLE and _is_denied(clause, found.start()),
        )
        for sense, pattern in _PATTERNS.items()
        for found in pattern.finditer(clause)
    )


def _is_denied(clause: str, start: int) -> bool:
    return _DENIAL.search(clause[max(0, start - _REACH) : start]) is not None
