"""`midwatch incident log`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident log")
@incident_argument()
@click.argument("text", required=False)
@act_options()
def command(
    *, incident: str | None, text: str | None, at: str | None, actor: str | None, form: str
) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open.

    TEXT is what was seen or done; - reads it from stdin. --at is for what happened earlier.
    """
    from midwatch.workflows.incident.acts.log import LogRequest, log

    which, words = said(incident, text, names=("note",))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: log(
            LogRequest(incident=which, text=words or "", actor=who, at=when), memory=memory
        ),
    )
