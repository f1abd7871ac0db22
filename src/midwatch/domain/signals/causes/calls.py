"""Walks over the graph of calls; cycles are walked once, services that the graph does not name call nobody."""

from collections import deque
from collections.abc import Callable

from midwatch.domain.signals.causes.situation import Graph


def paths(graph: Graph, start: str, through: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    """A shortest path from `start` to each service that is reached, over services that may be walked `through`."""
    found: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here != start and not through(here):
            continue
        for callee in graph.get(here, ()):
            if callee not in found:
                found[callee] = (*found[here], callee)
                waiting.append(callee)
    return found


def callees(graph: Graph, service: str) -> tuple[str, ...]:
    """Whom it calls, itself aside, each once."""
    return tuple(dict.fromkeys(each for each in graph.get(service, ()) if each != service))


def callers(graph: Graph) -> dict[str, tuple[str, ...]]:
    """The graph turned around."""
    found: dict[str, list[str]] = {}
    for caller in graph:
        for callee in callees(graph, caller):
            found.setdefault(callee, []).append(caller)
    return {callee: tuple(each) for callee, each in found.items()}
