"""`midwatch incident escalate`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import (
    act,
    act_options,
    incident_argument,
    said,
)


@frame("incident escalate")
@incident_argument()
@click.argument("to", required=False)
@click.argument("reason", required=False)
@act_options()
def command(
    *,
    incident: str | None,
    to: str | None,
    reason: str | None,
    at: str | None,
    actor: str | None,
    form: str,
) -> int:
    """TO is the person or team that was asked to come, REASON why. The time box of the investigation begins anew.

    INCIDENT is an id or a part of one; without it, the one that is open.
    """
    from midwatch.workflows.incident.acts.escalate import EscalateRequest, escalate

    which, whom, why = said(incident, to, reason, names=("person or team", "reason"))
    return act(
        form,
        actor,
        at,
        lambda memory, who, when: escalate(
            EscalateRequest(incident=which, to=whom or "", reason=why or "", actor=who, at=when),
            memory=memory,
        ),
    )
