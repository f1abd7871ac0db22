"""The answer of `slo gate`."""

from typing import Literal

from pydantic import Field

from midwatch.domain.slo.standing.gate import GateDecision, Hold
from midwatch.domain.units import seconds
from midwatch.formats.payloads._base import Moment, NoDataPayload, Part, Payload, Text
from midwatch.formats.payloads.slo_status import (
    ObjectivePart,
    VerdictName,
    exhaustion_part,
    objective_part,
)


class OverridePart(Part):
    """A person's decision to pass a freeze."""

    reason: Text
    by: Text
    start: Moment | None = Field(description="null: since it was written")
    expires: Moment


class HoldPart(Part):
    """One condition of an objective that freezes, or leaves the verdict open, and what lifts it.

    A spent budget is lifted by a moment; a page condition when one of its two windows burns no faster than its rate.
    """

    objective: Text = Field(description="The objective's id")
    condition: Literal["budget spent", "page condition", "no data"]
    since: Moment | NoDataPayload | None = Field(
        description="By when the budget was used up; null otherwise"
    )
    lifts_at: Moment | NoDataPayload | None = Field(
        description="When the budget is back without further bad events; null: by no moment"
    )
    lifts_at_burn_rate: float | None = Field(description="Of a page condition; null otherwise")
    window_seconds: tuple[float, ...] = Field(description="Of a page condition: long, then short")


class GatePayload(Payload):
    """Whether one change may go out, and by which numbers."""

    service: Text
    change_kind: Text
    at: Moment
    passes: bool
    exit_code: Literal[0, 3, 4] = Field(description="0 passes, 3 nobody can tell, 4 held")
    verdict: VerdictName = Field(description="The gravest of the service's objectives")
    deciding: tuple[Text, ...] = Field(description="Ids of the objectives that bear the verdict")
    holds: tuple[HoldPart, ...] = Field(
        description="Every condition that freezes, or leaves the verdict open, the gravest first"
    )
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
            "holds": [_hold(hold) for hold in decision.holds],
            "exempt": decision.exempt,
            "exempt_kinds": decision.policy.exempt,
            "override": override
            and {
                "reason": override.reason,
                "by": override.by,
                "start": override.start,
                "expires": override.expires,
            },
            "objectives": [objective_part(status) for status in decision.objectives],
        }
    )


def _hold(hold: Hold) -> HoldPart:
    lifted = exhaustion_part(hold.exhaustion)
    alert = hold.page.window if hold.page else None
    return HoldPart(
        objective=hold.objective,
        condition=hold.condition.value,
        since=lifted.spent_at if lifted else None,
        lifts_at=lifted.back_at if lifted else None,
        lifts_at_burn_rate=alert.burn_rate if alert else None,
        window_seconds=(seconds(alert.long), seconds(alert.short)) if alert else (),
    )
