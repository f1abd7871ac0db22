"""No series carries the label that tells good events from bad ones."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need, without
from midwatch.checks.slo.subject import SloSubject, error
from midwatch.domain.errors import nearest
from midwatch.domain.findings import Finding
from midwatch.domain.slo.indicator import CounterEvents
from midwatch.domain.untrusted import for_terminal

CODE: Final = "slo/label-absent"
NEEDS: Final = frozenset({Need.SERIES})


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look up the labels of each total whose outcome a label tells; each label is told once."""
    told: set[str] = set()
    for objective in subject.bound:
        indicator = objective.indicator
        if not isinstance(indicator, CounterEvents) or indicator.presence_label is None:
            continue
        label = indicator.presence_label
        there = facts.series.get(without(indicator.valid, label))
        if label in told or there is None or not there.series or label in there.labels:
            continue
        told.add(label)
        near = nearest(label, there.labels)
        listed = ", ".join(for_terminal(name, 40) for name in sorted(there.labels)) or "none"
        yield error(
            CODE,
            subject.place_of(objective.name),
            f"no series of {indicator.valid.metric} has the label `{label}`",
            f"it tells good events from bad ones; without it every failure would look healthy. Labels there: {listed}",
            f"did you mean `{for_terminal(near, 40)}`? Give the objective `total` and `bad` of its own"
            if near
            else "give the objective `total` and `bad` of its own, or choose another `convention`",
        )
