"""Two files declare one service."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.domain.findings import Finding

CODE: Final = "slo/duplicate-service"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Look for other files of the same service."""
    if subject.declaration is None:
        return
    paths = subject.neighbours.paths.get(subject.declaration.service, ())
    others = [path for path in paths if path != subject.path]
    if others:
        yield error(
            CODE,
            subject.place("service"),
            f"{', '.join(others)} declares the service too",
            "the rules of one would overwrite those of the other",
            "merge the files, or rename one of the services",
        )
