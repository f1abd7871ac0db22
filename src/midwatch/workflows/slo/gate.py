"""`slo gate`: whether one change of a service may go out now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.errors import UnknownName
from midwatch.domain.slo.objective import Service
from midwatch.domain.slo.standing.gate import GateDecision, decide_change
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.status import StatusRequest, status


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRequest:
    """Which service is to change, by which kind of change (deployment, rollback, …), and when."""

    service: str
    at: datetime
    change_kind: str = "deployment"


def gate(request: GateRequest, services: Sequence[Service], sources: Sources) -> GateDecision:
    """Decide by the service's objectives and its policy. Raises UnknownName where there is no such service."""
    known = {service.name: service for service in services}
    if request.service not in known:
        raise UnknownName.among("service", request.service, known)
    service = known[request.service]
    report = status(StatusRequest(services=(service.name,), at=request.at), [service], sources)
    return decide_change(
        service.name,
        request.change_kind,
        report.objectives,
        policy=service.freeze_policy,
        at=report.at,
    )
