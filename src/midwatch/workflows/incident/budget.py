"""What an incident cost: bad events counted over its range, against the budget of the period that it lies in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.objective import BySlices, Service
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.workflows.slo.counting import Answer, Sources, count_all
from midwatch.workflows.slo.status import StatusRequest, status


@dataclass(frozen=True, slots=True)
class Metered:
    """The services of the repository, and what counts their events."""

    services: Sequence[Service]
    sources: Sources


def budget_spent(incident: Incident, now: datetime, metered: Metered) -> tuple[BudgetSpent, ...]:
    """Of each objective of the incident's services: the share of its budget that went between beginning and end.

    From the confirmed beginning of the impact, else from when it was noticed. Raises what `status` raises.
    """
    mine = [each for each in metered.services if each.name in incident.services]
    end = incident.resolved_at or now
    if not mine or end <= incident.began:
        return ()
    span = TimeRange(incident.began, end)
    names = tuple(each.name for each in mine)
    request = StatusRequest(at=end, services=names)
    standing = status(request, metered.services, metered.sources, exhaustion=False).objectives
    wanted = [
        (one.service.name, CountRequest(one.objective.indicator, span))
        for one in standing
        if not isinstance(one.objective.budgeting, BySlices)
    ]
    counted = count_all(metered.sources, wanted)
    return tuple(_spent(standing, counted, span))


def _spent(
    standing: Sequence[ObjectiveStatus], counted: Mapping[CountRequest, Answer], span: TimeRange
) -> Iterator[BudgetSpent]:
    for one in standing:
        answer = counted.get(CountRequest(one.objective.indicator, span))
        share = _share(one, answer)
        yield BudgetSpent(objective=one.objective.id, share=share, minutes=_as_time(share, one))


def _share(one: ObjectiveStatus, answer: Answer | None) -> Measured[float] | NoData:
    if answer is None:
        return NoData(reason="its budget is counted in slices of time, and not in events")
    if isinstance(answer, NoData):
        return answer
    if isinstance(one.budget, NoData):
        return one.budget
    allowed = one.budget.value.allowed
    return answer.map(lambda counts: counts.bad / allowed)


def _as_time(share: Measured[float] | NoData, one: ObjectiveStatus) -> Measured[timedelta] | NoData:
    if isinstance(share, NoData) or isinstance(one.budget, NoData):
        return share if isinstance(share, NoData) else NoData(reason="it has no budget")
    whole = one.budget.value.allowed_time
    return share.map(lambda part: whole * part)
