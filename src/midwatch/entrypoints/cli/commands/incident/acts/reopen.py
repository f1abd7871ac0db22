"""`midwatch incident reopen`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident reopen")
@incident_argument()
@click.argument("text", required=False)
@act_options()
def command(
    *, incident: str | None, text: str | None, at: str | None, actor: str | None, form: str
) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open. TEXT says why it is not over."""
    from midwatch.workflows.incident.acts.reopen import ReopenRequest, reopen

    which, words = said(incident, text, names=("reason",))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: reopen(
            ReopenRequest(incident=which, text=words or "", actor=who, at=when), memory=memory
        ),
    )
