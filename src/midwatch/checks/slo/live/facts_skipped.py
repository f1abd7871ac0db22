"""Which live facts nobody checked."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, information, warning
from midwatch.domain.findings import Finding, Place

CODE: Final = "slo/facts-skipped"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Say it once for all files: without a source for information; where the source failed, as a warning."""
    if facts.skipped is None or subject.path != subject.neighbours.first_path:
        return
    say = warning if facts.source_failed else information
    yield say(
        CODE,
        Place(subject.path),
        f"not checked: {'; '.join(need.value for need in Need)}",
        facts.skipped,
        "see what the source answers with `midwatch doctor`"
        if facts.source_failed
        else "name a source in midwatch.toml to check them too",
    )
