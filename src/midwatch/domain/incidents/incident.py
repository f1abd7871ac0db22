"""An incident as its events tell it: a pure function of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from midwatch.domain.incidents.command import Phase, Role
from midwatch.domain.incidents.event import Event, EventKind, timeline
from midwatch.domain.incidents.handoff import Handoff, handoffs
from midwatch.domain.incidents.incident_type import UNKNOWN
from midwatch.domain.incidents.severity import IncidentSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChange:
    """When a phase began, by which event; `how` says what was done."""

    phase: Phase
    at: datetime
    how: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The state that follows from `events`, which are in the timeline's order.

    `confidential`: any of its events is. `declared_at` None: its declaration is not here yet (another clone has it).
    `impact_began` None: nobody confirmed when it began to hurt. `roles`: who holds which; whoever has
    `Role.COMMANDER` owns it.
    """

    id: str
    events: tuple[Event, ...]
    title: str = ""
    severity: IncidentSeverity = IncidentSeverity.SEV3
    type: str = UNKNOWN
    services: tuple[str, ...] = ()
    environment: str = ""
    confidential: bool = False
    declared_at: datetime | None = None
    detected_at: datetime | None = None
    impact_began: datetime | None = None
    identified: Event | None = None
    roles: Mapping[Role, str] = field(default_factory=dict)
    phases: tuple[PhaseChange, ...] = ()
    handoffs: tuple[Handoff, ...] = ()

    @property
    def phase(self) -> Phase:
        """How far it has come."""
        return self.phases[-1].phase if self.phases else Phase.INVESTIGATING

    @property
    def phase_began(self) -> datetime:
        """Since when it is in its phase; saying so again changes nothing."""
        since = self.began
        for change in reversed(self.phases):
            if change.phase is not self.phase:
                break
            since = change.at
        return since

    @property
    def is_open(self) -> bool:
        """Whether it is not resolved."""
        return self.phase is not Phase.RESOLVED

    @property
    def owner(self) -> str:
        """Who answers for it; empty where its declaration is not here."""
        return self.roles.get(Role.COMMANDER, "")

    @property
    def began(self) -> datetime:
        """When it began, as far as anybody said: impact, else detection, declaration, or its first event."""
        known = (self.impact_began, self.detected_at, self.declared_at)
        return next((moment for moment in known if moment), self.events[0].occurred_at)

    @property
    def resolved_at(self) -> datetime | None:
        """When it was resolved, for good as yet; None while it is open."""
        return None if self.is_open else self.phase_began

    @property
    def pending_handoff(self) -> Handoff | None:
        """The offer that nobody accepted yet, the newest of several."""
        open_ones = [each for each in self.handoffs if each.accepted is None and not each.passed]
        return open_ones[-1] if open_ones else None

    def with_event(self, event: Event) -> "Incident":
        """The next incident."""
        return incident_of((*self.events, event))

    def of_kind(self, *kinds: EventKind) -> tuple[Event, ...]:
        """Its events of some kinds, in order."""
        return tuple(event for event in self.events if event.known_kind in kinds)


def incident_of(events: Iterable[Event]) -> Incident:
    """The incident that events of one id tell of, in whatever order they come. Raises ValueError without any."""
    ordered = timeline(events)
    if not ordered:
        msg = "an incident has at least one event"
        raise ValueError(msg)
    offers = handoffs(ordered)
    winners = {each.accepted.id for each in offers if each.accepted is not None}
    incident = Incident(
        id=ordered[0].incident,
        events=ordered,
        confidential=any(event.confidential for event in ordered),
        handoffs=offers,
    )
    for event in sorted(ordered, key=_declares, reverse=True):
        kind = event.known_kind
        if kind is EventKind.ACCEPTED and event.id not in winners:
            continue
        step = _STEPS.get(kind) if kind else None
        incident = step(incident, event) if step else incident
    return incident


