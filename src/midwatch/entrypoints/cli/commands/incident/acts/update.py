"""`midwatch incident update`."""

from typing import Any

import click

from midwatch.bootstrap.incidents import clock, memory, type_names
from midwatch.entrypoints.cli._options import frame, workspace
from midwatch.entrypoints.cli.commands.incident._shared import (
    act_options,
    incident_argument,
    show_recorded,
    text_or_incident,
)


@frame("incident update")
@incident_argument()
@click.argument("text", required=False)
@click.option("--severity", help="SEV1 to SEV4, or none; with --reason.")
@click.option("--reason", help="Why it is corrected.")
@click.option("--title", help="What it is, in one line.")
@click.option("--service", "services", multiple=True, help="Which services. May be repeated.")
@click.option("--type", help="Such as database: its checklist is shown.")
@click.option("--impact", help="What users notice, in words for everybody.")
@click.option(
    "--impact-began", metavar="MOMENT", help="When it began to hurt, as somebody confirms."
)
@click.option("--detected-at", metavar="MOMENT", help="When it was noticed first.")
@act_options()
def command(
    *,
    incident: str | None,
    text: str | None,
    at: str | None,
    actor: str | None,
    form: str,
    **corrected: Any,  # noqa: ANN401 - the fields of the request, as they were typed
) -> int:
    """TEXT is what others are told now: the clock of updates begins anew. Options correct what is known.

    Its numbers are references, such as {elapsed}, or stand in what was recorded; others are held with status 4.

    INCIDENT is an id or a part of one; without it, the one that is open.
    """
    from midwatch.workflows.incident.acts.update import UpdateRequest, update

    with workspace() as here:
        remembered = memory(here)
        for name in ("impact_began", "detected_at"):
            said = corrected[name]
            corrected[name] = here.moment(said) if said else None
        which, words = text_or_incident(incident, text)
        request = UpdateRequest(
            incident=which,
            text=words,
            actor=here.actor(actor),
            at=here.moment(at) if at else None,
            **corrected,
        )
        done = update(
            request, memory=remembered, policy=clock(here), types=lambda: type_names(here)
        )
        show_recorded(done, here, form)
    return 0
