"""One spelling for a query, so that what was written can be compared with what a server says that it evaluates."""

import re

import promql_parser

from midwatch.dialects.promql import string
from midwatch.dialects.promql_parsing import TEXTS, parsed

_PLACES = re.compile(r'\{[^{}]*\}|"s[0-9]+"')
_PLACE = re.compile(r'"s([0-9]+)"')


def canonical(query: str) -> str:
    """The query as its parser writes it back, with matchers sorted as Prometheus sorts them.

    Comments and layout go; what cannot be parsed keeps its words.
    """
    try:
        return _canonical(query)
    except ValueError:
        return " ".join(query.split())


def _canonical(query: str) -> str:
    """Numbers stand for strings while the query is parsed: the parser drops the escapes of what it writes."""
    values: list[str] = []

    def numbered(piece: re.Match[str]) -> str:
        if piece[0].startswith("#"):
            return ""
        values.append(_value(piece[0]))
        return f'"s{len(values) - 1}"'

    def restored(text: str) -> str:
        return _PLACE.sub(lambda place: string(values[int(place[1])]), text)

    def placed(place: re.Match[str]) -> str:
        block = place[0]
        if not block.startswith("{") or " or " in block:
            return restored(block)
        return (
            "{" + ",".join(sorted(restored(each.strip()) for each in block[1:-1].split(","))) + "}"
        )

    return _PLACES.sub(placed, str(parsed(TEXTS.sub(numbered, query))))


def _value(literal: str) -> str:
    found = parsed(literal)
    return found.val if isinstance(found, promql_parser.StringLiteral) else literal
