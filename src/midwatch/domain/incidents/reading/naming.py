"""Which services a text names, and which types of incident its words speak for."""

import re
from collections.abc import Collection, Iterable

from midwatch.domain.incidents.incident_type import IncidentType
from midwatch.domain.incidents.reading.text import folded

_GAPS = re.compile(r"[\s_.\-/]+")
_ENDINGS = r"(?:s|es|'s|ed|ing)?"


def services_named(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The known services that a text mentions, in the order of their first mention.

    Case does not matter, and dashes, blanks and underscores are alike; a name inside of a longer known one does not
    count: `payment-api` does not mention `api`.
    """
    read = _GAPS.sub(" ", folded(text).text)
    spans: dict[str, tuple[int, int]] = {}
    taken: list[tuple[int, int]] = []
    for name in sorted(known, key=lambda each: (-len(each), each)):
        found = _mention(name, read, taken)
        if found is not None:
            spans[name] = found
            taken.append(found)
    return tuple(sorted(spans, key=lambda name: (spans[name], name)))


def _mention(name: str, read: str, taken: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    words = _GAPS.sub(" ", folded(name).text).strip()
    if not words:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(words).replace(chr(92) + ' ', ' ?')}(?!\w)")
    for found in pattern.finditer(read):
        inside = any(
            start <= found.start() and found.end() <= end and (start, end) != found.span()
            for start, end in taken
        )
        if not inside:
            return found.span()
    return None


def type_scores(
    text: str, types: Iterable[IncidentType]
) -> tuple[tuple[IncidentType, tuple[str, ...]], ...]:
    """The types of which a text shows at least one sign, with those signs, the type with most distinct ones first.

    A sign counts as a phrase between the ends of words, in the plural too; of equals the one given first is first.
    """
    read = _GAPS.sub(" ", folded(text).text)
    scored = []
    for each in types:
        signs = tuple(sign for sign in dict.fromkeys(each.signs) if _shows(sign, read))
        if signs:
            scored.append((each, signs))
    return tuple(sorted(scored, key=lambda pair: -len(pair[1])))


def _shows(sign: str, read: str) -> bool:
    words = _GAPS.sub(" ", folded(sign).text).strip()
    if not words:
        return False
    stem = re.escape(words.removesuffix("y"))
    ending = "(?:y|ies|y's)" if words.endswith("y") else _ENDINGS
    return re.search(rf"(?<!\w){stem}{ending}(?!\w)", read) is not None
