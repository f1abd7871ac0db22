"""Walks over the graph of calls; cycles are walked once, services that the graph does not name call nobody."""

from collections import deque
from collections.abc import Callable, Mapping

from midwatch.domain.signals.causes.situation import Graph


def paths(graph: Graph, start: str, through: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    """A shortest path from `start` to each service that is reached, over services that may be walked `through`."""
    found: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here != start and not through(here):
            continue
        for callee in callees(graph, here):
            if callee not in found:
                found[callee] = (*found[here], callee)
                waiting.append(callee)
    return found


def callees(graph: Graph, service: str) -> tuple[str, ...]:
    """Whom it calls, itself aside, each once, by name."""
    return tuple(sorted({each for each in graph.get(service, ()) if each != service}))


def onward(graph: Graph, service: str, depths: Mapping[str, int]) -> tuple[str, ...]:
    """Its callees, but for those that close a circle: that lead back to it, and are no farther from the start."""
    return tuple(
        each
        for each in callees(graph, service)
        if depths[each] > depths[service] or service not in paths(graph, each, lambda _: True)
    )


def callers(graph: Graph) -> dict[str, tuple[str, ...]]:
    """The graph turned around."""
    found: dict[str, list[str]] = {}
    for caller in graph:
        for callee in callees(graph, caller):
            found.setdefault(callee, []).append(caller)
    return {callee: tuple(each) for callee, each in found.items()}
