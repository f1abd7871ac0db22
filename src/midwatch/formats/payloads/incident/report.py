"""The answer of `incident report`."""

from collections.abc import Iterable, Sequence

from pydantic import Field

from midwatch.domain.incidents.account.report import IncidentReport
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.measured import NoData
from midwatch.domain.units import seconds
from midwatch.formats.payloads._base import (
    MeasuredPayload,
    NoDataPayload,
    Part,
    Payload,
    Text,
    measured,
    no_data,
)
from midwatch.formats.payloads.incident.parts import (
    FindingPart,
    IncidentPart,
    finding_parts,
    incident_part,
)
from midwatch.formats.payloads.incident.show import TimesPart, times_part


class SpentPart(Part):
    """What an incident cost of one objective's error budget."""

    objective: Text
    share_ratio: MeasuredPayload[float] | NoDataPayload = Field(
        description="1: all of the period's budget"
    )
    time_seconds: MeasuredPayload[float] | NoDataPayload = Field(
        description="How long a total outage would have cost as much"
    )


class ReportPayload(Payload):
    """The papers that were written, and what stands in them."""

    files: tuple[Text, ...] = Field(description="Paths of the papers")
    written: tuple[Text, ...] = Field(description="Those of them that changed")
    incident: IncidentPart
    times: TimesPart
    budget: tuple[SpentPart, ...]
    unmeasured: NoDataPayload | None = Field(description="Why no budget was measured")
    findings: tuple[FindingPart, ...]


def payload(
    papers: IncidentReport,
    files: Iterable[str],
    written: Sequence[str],
    unmeasured: NoData | None,
) -> ReportPayload:
    """The wire form of a report."""
    return ReportPayload(
        files=tuple(files),
        written=tuple(written),
        incident=incident_part(papers.incident),
        times=times_part(papers.incident),
        budget=tuple(_spent(each) for each in papers.budget),
        unmeasured=no_data(unmeasured) if unmeasured else None,
        findings=finding_parts(papers.findings),
    )


def _spent(each: BudgetSpent) -> SpentPart:
    return SpentPart(
        objective=each.objective,
        share_ratio=measured(each.share, float),
        time_seconds=measured(each.minutes, seconds),
    )
