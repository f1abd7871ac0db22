"""How grave an incident is, what answers it, and why it was judged so."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import total_ordering

from midwatch.domain.measured import Provenance


@total_ordering
class IncidentSeverity(Enum):
    """From the gravest down; `NONE` is an answer too: no incident."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(IncidentSeverity).index(self)

    def __lt__(self, other: "IncidentSeverity") -> bool:
        """Order by gravity: SEV1 is the greatest."""
        return self.rank > other.rank

    @property
    def lowered(self) -> "IncidentSeverity":
        """One step less grave; what is no incident stays none."""
        return list(IncidentSeverity)[min(self.rank + 1, IncidentSeverity.NONE.rank)]

    @property
    def is_major(self) -> bool:
        """Whether somebody is paged and mitigation comes before investigation.

        Source: https://response.pagerduty.com/before/severity_levels/
        """
        return self >= IncidentSeverity.SEV2

    @property
    def response(self) -> str:
        """What answers it, in a few words."""
        return _RESPONSES[self]


_RESPONSES = {
    IncidentSeverity.SEV1: "page now, open an incident channel",
    IncidentSeverity.SEV2: "page on-call, first action within 15 min",
    IncidentSeverity.SEV3: "ticket, in working hours",
    IncidentSeverity.SEV4: "plan, before the trend ends in trouble",
    IncidentSeverity.NONE: "nothing asks for a response",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication:
    """One rule that held: how grave it makes the incident, and what it saw.

    `rule` is stable (`failing-requests`, `critical-function-blocked`); `because` is our own sentence, with its numbers;
    `quote` the words from outside that it read, empty where it rests on telemetry; `provenance` the query behind its
    number, None where it rests on words. `value` is that number, unrounded, and `limit` the one it is held against.
    """

    severity: IncidentSeverity
    rule: str
    because: str
    quote: str = ""
    provenance: Provenance | None = None
    value: float | None = None
    limit: float | None = None


def gravest(indications: Iterable[Indication]) -> IncidentSeverity:
    """The highest row that holds; none where nothing does."""
    return max((each.severity for each in indications), default=IncidentSeverity.NONE)
