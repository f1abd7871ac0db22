"""Lists of plain words made into patterns, and several lexicons made into one."""

from collections.abc import Mapping

from midwatch.domain.incidents.reading.lexicon.senses import Sense

Lexicon = Mapping[Sense, tuple[str, ...]]


def nouns(listed: str) -> tuple[str, ...]:
    """Patterns for words that are parted by commas, with their plurals; `check_in` stands for `check in` too.

    The longest come first, so that the whole phrase is quoted.
    """
    names = {" ".join(each.split()) for each in listed.split(",") if each.strip()}
    return tuple(_plural(each) for each in sorted(names, key=lambda each: (-len(each), each)))


def _plural(name: str) -> str:
    pattern = name.replace("_", " ?")
    if name.endswith("y") and name[-2:-1] not in "aeou":
        return f"{pattern[:-1]}(?:y|ies|y's)"
    return f"{pattern}(?:'?s|es)?"


def merged(*lexicons: Lexicon) -> dict[Sense, tuple[str, ...]]:
    """All patterns of each sense, in the order of the lexicons."""
    return {
        sense: tuple(pattern for lexicon in lexicons for pattern in lexicon.get(sense, ()))
        for sense in Sense
        if any(sense in lexicon for lexicon in lexicons)
    }
