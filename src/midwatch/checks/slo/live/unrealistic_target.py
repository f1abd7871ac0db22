"""The target was missed in every period that the source remembers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.checks.slo.wording import measured_good, percent
from midwatch.domain.findings import Finding
from midwatch.domain.measured import Measured
from midwatch.domain.slo.objective import Objective, ObjectiveKind

CODE: Final = "slo/unrealistic-target"
NEEDS: Final = frozenset({Need.HISTORY})
LADDER: Final = tuple(
    Decimal(text) for text in ("99.99", "99.95", "99.9", "99.5", "99", "98", "95", "90")
)
"""Targets that people promise, in percent, the strictest first."""


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Compare each target with the past periods that have data."""
    for objective in subject.bound:
        past = bad_ratios(objective, facts)
        if past and all(bad > float(objective.target.budget) for bad in past):
            yield _finding(subject, objective, past)


def bad_ratios(objective: Objective, facts: LiveFacts) -> tuple[float, ...]:
    """The share of bad events in each past period that has any, newest first."""
    periods = facts.past.periods.get(objective.id, ())
    measured = (one.counts.value for one in periods if isinstance(one.counts, Measured))
    return tuple(counts.bad_ratio for counts in measured if counts.bad_ratio is not None)


def kept(past: tuple[float, ...]) -> Decimal | None:
    """The strictest common target, in percent, that all of the periods would have met; None where none would."""
    worst = max(past)
    return next((target for target in LADDER if worst <= float(100 - target) / 100), None)


def _finding(subject: SloSubject, objective: Objective, past: tuple[float, ...]) -> Finding:
    figures = ", ".join(measured_good(bad) for bad in past)
    periods = "the last period" if len(past) == 1 else f"each of the last {len(past)} periods"
    return warning(
        CODE,
        subject.place_of(objective.name),
        f"{percent(objective.target.ratio)} was missed in {periods}",
        f"measured, newest first: {figures}; a budget that is always spent decides nothing",
        _fix(objective, kept(past)),
    )


def _fix(objective: Objective, target: Decimal | None) -> str:
    if objective.kind is ObjectiveKind.LATENCY:
        return "allow more time, or make the service faster before you promise this"
    if target is None:
        return "make the service better before you promise anything"
    if objective.kind is ObjectiveKind.ERROR_RATE:
        return f"write `{objective.name}: {100 - target}%`, which would have held"
    return f"write `{objective.name}: {target}%`, which would have held"
