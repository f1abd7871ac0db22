"""So little traffic, always or at night, that a total outage could not page within an hour, and nothing else looks."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.live.little_traffic import events_an_hour
from midwatch.checks.slo.questions import events_to_page, pages_by_requests
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.checks.slo.wording import count
from midwatch.domain.findings import Finding
from midwatch.domain.slo.objective import Objective, ObjectiveKind

CODE: Final = "slo/probe-required"
NEEDS: Final = frozenset({Need.HISTORY})
QUIET_SHARE: Final = 1 / 24
"""An hour a day may be quiet: a restart, a maintenance window."""
FEWEST_HOURS: Final = 24
"""Fewer measured hours than a day has tell nothing about its nights."""


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Compare the events of an hour, at the busiest and hour by hour, with the bad events that a page needs."""
    if subject.of_kind(ObjectiveKind.PROBE) is not None:
        return
    for objective in subject.bound:
        quiet = _quiet(objective, facts) if pages_by_requests(objective) else None
        if quiet is not None:
            yield error(
                CODE,
                subject.place_of(objective.name),
                quiet,
                f"a page needs {events_to_page(objective)} bad events, and even with every event bad there are fewer",
                "add `probe: 99.9%` under `slo`: a probe asks whether anybody else does or not",
            )


def _quiet(objective: Objective, facts: LiveFacts) -> str | None:
    """When too little comes for a page, in words; None where enough does, or nobody can tell."""
    needed = events_to_page(objective)
    hourly = events_an_hour(objective, facts)
    if hourly is not None and hourly < needed:
        return f"{count(hourly)} events an hour: an outage would not page within one"
    hours = facts.past.hours.get(objective.id, ())
    quiet = sum(events < needed for events in hours)
    if len(hours) < FEWEST_HOURS or quiet <= len(hours) * QUIET_SHARE:
        return None
    return (
        f"in {quiet} of the last {len(hours)} hours fewer than {needed} events came: "
        "an outage then would not page within an hour"
    )
