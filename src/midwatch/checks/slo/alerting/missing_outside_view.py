"""A critical service is seen from the inside only."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.domain.findings import Finding
from midwatch.domain.slo.objective import ObjectiveKind, Tier

CODE: Final = "slo/missing-outside-view"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Ask of each critical service whether a probe looks at it."""
    declaration = subject.declaration
    if declaration is None or declaration.tier is not Tier.CRITICAL:
        return
    if subject.of_kind(ObjectiveKind.PROBE) is None:
        yield warning(
            CODE,
            subject.place("tier"),
            "the service is critical and nothing looks at it from outside",
            "a service that cannot be reached counts no failures: its own metrics look healthy",
            "add `probe: 99.9%` under `slo` (blackbox exporter), or one with a `gauge` of your load balancer",
        )
