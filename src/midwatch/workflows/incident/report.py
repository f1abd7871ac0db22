"""`incident report`: what is written when it is over, or when somebody asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from midwatch.checks.comms.run import findings
from midwatch.checks.comms.subject import CommsSubject
from midwatch.checks.incident.run import check_incident
from midwatch.checks.incident.subject import IncidentSubject
from midwatch.domain.incidents.account.record import record_of
from midwatch.domain.incidents.account.report import IncidentReport
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.times import times
from midwatch.domain.measured import NoData
from midwatch.formats.memory import timeline_file
from midwatch.formats.reports.incident import report_md
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.messages import Templates, let_pass
from midwatch.workflows.incident.recording import passed

FOLDER: Final = "incidents"
Measure = Callable[[Incident, datetime], tuple[BudgetSpent, ...] | NoData]
"""Measures what an incident spent until it was over, or until a moment; NoData where telemetry cannot be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """Which incident (None: the one that is open, else the newest). `offline`: ask no source.

    `at`: as it stood then; None: as it stands.
    """

    at: datetime | None = None
    incident: str | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The papers, by path; what is behind them; `unmeasured`: why the budget was not measured, where it was not."""

    files: Mapping[str, str]
    papers: IncidentReport
    unmeasured: NoData | None


def report(
    request: ReportRequest, *, memory: IncidentMemory, measure: Measure, templates: Templates
) -> Report:
    """Make `timeline.yaml` and `report.md`; nothing is written yet.

    Raises InputError, UnknownName; HeldByGate where the template shows what nobody computed or recorded.
    """
    found = find(memory, request.incident, newest=True, at=request.at)
    now = passed(request.at, memory.now()) or memory.now()
    incident = found.incident
    spent = (
        NoData(reason="--offline: no source was asked")
        if request.offline
        else measure(incident, now)
    )
    subject = IncidentSubject(incident=incident, unread=found.unread, now=now)
    papers = IncidentReport(
        incident=incident,
        times=times(incident),
        budget=() if isinstance(spent, NoData) else spent,
        findings=check_incident(subject),
        now=now,
    )
    page = report_md.filled(papers, templates.report())
    facts = report_md.page_facts(papers)
    let_pass(findings(CommsSubject(texts=(page,), facts=facts, events=incident.events)))
    folder = f"{FOLDER}/{incident.id}"
    return Report(
        files={
            f"{folder}/timeline.yaml": timeline_file.render(record_of(papers)),
            f"{folder}/report.md": report_md.render(page),
        },
        papers=papers,
        unmeasured=spent if isinstance(spent, NoData) else None,
    )
