"""Everything that the papers on an incident are made from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.severity import IncidentSeverity
from midwatch.domain.incidents.times import Times

_SATURDAY: Final = 5
SEV1_DAYS: Final = 3
SEV2_WORKING_DAYS: Final = 5
"""Days within which those concerned meet over the postmortem, of SEV1 any days.

Source: https://response.pagerduty.com/after/post_mortem_process/
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReport:
    """An incident with what was computed and found about it; `now`: when the papers are made, UTC."""

    incident: Incident
    times: Times
    budget: tuple[BudgetSpent, ...]
    findings: tuple[Finding, ...]
    now: datetime


def postmortem_due(incident: Incident) -> date | None:
    """The last day for the postmortem; None while it is open, and for what is too small for one."""
    resolved = incident.resolved_at
    if resolved is None:
        return None
    match incident.severity:
        case IncidentSeverity.SEV1:
            return resolved.date() + timedelta(days=SEV1_DAYS)
        case IncidentSeverity.SEV2:
            return _working_days_after(resolved.date(), SEV2_WORKING_DAYS)
        case IncidentSeverity.SEV3 | IncidentSeverity.SEV4 | IncidentSeverity.NONE:
            return None


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
