"""Events are counted by a metric that is no counter."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.questions import counted
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.domain.findings import Finding
from midwatch.ports.metrics import MetricType

CODE: Final = "slo/not-a-counter"
NEEDS: Final = frozenset({Need.SERIES})


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up the type of each metric that is read as a counter; each is told once."""
    told: set[str] = set()
    for objective in subject.bound:
        for selector in counted(objective.indicator):
            found = facts.series.get(selector)
            if found is None or found.type is not MetricType.GAUGE or selector.metric in told:
                continue
            told.add(selector.metric)
            yield error(
                CODE,
                subject.place_of(objective.name),
                f"{selector.metric} is a gauge",
                "a gauge goes down as well as up, and each fall would be taken for a restart and count as events",
                "name a counter, or measure the gauge's samples with `gauge` and `bad_above`",
            )
