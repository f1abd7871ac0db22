"""From one phase to the next: what may follow, and when."""

from datetime import datetime

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.command import Phase
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.incidents.incident import Incident
from midwatch.workflows.incident.recording import Recorded, Scribe, not_before


def enter(scribe: Scribe, incident: Incident, phase: Phase, how: str) -> Recorded:
    """Record that the incident is in another phase. Raises InputError where that contradicts what is recorded."""
    _may_follow(incident, phase)
    if not scribe.comes_after(incident.phase_began) and scribe.at is not None:
        _in_order(incident, phase, scribe.at)
    data = {"phase": phase.value, "text": how, "from": incident.phase.value}
    return scribe.record(incident, [(EventKind.PHASE, data)])


def _may_follow(incident: Incident, phase: Phase) -> None:
    if phase in incident.phase.follows:
        return
    now = incident.phase
    again = f"it is {now.value} already, since {incident.phase_began:%Y-%m-%d %H:%M:%S} UTC"
    others = ", ".join(each.value for each in now.follows)
    reopen = f"`midwatch incident reopen {incident.id} …` first, where it is not over"
    raise InputError(
        f"{incident.id} cannot become {phase.value}",
        why=again if phase is now else f"it is {now.value}; what may follow is: {others}",
        fix=reopen
        if now is Phase.RESOLVED
        else f"see it with `midwatch incident show {incident.id}`",
    )


def _in_order(incident: Incident, phase: Phase, at: datetime) -> None:
    earliest, of = incident.began, "its beginning"
    if len(incident.phases) > 1:
        earliest, of = incident.phase_began, f"it became {incident.phase.value}"
    fix = "name a later moment with --at; what began earlier is said by `midwatch incident update … --impact-began`"
    not_before(f"{incident.id} {phase.value}", at, earliest, of, fix)
