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
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.domain.slo.rules import ABSOLUTE_PAGE_RATIO

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
    *others, last = (times(window.burn_rate) for window in silent)
    rates = f"{', '.join(others)} and {last}" if others else last
    return warning(
        CODE,
        subject.place_of(objective.name),
        f"a burn of {rates} can never be reached with a target of {percent(objective.target.ratio)}",
        f"with a budget of {percent(budget)}, a total outage burns {times(1 / float(budget))}",
        _fix(objective, max(window.burn_rate for window in silent)),
    )


def _fix(objective: DeclaredObjective, burn_rate: float) -> str:
    """The promise that the alert could be reached with; an absolute page, where it would only fire over budget."""
    least = 100 / burn_rate
    match objective.kind:
        case ObjectiveKind.ERROR_RATE:
            promise = f"promise an error rate below {least:.2f}%"
        case ObjectiveKind.LATENCY:
            promise = f"name a percentile above {100 - least:.2f}, such as `latency_p95`"
        case _:
            promise = f"write a target above {100 - least:.2f}%"
    if float(objective.target.budget) >= ABSOLUTE_PAGE_RATIO or not objective.alerting.pages:
        return promise
    return f"write `absolute_page: on` under `alerting`, or {promise}"
