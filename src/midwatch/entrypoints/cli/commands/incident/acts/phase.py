"""`midwatch incident phase`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident phase")
@incident_argument()
@click.argument("phase", required=False)
@click.argument("text", required=False)
@act_options()
def command(
    *,
    incident: str | None,
    phase: str | None,
    text: str | None,
    at: str | None,
    actor: str | None,
    form: str,
) -> int:
    """PHASE is investigating, mitigated, monitoring or resolved; or identified, once the cause is known.

    INCIDENT is an id or a part of one; without it, the one that is open. TEXT says what was done or found.
    """
    from midwatch.workflows.incident.acts.phase import PhaseRequest
    from midwatch.workflows.incident.acts.phase import phase as enter

    which, word, words = said(incident, phase, text, names=("phase", "text"))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: enter(
            PhaseRequest(incident=which, phase=word or "", text=words or "", actor=who, at=when),
            memory=memory,
        ),
    )
