"""Parsing a query that a person wrote, whatever they wrote."""

import re

import promql_parser

MAX_QUERY = 65_536
"""Characters of a query; a screen holds two thousand."""
MAX_OPERATORS = 300
"""Operators and parentheses of a query. The parser recurses at each, and at some thousands its stack ends the process;
Python's own ends walks at a thousand."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"|' + r"'(?:[^'\\]|\\.)*+'|`[^`]*+`", re.DOTALL)
_NESTING = re.compile(r"[-+*/%^(<>]|[=!]=|\b(?:and|or|unless|atan2)\b", re.IGNORECASE)


def parsed(query: str) -> promql_parser.Expr:
    """The query's tree. Raises ValueError with the reason where there is none, and where it is out of all measure."""
    if len(query) > MAX_QUERY:
        msg = f"the query has {len(query):,} characters, of which at most {MAX_QUERY:,} are read"
        raise ValueError(msg)
    operators = len(_NESTING.findall(_QUOTED.sub("", query)))
    if operators > MAX_OPERATORS:
        msg = f"the query has {operators:,} operators and parentheses; at most {MAX_OPERATORS} are read"
        raise ValueError(msg)
    return promql_parser.parse(query)
