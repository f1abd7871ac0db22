"""A total violation pages, but late."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, information, warning
from midwatch.checks.slo.wording import about, percent
from midwatch.domain.findings import Finding
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.definition.declaration import DeclaredObjective
from midwatch.domain.slo.detection import first_alert
from midwatch.domain.slo.objective import ObjectiveKind

CODE: Final = "slo/slow-page"
NEEDS: Final[frozenset[Need]] = frozenset()
AT_MOST: Final = timedelta(minutes=10)
_FAILURES: Final = {ObjectiveKind.AVAILABILITY, ObjectiveKind.ERROR_RATE, ObjectiveKind.PROBE}
"""Where every event is bad, users get nothing at all; elsewhere they get it late."""


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Compute when a total violation pages; an absolute page is quick enough."""
    for objective in subject.declared:
        if not objective.alerting.pages or objective.alerting.absolute_page:
            continue
        first = first_alert(1.0, objective.target, AlertSeverity.PAGE)
        if first is not None and first.after > AT_MOST:
            yield _finding(subject, objective, first.after)


def _finding(subject: SloSubject, objective: DeclaredObjective, after: timedelta) -> Finding:
    say = warning if objective.kind in _FAILURES else information
    every = "failing" if objective.kind in _FAILURES else "bad"
    budget = percent(objective.target.budget)
    return say(
        CODE,
        subject.place_of(objective.name),
        f"with every event {every}, `{objective.name}` pages after {about(after)}",
        f"a budget of {budget} burns slowly even then; {about(AT_MOST)} is what a total violation may take",
        "write `absolute_page: on` under `alerting`: it pages when more than half is bad for 5 min",
    )
