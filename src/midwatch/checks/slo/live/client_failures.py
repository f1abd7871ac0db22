"""How much of an error rate is the clients' own doing."""

from collections.abc import Iterator
from typing import Final

from midwatch.checks.slo.facts import LiveFacts, Need
from midwatch.checks.slo.subject import SloSubject, information
from midwatch.checks.slo.wording import percent, times
from midwatch.domain.findings import Finding
from midwatch.domain.measured import Measured
from midwatch.domain.slo.objective import ObjectiveKind

CODE: Final = "slo/client-failures"
NEEDS: Final = frozenset({Need.HISTORY})


def check(subject: SloSubject, facts: LiveFacts) -> Iterator[Finding]:
    """Show the share of client failures in the last period, and offer to leave them out."""
    for objective in subject.bound:
        measured = facts.past.client_failures.get(objective.id)
        if objective.kind is not ObjectiveKind.ERROR_RATE or not isinstance(measured, Measured):
            continue
        share = measured.value.bad_ratio
        if not share:
            continue
        spent = times(share / float(objective.target.budget))
        yield information(
            CODE,
            subject.place_of(objective.name),
            f"{percent(share)} of requests were client failures in the last period",
            f"`error_rate` counts them: they alone are {spent} its budget of {percent(objective.target.budget)}",
            "leave them out with `availability`, which counts server failures only, or keep them if clients are yours",
        )
