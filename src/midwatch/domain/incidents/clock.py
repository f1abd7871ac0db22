"""What is due, and what is overdue: computed from events and the present, the same for every interface."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.severity import IncidentSeverity

_MINUTE: Final = timedelta(minutes=1)

UPDATE_EVERY: Final[Mapping[IncidentSeverity, timedelta]] = MappingProxyType(
    {
        IncidentSeverity.SEV1: 15 * _MINUTE,
        IncidentSeverity.SEV2: 15 * _MINUTE,
        IncidentSeverity.SEV3: 120 * _MINUTE,
    }
)
INVESTIGATION_BOX: Final[Mapping[IncidentSeverity, timedelta]] = MappingProxyType(
    {
        IncidentSeverity.SEV1: 30 * _MINUTE,
        IncidentSeverity.SEV2: 60 * _MINUTE,
        IncidentSeverity.SEV3: 480 * _MINUTE,
    }
)


class DueKind(Enum):
    """What somebody has to do by some time."""

    FIRST_UPDATE = "first update"
    UPDATE = "update"
    TRIAGE = "triage"
    INVESTIGATION = "investigation"
    HANDOFF = "handoff"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPolicy:
    """How long what may take; a severity that a mapping lacks has no such limit.

    `first_update`: from declaring to the first word to others. `update_every`: from one to the next, until it is
    resolved. `triage`: from declaring to the first act. `investigation`: from declaring, or the last escalation, until
    the cause is identified or the harm mitigated. `acceptance`: from an offered handoff to its acceptance.
    `monitoring`: from mitigation to the question whether it is over.
    """

    first_update: timedelta = 5 * _MINUTE
    update_every: Mapping[IncidentSeverity, timedelta] = field(default_factory=lambda: UPDATE_EVERY)
    triage: timedelta = 15 * _MINUTE
    investigation: Mapping[IncidentSeverity, timedelta] = field(
        default_factory=lambda: INVESTIGATION_BOX
    )
    acceptance: timedelta = 10 * _MINUTE
    monitoring: timedelta = 60 * _MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due `at` a moment; `since`: from when it was counted."""

    kind: DueKind
    since: datetime
    at: datetime

    def overdue(self, now: datetime) -> timedelta | None:
        """By how much it is late; None while it is not."""
        return now - self.at if now > self.at else None


def due(incident: Incident, policy: ClockPolicy) -> tuple[Due, ...]:
    """Everything that is due in an incident, soonest first; nothing in one that is resolved."""
    if not incident.is_open or incident.declared_at is None:
        return ()
    return tuple(sorted(_due(incident, policy), key=lambda each: (each.at, each.kind.value)))


def _due(incident: Incident, policy: ClockPolicy) -> Iterator[Due]:
    declared = incident.declared_at or incident.began
    yield from _updates(incident, policy, declared)
    if incident.phase is Phase.INVESTIGATING:
        yield from _boxes(incident, policy, declared)
    if (offer := incident.pending_handoff) is not None:
        yield _after(DueKind.HANDOFF, offer.offer.occurred_at, policy.acceptance)
    if incident.phase in {Phase.MITIGATED, Phase.MONITORING}:
        yield _after(DueKind.RESOLUTION, incident.phase_began, policy.monitoring)


def _updates(incident: Incident, policy: ClockPolicy, declared: datetime) -> Iterator[Due]:
    told = incident.of_kind(EventKind.UPDATED)
    every = policy.update_every.get(incident.severity)
    if every is None:
        return
    if told:
        yield _after(DueKind.UPDATE, max([told[-1].occurred_at, *_reopened(incident)]), every)
    else:
        yield _after(DueKind.FIRST_UPDATE, declared, policy.first_update)


def _boxes(incident: Incident, policy: ClockPolicy, declared: datetime) -> Iterator[Due]:
    began = max(declared, incident.phase_began)
    if not any(_is_work(event) for event in incident.events):
        yield _after(DueKind.TRIAGE, began, policy.triage)
    box = policy.investigation.get(incident.severity)
    first = all(change.phase is Phase.INVESTIGATING for change in incident.phases)
    cause = incident.identified
    found = cause is not None and (first or cause.occurred_at >= began)
    if box is not None and not found:
        asked = [event.occurred_at for event in incident.of_kind(EventKind.ESCALATED)]
        yield _after(DueKind.INVESTIGATION, max([began, *asked]), box)


def _reopened(incident: Incident) -> Iterator[datetime]:
    """When it was resolved no more."""
    for before, change in pairwise(incident.phases):
        if before.phase is Phase.RESOLVED and change.phase is not Phase.RESOLVED:
            yield change.at


def _is_work(event: Event) -> bool:
    """Whether somebody has begun: what follows the declaration, an update apart, is work."""
    aside = {EventKind.DECLARED, EventKind.ALERTED, EventKind.UPDATED, EventKind.PROPOSED}
    return event.known_kind is not None and event.known_kind not in aside


def _after(kind: DueKind, since: datetime, span: timedelta) -> Due:
    return Due(kind=kind, since=since, at=since + span)
