"""Which numbers in a message nobody computed: neither shown from a fact nor quoted from what is recorded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from midwatch.domain.incidents.comms.facts import Fact, Facts
from midwatch.domain.incidents.comms.message import Filled, Piece, Shown, Words
from midwatch.domain.incidents.event import Event, EventKind

_TOKEN: Final = re.compile(r"\S+")
_AROUND: Final = "\"'`“”‘’«»()[]{}<>*_~,;:!?….|"
"""What may stand around a number without being a part of it."""
_PARTS: Final = re.compile(r"[\s=()\[\]{}<>|,;\"'`“”]+")
"""What separates the values in an alert's text, such as `pod=api-2, zone="b"`."""
_BARE: Final = re.compile(r"[\d.,]+")
"""A number without a unit: it says nothing of what it counts."""
_OUTWARD: Final = frozenset(
    {
        EventKind.UPDATED,
        EventKind.PROPOSED,
        EventKind.APPROVED,
        EventKind.REJECTED,
        EventKind.DELIVERED,
    }
)
"""What was said to others is no source: a number would vouch for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncomputed:
    """A number that nothing vouches for: where it stands, from 1, and the fact that shows it, where one does."""

    token: str
    line: int
    column: int
    reference: str = ""


def uncomputed(filled: Filled, facts: Facts, quotable: frozenset[str]) -> tuple[Uncomputed, ...]:
    """Every token with a digit in the words that is neither in `quotable` nor as a fact shows it.

    A fact's text counts as a whole (`32 min`), and so does a part of it that has its unit with it (`02:14`, `37%`);
    a bare number does not. The digits of a shown fact are its own.
    """
    computed = [fact for fact in facts.values() if fact.known and _has_digit(fact.text)]
    alone = {token for fact in computed for token in _own_tokens(fact)} | quotable
    found = []
    for place, piece in enumerate(filled.pieces):
        if isinstance(piece, Words) and _has_digit(piece.text):
            spans = list(_fact_spans(piece.text, computed))
            ends = _ends_beside_facts(filled.pieces, place)
            found += [
                Uncomputed(
                    token=token,
                    line=piece.line,
                    column=piece.column + start,
                    reference=_reference(token, computed),
                )
                for token, start in tokens(piece.text)
                if start in ends
                or start + len(token) in ends
                or (token not in alone and not _within(start, start + len(token), spans))
            ]
    return tuple(found)


def _ends_beside_facts(pieces: Sequence[Piece], place: int) -> set[int]:
    """Where a word would grow together with a shown fact: `3{budget_spent}` is another number than both."""
    text = getattr(pieces[place], "text", "")
    before = place > 0 and isinstance(pieces[place - 1], Shown)
    after = place + 1 < len(pieces) and isinstance(pieces[place + 1], Shown)
    return {*([0] if before else []), *([len(text)] if after else [])}


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text with a digit in them, without the signs around, and where each begins."""
    for match in _TOKEN.finditer(text):
        token = match.group().strip(_AROUND)
        if _has_digit(token):
            yield token, match.start() + match.group().index(token)


def quotable(events: Iterable[Event]) -> frozenset[str]:
    """Every token with a digit that the events of an incident recorded, and their times of the day."""
    found: set[str] = set()
    for event in events:
        if event.known_kind in _OUTWARD:
            continue
        found |= {f"{event.occurred_at:{form}}" for form in ("%H:%M", "%H:%M:%S", "%Y-%m-%d")}
        for text in (event.id, event.incident, event.actor, *_texts(event.data)):
            found |= _quoted_tokens(text)
    return frozenset(found)


def _quoted_tokens(text: str) -> set[str]:
    if not _has_digit(text):
        return set()
    whole = {token for token, _ in tokens(text)}
    parts = (part.strip(_AROUND) for part in _PARTS.split(text))
    return whole | {part for part in parts if _has_digit(part)}


def _texts(value: object) -> Iterator[str]:
    """Every text and number inside of an event's data, names too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, (int, float)):
        yield str(value)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield str(name)
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _own_tokens(fact: Fact) -> Iterator[str]:
    """The parts of a computed fact's text that can stand alone; words of others are vouched for by their event."""
    if not fact.quoted:
        yield from (token for token, _ in tokens(fact.text) if not _BARE.fullmatch(token))


def _fact_spans(text: str, facts: Iterable[Fact]) -> Iterator[tuple[int, int]]:
    for fact in facts:
        start = text.find(fact.text)
        while start >= 0:
            end = start + len(fact.text)
            before, after = text[start - 1 : start], text[end : end + 1]
            if not before.isalnum() and not after.isalnum() and after != "%":
                yield start, end
            start = text.find(fact.text, start + 1)


def _within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _reference(token: str, facts: Iterable[Fact]) -> str:
    near = (fact.name for fact in facts if token in {each for each, _ in tokens(fact.text)})
    return next(near, "")


def _has_digit(text: str) -> bool:
    """Whether a character is a digit of any script, a fraction or a power; number words of any script are words."""
    return any(each.isnumeric() and not each.isalpha() for each in text)
