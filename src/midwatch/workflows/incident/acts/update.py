"""`incident update`: tell others how it stands, or correct what is known of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from midwatch.domain.errors import InputError, UnknownName
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.untrusted import for_terminal
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


def update(
    request: UpdateRequest,
    *,
    memory: IncidentMemory,
    policy: ClockPolicy,
    types: Callable[[], Collection[str]],
) -> Recorded:
    """Record an update, a correction, or both; `types` tells the names that a type can have.

    Raises InputError for what says nothing, or contradicts; UnknownName for a type that is none; HeldByGate for a
    number that nobody computed or recorded.
    """
    if request.type is not None and request.type not in (known := types()):
        raise UnknownName.among("type", for_terminal(request.type, 40), known)
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
    """What is corrected, by name; empty where nothing is."""
    severity = override_of(request.severity, request.reason)
    said: dict[str, object] = {
        "severity": severity.severity.value if severity else None,
        "title": _line(scribe, "title", request.title),
        "type": _line(scribe, "type", request.type),
        "impact": request.impact and scribe.text("impact", request.impact),
        "services": [scribe.line("service", each) for each in request.services],
        "impact_began": _stamp(request.impact_began),
        "detected_at": _stamp(request.detected_at),
    }
    data = {name: value for name, value in said.items() if value}
    if data and request.reason is not None:
        data["reason"] = scribe.text("reason", request.reason)
    return data


def _line(scribe: Scribe, what: str, text: str | None) -> str | None:
    return None if text is None else scribe.line(what, text)


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


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
