"""The live screen of an incident: state, roles, timers, burn, and the last events, within the terminal's height."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from midwatch.domain.incidents.clock import Due
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.triage.evidence import Burning
from midwatch.domain.measured import NoData
from midwatch.formats.reports.incident.sentences import burning as burning_sentence
from midwatch.formats.reports.incident.text import due_lines, handed_over, head, timeline
from midwatch.formats.reports.look import Ink, Look

_LAST: Final = 5


def render(
    incident: Incident,
    dues: Sequence[Due],
    burning: Sequence[Burning] | NoData,
    now: datetime,
    look: Look,
    *,
    height: int,
) -> str:
    """The screen; of the timeline as many of the last events as there is room for, some at least."""
    above = [
        f"{now:%H:%M:%S} UTC",
        *head(incident, now, look),
        "",
        *due_lines(incident, dues, now, look),
        *handed_over(incident, look),
        *_burning(burning, incident, look),
        "",
    ]
    events = [*timeline(incident.events, now, look, full=False)]
    room = max(height - len(above) - 1, _LAST + 1)
    below = events if len(events) <= room else [events[0], *events[1 - room :]]
    return "\n".join([*above, *below])


def _burning(burning: Sequence[Burning] | NoData, incident: Incident, look: Look) -> Iterator[str]:
    yield look.ink("Burn now", Ink.STRONG)
    if isinstance(burning, NoData):
        yield f"  no data: {burning.reason}"
        return
    for each in burning:
        text = burning_sentence(each)
        yield f"  {look.ink(text, Ink.BAD) if each.page is not None else text}"
        if each.accelerates:
            command = f'midwatch incident escalate {incident.id} WHOM "…"'
            yield f"      {look.ink('it accelerates', Ink.BAD)}: {look.ink(command, Ink.FAINT)}"
    if not burning:
        yield "  no data: none of its services has objectives here"
