"""Which types of incident the words of a text speak for."""

import re
from collections.abc import Iterable

from midwatch.domain.incidents.incident_type import IncidentType
from midwatch.domain.incidents.reading.text import folded

_GAPS = re.compile(r"[\s_.\-/]+")


def type_scores(
    text: str, types: Iterable[IncidentType]
) -> tuple[tuple[IncidentType, tuple[str, ...]], ...]:
    """The types of which a text shows at least one sign, with those signs, the type with most distinct ones first.

    A sign counts as a phrase between the ends of words, in its plural too; of equals, the one given first is first.
    """
    read = _GAPS.sub(" ", folded(text).text)
    scored = []
    for each in types:
        shown = tuple(sign for sign in dict.fromkeys(each.signs) if _shows(read, sign))
        if shown:
            scored.append((each, shown))
    return tuple(sorted(scored, key=lambda pair: -len(pair[1])))


def _shows(read: str, sign: str) -> bool:
    phrase = _GAPS.sub(" ", folded(sign).text).strip()
    if not phrase:
        return False
    stem, ending = (phrase[:-1], "(?:y|ies)") if phrase.endswith("y") else (phrase, "(?:s|es)?")
    return re.search(rf"(?<!\w){re.escape(stem)}{ending}(?!\w)", read) is not None
