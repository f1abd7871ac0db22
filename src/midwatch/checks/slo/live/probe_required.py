"""So little traffic that a total outage could not page within an hour, and nothing else looks."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.live.little_traffic import events_an_hour
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.checks.slo.wording import count
from midwatch.domain.findings import Finding
from midwatch.domain.slo.objective import ObjectiveKind

CODE: Final = "slo/probe-required"
NEEDS: Final = frozenset({Need.HISTORY})
_BY_REQUESTS: Final = {ObjectiveKind.AVAILABILITY, ObjectiveKind.ERROR_RATE}


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Compare the events of an hour with the bad events that a page needs."""
    if subject.of_kind(ObjectiveKind.PROBE) is not None:
        return
    for objective in subject.bound:
        hourly = events_an_hour(objective, facts)
        if objective.kind not in _BY_REQUESTS or not objective.alerting.pages or hourly is None:
            continue
        minimum = objective.alerting.minimum_bad_events
        if hourly < max(minimum, 1):
            yield error(
                CODE,
                subject.place_of(objective.name),
                f"{count(hourly)} events an hour: an outage would not page within one",
                f"a page needs {max(minimum, 1)} bad events, and even with every event bad there are fewer",
                "add `probe: 99.9%` under `slo`: a probe asks whether anybody else does or not",
            )
