"""How one objective came to stand where it stands."""

from dataclasses import dataclass

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.change import Change
from midwatch.domain.slo.standing.burn_down import BurnDown
from midwatch.domain.slo.standing.status import ObjectiveStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where an objective stands, how its budget went there, and what was changed meanwhile.

    `changes` are those to its service and to what that depends on, inside the period, oldest first.
    """

    status: ObjectiveStatus
    burn_down: Measured[BurnDown] | NoData
    changes: tuple[Change, ...] = ()
