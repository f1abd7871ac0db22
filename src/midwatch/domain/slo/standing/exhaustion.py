"""When a spent budget went, and when it will be back."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.measured import NoData, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhaustion:
    """The two moments of a budget that is spent, to the step of the series that told them.

    `spent_at`: by when the bad events that count now had used up all that the period allows; what has left a rolling
    period since may have done so before. `back_at`: when something is left again, if nothing fails until then and
    traffic goes on as in the period; a calendar period begins anew then. `provenance` is that of the series, None where
    none was asked for.
    """

    spent_at: datetime | NoData
    back_at: datetime | NoData
    provenance: Provenance | None = None
