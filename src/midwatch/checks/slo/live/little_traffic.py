"""So few events that a single bad one wakes somebody, or spends the whole budget."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.checks.slo.wording import count, times
from midwatch.domain.findings import Finding
from midwatch.domain.measured import Measured
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity
from midwatch.domain.slo.objective import Objective

CODE: Final = "slo/little-traffic"
NEEDS: Final = frozenset({Need.HISTORY})
FEWEST_FAILURES: Final = 3
"""At a compliant 0.05% of failures and 60 requests an hour, pages on fewer than three failures are false more than
20 times in 30 days; with three at least, once at most (simulated for a 99.9% target)."""

_HOUR: Final = timedelta(hours=1)


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Compute from the measured volume how many bad events page, and how many the budget holds."""
    for objective in subject.bound:
        hourly = events_an_hour(objective, facts)
        if hourly is None or hourly <= 0:
            continue
        if _failures_that_page(objective, hourly) < FEWEST_FAILURES:
            yield _page(subject, objective, hourly)
        elif _budget_events(objective, hourly) < 1:
            yield _budget(subject, objective, hourly)


def events_an_hour(objective: Objective, facts: LiveFacts) -> float | None:
    """Valid events an hour: of the last hour, day and period the busiest, since a young source has no long past."""
    measured = [
        past.counts.value.valid / (past.span.length / _HOUR)
        for past in facts.past.volume.get(objective.id, ())
        if isinstance(past.counts, Measured)
    ]
    return max(measured, default=None)


def _failures_that_page(objective: Objective, hourly: float) -> float:
    """Bad events in a long window at which its page fires, at the fewest; infinite where nothing pages."""
    if not objective.alerting.pages:
        return float("inf")
    budget = float(objective.target.budget)
    fewest = min(
        window.burn_rate * budget * hourly * (window.long / _HOUR)
        for window in ALERT_WINDOWS
        if window.severity is AlertSeverity.PAGE
    )
    return max(fewest, objective.alerting.minimum_bad_events)


def _budget_events(objective: Objective, hourly: float) -> float:
    return float(objective.target.budget) * hourly * (objective.period.nominal_length / _HOUR)


def _page(subject: SloSubject, objective: Objective, hourly: float) -> Finding:
    burn = 1 / hourly / float(objective.target.budget)
    return warning(
        CODE,
        subject.place_of(objective.name),
        f"{count(hourly)} events an hour: one bad one burns {times(burn)} for an hour",
        f"fewer than {FEWEST_FAILURES} bad events can page, so chance wakes people",
        f"write `minimum_bad_events: {FEWEST_FAILURES}` under `alerting`",
    )


def _budget(subject: SloSubject, objective: Objective, hourly: float) -> Finding:
    held = _budget_events(objective, hourly)
    return warning(
        CODE,
        subject.place_of(objective.name),
        f"{count(hourly)} events an hour: the budget of a period holds {held:.2f} of them",
        "a single bad event overspends it, and the objective says nothing about the service",
        "write a lower target, a longer `period`, or measure by a probe, which makes events of its own",
    )
