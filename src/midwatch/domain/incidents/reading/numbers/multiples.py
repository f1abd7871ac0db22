"""Multiples of what is usual: five times, doubled, up by 300%, from 500 ms to 2.5 s."""

import re

from midwatch.domain.incidents.reading.numbers.quantity import NUMBER, About, Quantity, number

_TIMES = re.compile(
    rf"({NUMBER}) ?(?:x\b|times\b|fold\b|-fold\b)(?! (?:in|per|a day|since|today|this))"
)
_TIMES_BY_WORD = (
    (re.compile(r"\b(?:doubled|doubling|twice)\b"), 2.0),
    (re.compile(r"\b(?:tripled|trebled|threefold|three times|triple)\b"), 3.0),
    (re.compile(r"\b(?:quadrupled|fourfold|four times)\b"), 4.0),
    (re.compile(r"\b(?:fivefold|five ?times)\b"), 5.0),
    (
        re.compile(
            r"\b(?:sixfold|sevenfold|eightfold|ninefold|several ?fold|many ?fold|many times|several times)\b"
        ),
        6.0,
    ),
    (re.compile(r"\bquintupled\b"), 5.0),
    (re.compile(r"\bhundred ?fold\b"), 100.0),
    (re.compile(r"\b(?:tenfold|ten times|order of magnitude)\b"), 10.0),
)


def multiples(clause: str, offset: int) -> tuple[Quantity, ...]:
    """All multiples of a folded clause that are told as such; their places are counted from `offset`."""
    told = [(found, number(found.group(1))) for found in _TIMES.finditer(clause)]
    told += [(found, value) for words, value in _TIMES_BY_WORD for found in words.finditer(clause)]
    return tuple(
        Quantity(
            about=About.OTHER, value=value, start=offset + found.start(), end=offset + found.end()
        )
        for found, value in told
    )
