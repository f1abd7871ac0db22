"""A burn that empties the budget can go on without any alert."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.checks.slo.wording import about, times
from midwatch.domain.findings import Finding
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity
from midwatch.domain.slo.definition.declaration import DeclaredObjective

CODE: Final = "slo/uncovered-burn"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Find the slowest burn that alerts; what is between 1 and that goes unseen."""
    for objective in subject.declared:
        slowest = slowest_alert(objective)
        if slowest is not None and slowest <= 1:
            continue
        period = objective.period.nominal_length
        seen = "no burn" if slowest is None else f"no burn below {times(slowest)}"
        hidden = period if slowest is None else period / slowest
        yield warning(
            CODE,
            subject.place_of(objective.name),
            f"{seen} of `{objective.name}` alerts anybody",
            f"every burn above 1 empties the budget: within {about(hidden)} to {about(period)}, unseen",
            "write `ticket: on` under `alerting`",
        )


def slowest_alert(objective: DeclaredObjective) -> float | None:
    """The burn rate of the slowest alert in use; None where none is."""
    in_use = {
        AlertSeverity.PAGE: objective.alerting.pages,
        AlertSeverity.TICKET: objective.alerting.tickets,
    }
    return min((w.burn_rate for w in ALERT_WINDOWS if in_use[w.severity]), default=None)
