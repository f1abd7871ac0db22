"""A service promises more than anybody can watch."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.domain.findings import Finding

CODE: Final = "slo/too-many-objectives"
NEEDS: Final[frozenset[Need]] = frozenset()
AT_MOST: Final = 5
"""“Have as few SLOs as possible”: Site Reliability Engineering, chapter 4, https://sre.google/sre-book/service-level-objectives/"""


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Count the objectives."""
    promised = len(subject.declared)
    if promised > AT_MOST:
        yield warning(
            CODE,
            subject.place("slo"),
            f"{promised} objectives for one service",
            f"each can freeze releases and wake people; beyond {AT_MOST} nobody can say which one matters",
            "keep those that users would notice, and watch the rest on a dashboard",
        )
