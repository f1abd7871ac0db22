"""A service depends on one that has no file."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding

CODE: Final = "slo/unknown-dependency"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Look for a file of each dependency."""
    if subject.declaration is None:
        return
    known = subject.neighbours.paths
    for number, name in enumerate(subject.declaration.depends_on):
        if name not in known:
            near = nearest(name, [other for other in known if other != subject.declaration.service])
            yield warning(
                CODE,
                subject.place(f"depends_on[{number}]"),
                f"no service file declares {name}",
                "an alert of a dependency quiets those of the services above it; this one cannot",
                f"write {near}" if near else f"write slos/{name}.yaml, or remove it here",
            )
