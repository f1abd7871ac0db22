"""`midwatch incident assign`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident assign")
@incident_argument()
@click.argument("role", required=False)
@click.argument("person", required=False)
@act_options()
def command(
    *,
    incident: str | None,
    role: str | None,
    person: str | None,
    at: str | None,
    actor: str | None,
    form: str,
) -> int:
    """ROLE is commander, technical-lead, communications-lead or scribe; the commander owns the incident.

    INCIDENT is an id or a part of one; without it, the one that is open.
    """
    from midwatch.workflows.incident.acts.assign import AssignRequest, assign

    which, word, name = said(incident, role, person, names=("role", "person"))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: assign(
            AssignRequest(incident=which, role=word or "", person=name or "", actor=who, at=when),
            memory=memory,
        ),
    )
