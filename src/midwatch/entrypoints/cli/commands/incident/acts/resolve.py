"""`midwatch incident resolve`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident resolve")
@incident_argument()
@click.argument("text", required=False)
@act_options()
def command(
    *, incident: str | None, text: str | None, at: str | None, actor: str | None, form: str
) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open.

    TEXT says how it ended. A person resolves: an alert that ends only proposes it.
    """
    from midwatch.workflows.incident.acts.resolve import ResolveRequest, resolve

    which, words = said(incident, text, names=("resolution",))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: resolve(
            ResolveRequest(incident=which, text=words or "", actor=who, at=when), memory=memory
        ),
    )
