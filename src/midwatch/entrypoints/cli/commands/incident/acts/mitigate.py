"""`midwatch incident mitigate`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident mitigate")
@incident_argument()
@click.argument("text", required=False)
@act_options()
def command(
    *, incident: str | None, text: str | None, at: str | None, actor: str | None, form: str
) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open.

    TEXT says what was done. The cause need not be known.
    """
    from midwatch.workflows.incident.acts.mitigate import MitigateRequest, mitigate

    which, words = said(incident, text, names=("mitigation",))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: mitigate(
            MitigateRequest(incident=which, text=words or "", actor=who, at=when), memory=memory
        ),
    )
