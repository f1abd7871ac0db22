"""Every check of incidents, in the order in which they run."""

from typing import Final

from midwatch.checks.incident import (
    accepted_twice,
    altered_event,
    broken_file,
    declared_twice,
    ends_before_it_starts,
    foreign_file,
    from_the_future,
    newer_schema,
    phase_out_of_order,
    undeclared,
)
from midwatch.checks.incident.subject import IncidentSubject
from midwatch.checks.registry import Check, check_of
from midwatch.domain.findings import Finding

INCIDENT_CHECKS: Final[tuple[Check[IncidentSubject], ...]] = tuple(
    check_of(module)
    for module in (
        phase_out_of_order,
        ends_before_it_starts,
        declared_twice,
        accepted_twice,
        undeclared,
        from_the_future,
        newer_schema,
        broken_file,
        foreign_file,
        altered_event,
    )
)
INCIDENT_CODES: Final = frozenset(check.code for check in INCIDENT_CHECKS)


def check_incident(subject: IncidentSubject) -> tuple[Finding, ...]:
    """How an incident contradicts itself, by place; empty where it does not."""
    found = (finding for check in INCIDENT_CHECKS for finding in check.run(subject))
    return tuple(sorted(found, key=lambda finding: finding.sort_key))
