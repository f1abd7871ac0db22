"""`incident update`: tell others how it stands, or correct what is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.store.incidents.memory import IncidentMemory
from midwatch.workflows.incident.finding import find
from midwatch.workflows.incident.messages import told
from midwatch.workflows.incident.recording import Recorded, Scribe, passed
from midwatch.workflows.incident.triage.triage import override_of


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRequest:
    """What others are told (`text`), and what is corrected; None and empty: as it was.

    A new `severity` needs a `reason`. `impact`: what users notice. `impact_began`, `detected_at`: confirmed
    moments. `incident` None: the one that is open.
    """

    actor: str
    text: str | None = None
    severity: str | None = None
    reason: str | None = None
    title: str | None = None
    services: tuple[str, ...] = ()
    type: str | None = None
    impact_began: datetime | None = None
    detected_at: datetime | None = None
    incident: str | None = None
    at: datetime | None = None
    impact: str | None = None


def update(request: UpdateRequest, *, memory: IncidentMemory, policy: ClockPolicy) -> Recorded:
    """Record an update, a correction, or both.

    Raises InputError for what says nothing, or contradicts; HeldByGate for a number that nobody computed or recorded.
    """
    scribe = Scribe(memory, request.actor, request.at)
    corrected = _corrected(scribe, request)
    text = scribe.text("update", request.text) if request.text is not None else None
    if text is None and not corrected:
        raise InputError(
            "nothing is updated",
            why="neither a text nor a correction was given",
            fix='write `midwatch incident update "…"`, or see its options with --help',
        )
    incident = find(memory, request.incident).incident
    _refuse_contradictions(incident, request, memory.now())
    drafts: list[tuple[EventKind, Mapping[str, object]]] = []
    if corrected:
        drafts.append((EventKind.CORRECTED, corrected))
    if text is not None:
        drafts.append((EventKind.UPDATED, {"text": told(incident, text, memory.now(), policy)}))
    return scribe.record(incident, drafts)


def _corrected(scribe: Scribe, request: UpdateRequest) -> dict[str, object]:
    data: dict[str, object] = {}
    if (severity := override_of(request.severity, request.reason)) is not None:
        data["severity"] = severity.severity.value
    if request.title is not None:
        data["title"] = scribe.line("title", request.title)
    if request.impact is not None:
        data["impact"] = scribe.text("impact", request.impact)
    if request.services:
        data["services"] = [scribe.line("service", each) for each in request.services]
    if request.type is not None:
        data["type"] = scribe.line("type", request.type)
    for name in ("impact_began", "detected_at"):
        moment: datetime | None = getattr(request, name)
        if moment is not None:
            data[name] = moment.astimezone(UTC).isoformat()
    if data and request.reason is not None:
        data["reason"] = scribe.text("reason", request.reason)
    return data


def _refuse_contradictions(incident: Incident, request: UpdateRequest, now: datetime) -> None:
    """An impact that begins after it was over, or what is still to come. Raises InputError."""
    began = passed(request.impact_began, now)
    passed(request.detected_at, now)
    over = next((c for c in incident.phases if c.phase is not Phase.INVESTIGATING), None)
    if began is not None and over is not None and began > over.at:
        raise InputError(
            f"the impact cannot begin at {began:%Y-%m-%d %H:%M:%S} UTC",
            why=f"it was {over.phase.value} at {over.at:%Y-%m-%d %H:%M:%S} UTC",
            fix="name an earlier moment; where the harm came back, reopen the incident",
        )
