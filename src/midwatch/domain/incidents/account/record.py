"""An incident as it is kept: moments to the second, durations, budget, and every event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from midwatch.domain.findings import Finding, Place
from midwatch.domain.incidents.account.report import IncidentReport
from midwatch.domain.incidents.account.telling import tell
from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import Event
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.times import acknowledged, reached
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.units import TimeRange, in_utc
from midwatch.domain.untrusted import for_terminal

T = TypeVar("T")
_SECOND: Final = timedelta(seconds=1)
MOMENTS: Final = ("began", "detected", "acknowledged", "declared", "mitigated", "resolved")
DURATIONS: Final = ("to_detect", "to_acknowledge", "to_mitigate", "to_resolve")
_LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """One event: `what` in our words, `text` in those of whoever wrote it, empty where nobody wrote anything.

    `recorded_at` None: it was written down within a second of when it occurred.
    """

    at: datetime
    recorded_at: datetime | None
    kind: str
    actor: str
    what: str
    text: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecord:
    """What `timeline.yaml` holds; what is not known is absent from `moments`, and `NoData` in `durations`."""

    id: str
    title: str
    severity: str
    type: str
    services: tuple[str, ...]
    environment: str
    confidential: bool
    roles: Mapping[str, str]
    moments: Mapping[str, datetime]
    durations: Mapping[str, Measured[timedelta] | NoData]
    budget: tuple[BudgetSpent, ...]
    events: tuple[RecordedEvent, ...]
    findings: tuple[Finding, ...]


def record_of(report: IncidentReport) -> IncidentRecord:
    """The record of an incident: the same events give the same, whoever asks, and whenever."""
    incident = report.incident
    return IncidentRecord(
        id=incident.id,
        title=_plain(incident.title),
        severity=incident.severity.value,
        type=_plain(incident.type),
        services=tuple(map(_plain, incident.services)),
        environment=_plain(incident.environment),
        confidential=incident.confidential,
        roles={role.value: _plain(person) for role, person in incident.roles.items()},
        moments={name: _whole(at) for name, at in moments_of(incident).items()},
        durations={name: _between_moments(getattr(report.times, name)) for name in DURATIONS},
        budget=tuple(
            replace(each, share=_kept(each.share), minutes=_kept(each.minutes))
            for each in report.budget
        ),
        events=tuple(_recorded(event) for event in incident.events),
        findings=tuple(replace(each, place=Place(each.place.path)) for each in report.findings),
    )


def moments_of(incident: Incident) -> Mapping[str, datetime]:
    """The moments that are known, by name, in UTC; `began` is the impact's, which a person confirmed."""
    known = {
        "began": incident.impact_began,
        "detected": incident.detected_at,
        "acknowledged": acknowledged(incident),
        "declared": incident.declared_at,
        "mitigated": reached(incident, Phase.MITIGATED),
        "resolved": incident.resolved_at,
    }
    return {name: in_utc(at) for name, at in known.items() if at is not None}


def _recorded(event: Event) -> RecordedEvent:
    telling = tell(event)
    what = f"{telling.words} {telling.person}".strip()
    late = abs(event.recorded_at - event.occurred_at) > _SECOND
    return RecordedEvent(
        at=_whole(event.occurred_at),
        recorded_at=_whole(event.recorded_at) if late else None,
        kind=_plain(event.kind),
        actor=_plain(event.actor),
        what=_plain(what),
        text=_plain(telling.quote),
        id=event.id,
    )


def _whole(moment: datetime) -> datetime:
    return in_utc(moment).replace(microsecond=0)


def _between_moments(value: Measured[timedelta] | NoData) -> Measured[timedelta] | NoData:
    """A duration between the moments as they are kept, so that whoever subtracts them comes to the same."""
    kept = _kept(value)
    if isinstance(kept, NoData):
        return kept
    span = kept.provenance.range
    return replace(kept, value=span.length if span else timedelta(0))


def _kept(value: Measured[T] | NoData) -> Measured[T] | NoData:
    """What is kept of a value: its reason or its provenance, to the second; warnings were for who asked."""
    if isinstance(value, NoData):
        return NoData(reason=_plain(value.reason))
    origin = value.provenance
    span = origin.range
    if span is not None:
        start, end = _whole(span.start), _whole(span.end)
        span = TimeRange(start, end) if end > start else None
    query, source = _plain(origin.query), _plain(origin.source)
    kept = Provenance(query=query, range=span, samples=origin.samples, source=source)
    return Measured(value=value.value, provenance=kept)


def _plain(text: str) -> str:
    """A text of others, on its lines, without characters that hide or turn it; what is too long is cut."""
    lines = (for_terminal(line, _LONGEST_TEXT) for line in text[:_LONGEST_TEXT].splitlines())
    whole = "\n".join(lines)
    cut = len(text) > _LONGEST_TEXT or len(whole) > _LONGEST_TEXT
    return f"{whole[: _LONGEST_TEXT - 1]}…" if cut else whole
