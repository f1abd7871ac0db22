"""The answer of triage: everything a person needs in the first minutes of an incident, in the order of need."""

from dataclasses import dataclass
from datetime import datetime

from midwatch.domain.incidents.incident_type import Hypothesis, IncidentType
from midwatch.domain.incidents.severity import IncidentSeverity, Indication
from midwatch.domain.incidents.triage.evidence import ServiceEvidence
from midwatch.domain.measured import NoData
from midwatch.domain.signals.alert import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's own severity, and why."""

    severity: IncidentSeverity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A service in the scope: how it is (`red`, `yellow`, `no data`, `green`), and why, in sentences."""

    service: str
    colour: str
    because: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A hypothesis, the words of the alert that speak for it, and what the team's past incidents say of it."""

    hypothesis: Hypothesis
    signs: tuple[str, ...]
    past: NoData


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What telemetry says now: evidence, services that are not well, changes and suspects, in sentences.

    `untold`: why something of it is missing.
    """

    evidence: tuple[ServiceEvidence, ...]
    affected: tuple[Affected, ...]
    changes: tuple[str, ...]
    suspects: tuple[str, ...]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """One alert, or a group of them, judged; of a large group the words of the first `read` were.

    `alerts`: those that fire first, and of them the gravest.
    `indications`: every rule that held and counted, gravest first; `aside`: what the alert says and telemetry has
    measured otherwise. `severity`: the gravest, or a person's own. `live`: telemetry, or why there is none.
    `impact_began`: when the measured signals left their usual levels, as a proposal. `similar`: past incidents like
    it. `runbook`: a path or an address, empty where none is known.
    """

    at: datetime
    alerts: tuple[Alert, ...]
    read: int
    context: str
    services: tuple[str, ...]
    environment: str
    severity: IncidentSeverity
    override: Override | None
    indications: tuple[Indication, ...]
    aside: tuple[Indication, ...]
    live: Live | NoData
    impact_began: datetime | None
    type: IncidentType
    type_signs: tuple[str, ...]
    hypotheses: tuple[Ranked, ...]
    similar: NoData
    runbook: str

    @property
    def judged(self) -> IncidentSeverity:
        """The severity by rule, before anybody overrode it."""
        return max((each.severity for each in self.indications), default=IncidentSeverity.NONE)

    @property
    def title(self) -> str:
        """One line of what it is about: the first alert's own (a text from outside)."""
        first = self.alerts[0]
        return first.summary or first.name or "an alert without words"
