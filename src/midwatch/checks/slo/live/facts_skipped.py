"""Which live facts nobody checked."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, information, warning
from midwatch.domain.findings import Finding, Place

CODE: Final = "slo/facts-skipped"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Say it once for each reason: for information where nobody was asked; as a warning where a source failed."""
    skipped = facts.skipped
    if skipped is None or not facts.speaks:
        return
    say = information if skipped.failure is None else warning
    yield say(
        CODE,
        Place(subject.path),
        f"not checked: {'; '.join(need.value for need in Need)}",
        skipped.why,
        skipped.fix,
    )
