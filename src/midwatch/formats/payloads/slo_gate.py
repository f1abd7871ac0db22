"""The answer of `slo gate`."""

from typing import Literal

from pydantic import Field

from midwatch.domain.slo.standing.gate import GateDecision
from midwatch.formats.payloads._base import Moment, Part, Payload, Text
from midwatch.formats.payloads.slo_status import ObjectivePart, VerdictName, objective_part


class OverridePart(Part):
    """A person's decision to pass a freeze."""

    reason: Text
    by: Text
    expires: Moment


class GatePayload(Payload):
    """Whether one change may go out, and by which numbers."""

    service: Text
    change_kind: Text
    at: Moment
    passes: bool
    exit_code: Literal[0, 3, 4] = Field(description="0 passes, 3 nobody can tell, 4 held")
    verdict: VerdictName = Field(description="The gravest of the service's objectives")
    deciding: tuple[Text, ...] = Field(description="Ids of the objectives that bear the verdict")
    exempt: bool = Field(description="Whether this kind of change passes whatever the budget says")
    exempt_kinds: tuple[Text, ...]
    override: OverridePart | None = Field(description="The override that is in force")
    objectives: tuple[ObjectivePart, ...]


def payload(decision: GateDecision) -> GatePayload:
    """The wire form of a decision."""
    override = decision.override
    return GatePayload.model_validate(
        {
            "service": decision.service,
            "change_kind": decision.change_kind,
            "at": decision.at,
            "passes": decision.passes,
            "exit_code": decision.exit_code,
            "verdict": decision.verdict.value,
            "deciding": [status.objective.id for status in decision.deciding],
            "exempt": decision.exempt,
            "exempt_kinds": decision.policy.exempt,
            "override": override
            and {"reason": override.reason, "by": override.by, "expires": override.expires},
            "objectives": [objective_part(status) for status in decision.objectives],
        }
    )
