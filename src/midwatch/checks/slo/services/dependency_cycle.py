"""Services depend on each other in a circle."""

from collections.abc import Iterator, Mapping
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.domain.findings import Finding

CODE: Final = "slo/dependency-cycle"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Follow the dependencies, and see whether they lead back."""
    if subject.declaration is None:
        return
    circle = way_back(subject.declaration.service, subject.neighbours.depends_on)
    if circle:
        yield error(
            CODE,
            subject.place("depends_on"),
            f"the dependencies lead back: {' → '.join(circle)}",
            "an alert of a dependency quiets those above it; in a circle all would quiet each other",
            "remove the dependency that is not needed to answer a request",
        )


def way_back(start: str, depends_on: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way from a service back to itself, both ends included; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in depends_on.get(way[-1], ()):
            if name == start:
                return (*way, start)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