def as_it_stood(incident: Incident, at: datetime | None) -> Incident | None:
    """The incident by what had occurred, whenever that was written down; None before anything of it had.

    `at` None: as it stands. Its declaration is known from the start: the first alert comes a little before it.
    """
    if at is None:
        return incident
    if all(event.occurred_at > at for event in incident.events):
        return None
    return incident_of(
        event
        for event in incident.events
        if event.occurred_at <= at or event.known_kind is EventKind.DECLARED
    )


def incidents_of(events: Iterable[Event]) -> tuple[Incident, ...]:
    """Every incident that events tell of, newest first."""
    by_id: dict[str, list[Event]] = {}
    for event in events:
        by_id.setdefault(event.incident, []).append(event)
    return tuple(
        sorted(
            map(incident_of, by_id.values()), key=lambda each: (each.began, each.id), reverse=True
        )
    )


def _declares(event: Event) -> bool:
    """Declarations are told first: what else is said of an incident changes them, whichever clock was behind."""
    return event.known_kind is EventKind.DECLARED


def _declared(incident: Incident, event: Event) -> Incident:
    if incident.declared_at is not None:
        return _declared_again(incident, event)
    return replace(
        incident,
        title=event.text("title"),
        severity=_severity(event) or incident.severity,
        type=event.text("type") or UNKNOWN,
        services=event.texts("services"),
        environment=event.text("environment"),
        declared_at=event.occurred_at,
        detected_at=event.moment("detected_at") or event.occurred_at,
        impact_began=event.moment("impact_began"),
        roles={Role.COMMANDER: event.text("commander") or event.actor},
        phases=(PhaseChange(phase=Phase.INVESTIGATING, at=event.occurred_at, how="", event=event),),
    )


def _declared_again(incident: Incident, event: Event) -> Incident:
    """Two clones gave one name: the first declaration stands, and nothing of the other is less grave for it."""
    return replace(
        incident,
        severity=max(incident.severity, _severity(event) or incident.severity),
        services=tuple(dict.fromkeys([*incident.services, *event.texts("services")])),
    )


def _assigned(incident: Incident, event: Event) -> Incident:
    role, person = _role(event.text("role")), event.text("person")
    if role is None or not person:
        return incident
    return replace(incident, roles={**incident.roles, role: person})


def _accepted(incident: Incident, event: Event) -> Incident:
    return replace(incident, roles={**incident.roles, Role.COMMANDER: event.actor})


def _phase(incident: Incident, event: Event) -> Incident:
    named = next((phase for phase in Phase if phase.value == event.text("phase")), None)
    if named is None:
        return incident
    change = PhaseChange(phase=named, at=event.occurred_at, how=event.text("text"), event=event)
    return replace(incident, phases=(*incident.phases, change))


def _identified(incident: Incident, event: Event) -> Incident:
    return replace(incident, identified=event)


def _corrected(incident: Incident, event: Event) -> Incident:
    return replace(
        incident,
        title=event.text("title") or incident.title,
        severity=_severity(event) or incident.severity,
        type=event.text("type") or incident.type,
        services=event.texts("services") or incident.services,
        impact_began=event.moment("impact_began") or incident.impact_began,
        detected_at=event.moment("detected_at") or incident.detected_at,
    )


def _severity(event: Event) -> IncidentSeverity | None:
    said = event.text("severity")
    return next((each for each in IncidentSeverity if each.value == said), None)


def _role(word: str) -> Role | None:
    return next((role for role in Role if role.value == word), None)


_STEPS: Final[Mapping[EventKind, Callable[[Incident, Event], Incident]]] = {
    EventKind.DECLARED: _declared,
    EventKind.ASSIGNED: _assigned,
    EventKind.ACCEPTED: _accepted,
    EventKind.PHASE: _phase,
    EventKind.IDENTIFIED: _identified,
    EventKind.CORRECTED: _corrected,
}
