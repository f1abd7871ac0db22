"""An event lies in the future of who recorded it, or in ours."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from midwatch.checks.incident.subject import (
    IncidentSubject,
    clock,
    file_of,
    warning,
)
from midwatch.domain.findings import Finding
from midwatch.domain.untrusted import for_terminal

CODE: Final = "incident/from-the-future"

TOLERANCE: Final = timedelta(minutes=1)
"""Clocks of two machines differ a little."""


def check(subject: IncidentSubject) -> Iterator[Finding]:
    """Compare occurrence with recording, and recording with the present."""
    for event in subject.incident.events:
        ahead = event.occurred_at - event.recorded_at
        if ahead > TOLERANCE:
            said = f"occurred at {clock(event.occurred_at)}, and was recorded at {clock(event.recorded_at)}"
        elif event.recorded_at - subject.now > TOLERANCE:
            said = f"was recorded at {clock(event.recorded_at)}, and it is {clock(subject.now)} now"
        else:
            continue
        yield warning(
            CODE,
            file_of(event),
            f"{for_terminal(event.kind, 40)} by {for_terminal(event.actor, 80)} {said}",
            "a clock is wrong, there or here; durations that rest on it are wrong by as much",
            "set the clock of that machine, and log what is true",
        )
