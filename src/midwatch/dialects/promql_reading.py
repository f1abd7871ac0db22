"""What a person's PromQL says: whether it can be read, over which window, and from which series."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import promql_parser

from midwatch.dialects.promql import WINDOW_PLACEHOLDER, in_window
from midwatch.dialects.promql_parsing import is_or_zero, matcher_of, parsed
from midwatch.domain.signals.selector import MatchOperator, Selector

_SAMPLE_WINDOW: Final = timedelta(minutes=5)
_NEEDS_COUNTER: Final = frozenset({"rate", "irate", "increase"})
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


def selectors(query: str) -> tuple[Selector, ...]:
    """The series that the query reads, in order, each once; none where it cannot be read."""
    return tuple(dict.fromkeys(read.selector for read in _reads(query)))


def counters(query: str) -> tuple[Selector, ...]:
    """Those of its series that the query reads as counters: inside rate, irate or increase."""
    return tuple(dict.fromkeys(read.selector for read in _reads(query) if read.counted))


def zero_where_absent(query: str) -> frozenset[Selector]:
    """Those of its series whose absence the query itself counts as none: they stand before `or vector(0)` only."""
    reads = _reads(query)
    excused = {read.selector for read in reads if read.or_zero}
    return frozenset(excused - {read.selector for read in reads if not read.or_zero})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One mention of a selector: whether it is read as a counter, and whether `or vector(0)` stands behind it."""

    selector: Selector
    counted: bool
    or_zero: bool


def _reads(query: str) -> tuple[_Read, ...]:
    try:
        root = parsed(in_window(query, _SAMPLE_WINDOW))
    except ValueError:
        return ()
    found: list[_Read] = []
    counting, zeros = False, 0

    def enter(node: promql_parser.Expr) -> None:
        nonlocal counting, zeros
        match node:
            case promql_parser.MatrixSelector():
                return  # its own selector comes next, in the same call
            case promql_parser.VectorSelector() if (selector := _selector(node)) is not None:
                found.append(_Read(selector=selector, counted=counting, or_zero=zeros > 0))
            case _:
                pass
        zeros += is_or_zero(node)
        counting = isinstance(node, promql_parser.Call) and node.func.name in _NEEDS_COUNTER

    def leave(node: promql_parser.Expr) -> None:
        nonlocal zeros
        zeros -= is_or_zero(node)

    promql_parser.walk(root, enter, leave)
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
