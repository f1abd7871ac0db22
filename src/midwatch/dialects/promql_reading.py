"""What a person's PromQL says: whether it can be read, over which window, and from which series."""

import re
from datetime import timedelta
from typing import Final

import promql_parser

from midwatch.dialects.promql import WINDOW_PLACEHOLDER, in_window
from midwatch.dialects.promql_parsing import matcher_of, parsed
from midwatch.domain.signals.selector import MatchOperator, Selector

_SAMPLE_WINDOW: Final = timedelta(minutes=5)
_NEEDS_COUNTER: Final = frozenset({"rate", "irate", "increase"})
_OR_ZERO: Final = re.compile(r"\bor\s+vector\(\s*0\s*\)\s*\)*\s*$")
_TEMPLATE: Final = re.compile(r"\{\{.*?\}\}|\$\w+")


def has_window(query: str) -> bool:
    """Whether the query leaves its window open."""
    return WINDOW_PLACEHOLDER.search(query) is not None


def unknown_template(query: str) -> str | None:
    """A placeholder that nobody fills in; None where there is none."""
    found = _TEMPLATE.search(WINDOW_PLACEHOLDER.sub("", query))
    return found.group() if found else None


def fault(query: str) -> str | None:
    """What is wrong with the query once its window is filled in, in the parser's words; None where nothing is."""
    try:
        parsed(in_window(query, _SAMPLE_WINDOW))
    except ValueError as error:
        return str(error)
    return None


def is_zero_where_nothing(query: str) -> bool:
    """Whether the query says itself that no series means none: it ends with `or vector(0)`."""
    return _OR_ZERO.search(query) is not None


def selectors(query: str) -> tuple[Selector, ...]:
    """The series that the query reads, in order, each once; none where it cannot be read."""
    return tuple(dict.fromkeys(selector for selector, _ in _reads(query)))


def counters(query: str) -> tuple[Selector, ...]:
    """Those of its series that the query reads as counters: inside rate, irate or increase."""
    return tuple(dict.fromkeys(selector for selector, counted in _reads(query) if counted))


def _reads(query: str) -> tuple[tuple[Selector, bool], ...]:
    """Each selector, and whether it is read as a counter."""
    try:
        root = parsed(in_window(query, _SAMPLE_WINDOW))
    except ValueError:
        return ()
    found: list[tuple[Selector, bool]] = []
    counting = False

    def visit(node: promql_parser.Expr) -> None:
        nonlocal counting
        match node:
            case promql_parser.MatrixSelector():
                return  # its own selector comes next, in the same call
            case promql_parser.VectorSelector() if (selector := _selector(node)) is not None:
                found.append((selector, counting))
            case _:
                pass
        counting = isinstance(node, promql_parser.Call) and node.func.name in _NEEDS_COUNTER

    promql_parser.walk(root, visit)
    return tuple(found)


def _selector(node: promql_parser.VectorSelector) -> Selector | None:
    matchers = [matcher_of(m) for m in node.matchers.matchers]
    named = [
        m.value for m in matchers if m.label == "__name__" and m.operator is MatchOperator.EQUAL
    ]
    metric = node.name or next(iter(named), None)
    if metric is None or node.matchers.or_matchers:
        return None
    return Selector(metric, tuple(m for m in matchers if m.label != "__name__"))
