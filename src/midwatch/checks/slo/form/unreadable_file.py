"""A file is there and cannot be read as text, or a folder and cannot be listed."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject
from midwatch.domain.findings import Finding

CODE: Final = "slo/unreadable-file"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Pass on what reading the file told."""
    return subject.told_as(CODE)
