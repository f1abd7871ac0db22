"""Who does what in an incident, and how far it has come.

Source: https://sre.google/sre-book/managing-incidents/ ; the words of roles: https://response.pagerduty.com/
"""

from enum import Enum


class Role(Enum):
    """A role that one person holds; the commander owns the incident."""

    COMMANDER = "commander"
    TECHNICAL_LEAD = "technical-lead"
    COMMUNICATIONS_LEAD = "communications-lead"
    SCRIBE = "scribe"

    @property
    def title(self) -> str:
        """The role in words."""
        return "incident commander" if self is Role.COMMANDER else self.value.replace("-", " ")


class Phase(Enum):
    """How far it has come; `identified` is an event, since a cause may be found in any phase."""

    INVESTIGATING = "investigating"
    MITIGATED = "mitigated"
    MONITORING = "monitoring"
    RESOLVED = "resolved"

    @property
    def follows(self) -> "tuple[Phase, ...]":
        """The phases that may come next."""
        return _NEXT[self]


_NEXT = {
    Phase.INVESTIGATING: (Phase.MITIGATED, Phase.MONITORING, Phase.RESOLVED),
    Phase.MITIGATED: (Phase.MONITORING, Phase.RESOLVED, Phase.INVESTIGATING),
    Phase.MONITORING: (Phase.RESOLVED, Phase.INVESTIGATING),
    Phase.RESOLVED: (Phase.INVESTIGATING,),
}
"""A mitigation that did not hold goes back to investigating, as a resolved incident does when it is reopened."""
