"""How long it took to detect, acknowledge, mitigate and resolve: computed from events, never typed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.units import TimeRange

_BY_MACHINE = frozenset({EventKind.ALERTED, EventKind.PROPOSED, EventKind.DELIVERED})
"""What is no person's answer to an alert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Spans between events. To detect: from the beginning of the impact until an alert or a person noticed.

    To acknowledge: from there to the first act of a person. To mitigate, to resolve: from the beginning of the impact,
    to the last time that the incident became mitigated, or resolved.
    """

    to_detect: Measured[timedelta] | NoData
    to_acknowledge: Measured[timedelta] | NoData
    to_mitigate: Measured[timedelta] | NoData
    to_resolve: Measured[timedelta] | NoData


def times(incident: Incident) -> Times:
    """The four times of an incident; what cannot be computed says why."""
    began, noticed = _began(incident), incident.detected_at or incident.declared_at
    detected = noticed or NoData(reason="its declaration is not here: run `midwatch sync`")
    return Times(
        to_detect=_between(began, detected, "impact began → detected"),
        to_acknowledge=_between(detected, _acknowledged(incident), "detected → first act"),
        to_mitigate=_between(
            began, _reached(incident, Phase.MITIGATED), "impact began → mitigated"
        ),
        to_resolve=_between(began, _reached(incident, Phase.RESOLVED), "impact began → resolved"),
    )


def _began(incident: Incident) -> datetime | NoData:
    fix = f"midwatch incident update {incident.id} --impact-began 02:14"
    return incident.impact_began or NoData(
        reason=f"nobody confirmed when the impact began: `{fix}` does"
    )


def _acknowledged(incident: Incident) -> datetime | NoData:
    return acknowledged(incident) or NoData(reason="no person has acted yet")


def acknowledged(incident: Incident) -> datetime | None:
    """When a person first acted since it was noticed; what they noted of the time before does not count."""
    noticed = incident.detected_at or incident.declared_at
    acts = [event.occurred_at for event in incident.events if _is_an_act(event)]
    since = [moment for moment in acts if noticed is not None and moment >= noticed]
    return next(iter([*since, *acts]), None)


def reached(incident: Incident, phase: Phase) -> datetime | None:
    """When it came as far as a phase, for good: what was left again for an earlier one does not count."""
    since: datetime | None = None
    for change in incident.phases:
        if not _as_far_as(change.phase, phase):
            since = None
        elif since is None:
            since = change.at
    return since


def _is_an_act(event: Event) -> bool:
    return event.known_kind is not None and event.known_kind not in _BY_MACHINE


def _reached(incident: Incident, phase: Phase) -> datetime | NoData:
    return reached(incident, phase) or NoData(reason=f"it is not {phase.value} yet")


def _as_far_as(reached: Phase, wanted: Phase) -> bool:
    order = list(Phase)
    return order.index(reached) >= order.index(wanted)


def _between(
    start: datetime | NoData, end: datetime | NoData, query: str
) -> Measured[timedelta] | NoData:
    if isinstance(start, NoData):
        return start
    if isinstance(end, NoData):
        return end
    if end < start:
        return NoData(reason=f"{query}: the end lies before the start; see what the checks say")
    span = TimeRange(start, end) if end > start else None
    return Measured(
        value=end - start,
        provenance=Provenance(query=query, range=span, samples=2, source="incident events"),
    )
