"""A target is written down that holds only from a day to come, and rules alert by it at once."""

from collections.abc import Iterator
from datetime import UTC
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.checks.slo.wording import percent
from midwatch.domain.findings import Finding
from midwatch.domain.slo.objective import Objective

CODE: Final = "slo/future-target"
NEEDS: Final[frozenset[Need]] = frozenset()


def check(subject: SloSubject, _facts: LiveFacts) -> Iterator[Finding]:
    """Ask whether an earlier target ends after today: rules know the last one only."""
    day = subject.at.astimezone(UTC).date()
    for objective in subject.bound:
        if any(day < until for until, _ in objective.earlier_targets):
            yield _finding(subject, objective)


def _finding(subject: SloSubject, objective: Objective) -> Finding:
    now, then = percent(objective.target_at(subject.at).ratio), percent(objective.target.ratio)
    last = objective.earlier_targets[-1][0].isoformat()
    return warning(
        CODE,
        subject.place(f"slo.{objective.name}.earlier_targets"),
        f"the rules of `{objective.name}` alert by a target of {then} at once, which holds from {last}",
        f"until then budget, status and gate judge by {now}; the two would contradict each other",
        f"keep {now} as the target, without an `until` to come, and write {then} on {last}",
    )
