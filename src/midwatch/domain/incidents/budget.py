"""What an incident cost of an objective's error budget, as it is handed in."""

from dataclasses import dataclass
from datetime import timedelta

from midwatch.domain.measured import Measured, NoData


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSpent:
    """Of one objective, over the incident's range: the share of its period's budget (1: all of it), and as time."""

    objective: str
    share: Measured[float] | NoData
    minutes: Measured[timedelta] | NoData
