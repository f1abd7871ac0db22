"""An alert can never fire: even a total outage burns too slowly for it."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.checks.slo.wording import percent, times
from midwatch.domain.findings import Finding
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity, AlertWindow
from midwatch.domain.slo.definition.declaration import DeclaredObjective
from midwatch.domain.slo.detection import time_to_detect

CODE: Final = "slo/unreachable-alert"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Ask of each window in use whether a total outage would reach it; an absolute page covers what does not."""
    for objective in subject.declared:
        silent = [
            window
            for window in ALERT_WINDOWS
            if _in_use(window, objective) and time_to_detect(1.0, objective.target, window) is None
        ]
        if silent and not (objective.alerting.absolute_page and objective.alerting.pages):
            yield _finding(subject, objective, silent)


def _in_use(window: AlertWindow, objective: DeclaredObjective) -> bool:
    if window.severity is AlertSeverity.PAGE:
        return objective.alerting.pages
    return objective.alerting.tickets


def _finding(
    subject: SloSubject, objective: DeclaredObjective, silent: list[AlertWindow]
) -> Finding:
    budget = objective.target.budget
    rates = " and ".join(times(window.burn_rate) for window in silent)
    highest = max(window.burn_rate for window in silent)
    return warning(
        CODE,
        subject.place_of(objective.name),
        f"a burn of {rates} can never be reached with a target of {percent(objective.target.ratio)}",
        f"with a budget of {percent(budget)}, a total outage burns {times(1 / float(budget))}",
        f"write `absolute_page: on` under `alerting`, or a target above {_reachable(highest)}%",
    )


def _reachable(burn_rate: float) -> str:
    return f"{100 - 100 / burn_rate:.2f}"
