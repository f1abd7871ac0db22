"""Which of the known services a text names."""

import re
from collections.abc import Collection, Iterable

from midwatch.domain.incidents.reading.text import folded

_GAPS = re.compile(r"[\s_.\-/]+")


def services_named(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The known services that a text mentions, in the order of their first mention.

    Case does not matter; dashes, blanks and underscores are alike, and so are the humps of `PaymentApi`. A name inside
    of a longer known one does not count: `payment-api` does not mention `api`.
    """
    read = _GAPS.sub(" ", folded(text).text)
    mentions: dict[str, tuple[int, int]] = {}
    for name in sorted(known, key=lambda each: (-len(each), each)):
        found = _mention(name, read, mentions.values())
        if found is not None:
            mentions[name] = found
    return tuple(sorted(mentions, key=lambda name: (mentions[name], name)))


def _mention(name: str, read: str, longer: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    words = _GAPS.sub(" ", folded(name).text).split()
    if not words:
        return None
    pattern = re.compile(rf"(?<!\w){' ?'.join(map(re.escape, words))}(?!\w)")
    taken = tuple(longer)
    for found in pattern.finditer(read):
        start, end = found.span()
        if not any(
            first <= start and end <= last and (first, last) != (start, end)
            for first, last in taken
        ):
            return found.span()
    return None
