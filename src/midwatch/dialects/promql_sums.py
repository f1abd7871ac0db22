"""A person's PromQL, where it is no more than sums of counters: what can be counted, and made up, without a server.

Source: https://prometheus.io/docs/prometheus/latest/querying/basics/
"""

from dataclasses import dataclass, replace
from datetime import timedelta

import promql_parser as promql

from midwatch.dialects.promql import in_window
from midwatch.dialects.promql_parsing import bare, is_or_zero, matcher_of, parsed
from midwatch.domain.signals.selector import MatchOperator, Selector
from midwatch.domain.untrusted import for_terminal

WINDOW = timedelta(days=4_321, milliseconds=987)
"""Stands for the window while a query is looked at; nobody writes such a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """`sum(rate(selector[window]))`, or increase. `whole`: one number; `or_zero`: zero where nothing matches."""

    selector: Selector
    function: str
    whole: bool = False
    or_zero: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """One sum over another, or one minus that (`inverted`)."""

    part: Sum
    total: Sum
    inverted: bool = False


class TooMuchError(ValueError):
    """The query is more than sums of counters; the message says what in it."""


def as_sum(query: str) -> Sum:
    """Read a query for events. Raises TooMuchError."""
    return _sum(_tree(query))


def as_quotient(query: str) -> Quotient:
    """Read a query for the share of bad events. Raises TooMuchError."""
    node = bare(_tree(query))
    if isinstance(node, promql.BinaryExpr) and _operator(node) == "-":
        one = bare(node.lhs)
        if isinstance(one, promql.NumberLiteral) and one.val == 1:
            found = _quotient(bare(node.rhs))
            return Quotient(part=found.part, total=found.total, inverted=True)
    return _quotient(node)


def _tree(query: str) -> promql.Expr:
    try:
        return parsed(in_window(query, WINDOW))
    except ValueError as error:
        raise TooMuchError(f"it cannot be read: {for_terminal(str(error), 200)}") from error


def _quotient(node: promql.Expr) -> Quotient:
    if not isinstance(node, promql.BinaryExpr) or _operator(node) != "/":
        raise TooMuchError("it is no quotient of two sums")
    part, total = _sum(node.lhs), _sum(node.rhs)
    if not (part.whole and total.whole and part.function == total.function):
        raise TooMuchError("its two sides are not both `sum(rate(…))`, without labels")
    return Quotient(part=part, total=total)


def _sum(node: promql.Expr) -> Sum:
    match bare(node):
        case promql.AggregateExpr() as aggregate if str(aggregate.op) == "sum":
            return replace(_sum(aggregate.expr), whole=aggregate.modifier is None)
        case promql.BinaryExpr() as either if is_or_zero(either):
            inner = _sum(either.lhs)
            if not inner.whole:
                raise TooMuchError("it has `or vector(0)` behind more than one number")
            return replace(inner, or_zero=True)
        case promql.Call() as call if call.func.name in {"rate", "increase"}:
            return Sum(selector=_selector(call.args[0]), function=call.func.name)
        case _:
            raise TooMuchError("it is more than a sum of rates or increases of one selector")


def _selector(node: promql.Expr) -> Selector:
    matrix = bare(node)
    if not isinstance(matrix, promql.MatrixSelector) or matrix.range != WINDOW:
        raise TooMuchError("its range is not [{{.window}}]")
    vector = matrix.vector_selector
    if vector.offset is not None or vector.at is not None or vector.matchers.or_matchers:
        raise TooMuchError("it has an offset, a fixed time, or alternatives among its matchers")
    matchers = tuple(map(matcher_of, vector.matchers.matchers))
    names = [each for each in matchers if each.label == "__name__"]
    if vector.name is None and [each.operator for each in names] == [MatchOperator.EQUAL]:
        return Selector(names[0].value, tuple(each for each in matchers if each not in names))
    if vector.name is None or names:
        raise TooMuchError("it names no metric, or more than one")
    return Selector(vector.name, matchers)


def _operator(node: promql.BinaryExpr) -> str:
    return str(node.op)
