"""Whether one change may go out: the worst verdict of a service's objectives, and what passes a freeze."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from midwatch.domain.errors import HeldByGate, SourceError
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.freeze import (
    FreezePolicy,
    NoDataPolicy,
    Override,
    Verdict,
    VerdictReason,
)
from midwatch.domain.slo.standing.conditions import AlertCondition
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.status import ObjectiveStatus

HELD = HeldByGate.exit_code
NO_ANSWER = SourceError.exit_code
_GRAVEST_FIRST = (Verdict.FREEZE, Verdict.NO_DATA, Verdict.SLOW, Verdict.SHIP)
_UNKNOWN = {
    NoDataPolicy.FAIL: NO_ANSWER,
    NoDataPolicy.FREEZE: HELD,
    NoDataPolicy.SHIP: 0,
}


class HoldCondition(Enum):
    """What stands in a change's way."""

    BUDGET_SPENT = "budget spent"
    PAGE_CONDITION = "page condition"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One condition of one objective, and what lifts it.

    A spent budget is lifted by time (`exhaustion`), a `page` when one of its windows burns no faster than its rate, and
    missing data by telemetry.
    """

    objective: str
    condition: HoldCondition
    exhaustion: Exhaustion | None = None
    page: AlertCondition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDecision:
    """The answer for one change.

    `deciding` are the objectives that bear the verdict. `exempt`: this kind of change passes whatever the budget says.
    `override` is in force. `exit_code`: 0 passes, 3 nobody can tell, 4 held.
    """

    service: str
    change_kind: str
    at: datetime
    verdict: Verdict
    deciding: tuple[ObjectiveStatus, ...]
    objectives: tuple[ObjectiveStatus, ...]
    policy: FreezePolicy
    exempt: bool
    override: Override | None
    exit_code: int

    @property
    def passes(self) -> bool:
        """Whether the change may go out."""
        return self.exit_code == 0

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Every condition that freezes or leaves the verdict open, the gravest objective first."""
        ordered = sorted(self.objectives, key=lambda s: _GRAVEST_FIRST.index(s.verdict))
        return tuple(hold for status in ordered for hold in holds_of(status))


def decide_change(
    service: str,
    change_kind: str,
    objectives: Sequence[ObjectiveStatus],
    *,
    policy: FreezePolicy,
    at: datetime,
) -> GateDecision:
    """Hold the change where an objective freezes, unless its kind is exempt or an override is in force.

    What would pass a freeze passes an unknown budget as well: a rollback does not wait for a source to come back.
    """
    verdict = worst(status.verdict for status in objectives)
    exempt = change_kind in policy.exempt
    override = policy.override_at(at)
    free = exempt or override is not None
    return GateDecision(
        service=service,
        change_kind=change_kind,
        at=at,
        verdict=verdict,
        deciding=tuple(status for status in objectives if status.verdict is verdict),
        objectives=tuple(objectives),
        policy=policy,
        exempt=exempt,
        override=override,
        exit_code=0 if free else _exit_code(verdict, policy),
    )


def holds_of(status: ObjectiveStatus) -> Iterator[Hold]:
    """The conditions of one objective; lifting all of them lifts its freeze."""
    name = status.objective.id
    for reason in status.reasons:
        match reason:
            case VerdictReason.BUDGET_SPENT:
                yield Hold(
                    objective=name,
                    condition=HoldCondition.BUDGET_SPENT,
                    exhaustion=status.exhaustion,
                )
            case VerdictReason.PAGE_CONDITION:
                for page in status.holding(AlertSeverity.PAGE):
                    yield Hold(objective=name, condition=HoldCondition.PAGE_CONDITION, page=page)
            case VerdictReason.NO_DATA:
                yield Hold(objective=name, condition=HoldCondition.NO_DATA)
            case _:
                pass


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The gravest verdict; no objectives at all are no data."""
    return min(verdicts, key=_GRAVEST_FIRST.index, default=Verdict.NO_DATA)


def _exit_code(verdict: Verdict, policy: FreezePolicy) -> int:
    match verdict:
        case Verdict.FREEZE:
            return HELD
        case Verdict.NO_DATA:
            return _UNKNOWN[policy.no_data]
        case Verdict.SLOW | Verdict.SHIP:
            return 0
