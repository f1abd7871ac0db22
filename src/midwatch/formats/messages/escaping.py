"""Pieces of a message as text of a channel: what others wrote is bounded, made harmless, and marked as quoted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from midwatch.domain.incidents.comms.facts import Fact
from midwatch.domain.incidents.comms.message import Filled, Words
from midwatch.domain.untrusted import for_terminal

QUOTE_LIMIT: Final = 500
"""Characters of somebody's words that a message shows at most."""
_SHORTEST: Final = 20
_WIDEST: Final = 6
"""Characters as which one is shown at most: `\\u202e`."""
_MARKS: Final = str.maketrans({"“": '"', "”": '"', "„": '"'})
_LINES: Final = re.compile(r"\s*\n\s*")
_HALF_ENTITY: Final = re.compile(r"&[a-z]{0,4}…?$")

Escape = Callable[[str], str]


def as_is(text: str) -> str:
    """Plain text needs no escapes."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Escapes:
    """What a channel needs so that no sign means more than itself: in our words, and in what is shown in them."""

    words: Escape = as_is
    facts: Escape = as_is


PLAIN: Final = Escapes()


def rendered(filled: Filled, escapes: Escapes, most: int, *, one_line: bool = False) -> str:
    """The text within `most` characters: quotes are shortened first, and only then the whole is cut."""
    limit = QUOTE_LIMIT
    text = _joined(filled, escapes, limit)
    while len(text) > most and limit > _SHORTEST:
        limit = max(_SHORTEST, min(limit // 2, limit - 1))
        text = _joined(filled, escapes, limit)
    text = text.strip()
    if one_line:
        text = _LINES.sub(" ", text)
    return text if len(text) <= most else f"{_HALF_ENTITY.sub('', text[: most - 1]).rstrip()}…"


def quoted(text: str) -> str:
    """Somebody's words between marks that they cannot close themselves."""
    return f"“{text.translate(_MARKS)}”"


def shown(fact: Fact, escape: Escape, limit: int) -> str:
    """A fact on one line, without control characters."""
    text = escape(for_terminal(fact.text, limit))
    return quoted(text) if fact.quoted else text


def _joined(filled: Filled, escapes: Escapes, limit: int) -> str:
    return "".join(
        escapes.words(_harmless(piece.text))
        if isinstance(piece, Words)
        else shown(piece.fact, escapes.facts, limit)
        for piece in filled.pieces
    )


def _harmless(text: str) -> str:
    """Words over several lines, without other control characters."""
    return "\n".join(for_terminal(line, _WIDEST * len(line)) for line in text.split("\n"))
