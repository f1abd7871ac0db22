"""Parsing a query that a person wrote, whatever they wrote."""

import re

import promql_parser

from midwatch.dialects.promql import string
from midwatch.domain.signals.selector import Matcher, MatchOperator

MAX_QUERY = 65_536
"""Characters of a query; a screen holds two thousand."""
MAX_OPERATORS = 300
"""Operators and parentheses of a query. The parser recurses at each, and at some thousands its stack ends the process;
Python's own ends walks at a thousand."""

TEXTS = re.compile(r'#[^\n]*|"(?:[^"\\]|\\.)*+"|' + r"'(?:[^'\\]|\\.)*+'|`[^`]*+`", re.DOTALL)
"""Strings and comments of a query, in which nothing is an operator, a brace or a matcher."""
_NESTING = re.compile(r"[-+*/%^(<>]|[=!]=|\b(?:and|or|unless|atan2)\b", re.IGNORECASE)


_OPERATORS = (
    (promql_parser.MatchOp.Equal, MatchOperator.EQUAL),
    (promql_parser.MatchOp.NotEqual, MatchOperator.NOT_EQUAL),
    (promql_parser.MatchOp.Re, MatchOperator.REGEX),
    (promql_parser.MatchOp.NotRe, MatchOperator.NOT_REGEX),
)


def matcher_of(matcher: promql_parser.Matcher) -> Matcher:
    """A condition of a parsed selector, `__name__` included."""
    operator = next(ours for theirs, ours in _OPERATORS if theirs == matcher.op)
    return Matcher(matcher.name, matcher.value, operator)


def parsed(query: str) -> promql_parser.Expr:
    """The query's tree. Raises ValueError with the reason where there is none, and where it is out of all measure."""
    if len(query) > MAX_QUERY:
        msg = f"the query has {len(query):,} characters, of which at most {MAX_QUERY:,} are read"
        raise ValueError(msg)
    operators = len(_NESTING.findall(TEXTS.sub("", query)))
    if operators > MAX_OPERATORS:
        msg = f"the query has {operators:,} operators and parentheses; at most {MAX_OPERATORS} are read"
        raise ValueError(msg)
    return promql_parser.parse(TEXTS.sub(_without_raw, query))


def bare(node: promql_parser.Expr) -> promql_parser.Expr:
    """What stands inside all parentheses around a node."""
    while isinstance(node, promql_parser.ParenExpr):
        node = node.expr
    return node


def is_or_zero(node: promql_parser.Expr) -> bool:
    """Whether a node is `… or vector(0)`, with or without `on ()`: zero where its left side is absent."""
    return (
        isinstance(node, promql_parser.BinaryExpr)
        and str(node.op) == "or"
        and _is_zero(bare(node.rhs))
    )


def _is_zero(node: promql_parser.Expr) -> bool:
    if not isinstance(node, promql_parser.Call) or node.func.name != "vector":
        return False
    number = bare(node.args[0])
    return isinstance(number, promql_parser.NumberLiteral) and number.val == 0


def _without_raw(text: re.Match[str]) -> str:
    """A raw string as a quoted one: the parser looks for escapes in both."""
    return string(text[0][1:-1]) if text[0].startswith("`") else text[0]
