"""One selector covers more than one environment or cluster."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.questions import needed
from midwatch.checks.slo.subject import SloSubject, warning
from midwatch.domain.findings import Finding
from midwatch.domain.untrusted import for_terminal

CODE: Final = "slo/mixed-environments"
NEEDS: Final = frozenset({Need.SERIES})
LABELS: Final = (
    *("env", "environment", "stage", "deployment_environment", "deployment_environment_name"),
    *("cluster", "k8s_cluster_name"),
)
"""Labels by which people tell environments and clusters apart, those of OpenTelemetry's resources among them."""

_SHOWN: Final = 4


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Look for a label of that kind with several values behind one objective; each label is told once."""
    told: set[str] = set()
    for objective in subject.bound:
        for selector in needed(objective.indicator):
            found = facts.series.get(selector)
            mixed = {
                label: values
                for label, values in (found.labels if found else {}).items()
                if label in LABELS and len(values) > 1 and label not in told
            }
            for label, values in mixed.items():
                told.add(label)
                yield _finding(subject, objective.name, label, values)


def _finding(subject: SloSubject, objective: str, label: str, values: tuple[str, ...]) -> Finding:
    listed = ", ".join(for_terminal(value, 40) for value in values[:_SHOWN])
    more = ", …" if len(values) > _SHOWN else ""
    declared = subject.declaration.environment if subject.declaration else None
    chosen = declared if declared in values else values[0]
    return warning(
        CODE,
        subject.place("selector") if "selector" in subject.places else subject.place_of(objective),
        f"{len(values)} values of `{label}` are counted together: {listed}{more}",
        "failures of a test environment spend the budget of production, and a healthy cluster hides a sick one",
        f"write `selector: {{{label}: {for_terminal(chosen, 40)}}}`",
    )
