"""One cause pages twice."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.domain.findings import Finding
from midwatch.domain.slo.objective import ObjectiveKind

CODE: Final = "slo/double-page"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Look for an error rate that pages beside an availability that does."""
    availability = subject.of_kind(ObjectiveKind.AVAILABILITY)
    rate = subject.of_kind(ObjectiveKind.ERROR_RATE)
    if availability and rate and availability.alerting.pages and rate.alerting.pages:
        yield warning(
            CODE,
            subject.place(f"slo.{rate.name}.alerting"),
            "`error_rate` pages beside `availability`",
            "a server failure is bad for both, so one outage wakes people twice",
            "write `page: off` for error_rate; beside availability it opens tickets",
        )
