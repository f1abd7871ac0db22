"""`midwatch incident show`."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from midwatch.bootstrap.incidents import clock, memory
from midwatch.entrypoints.cli._options import at_option, format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli.commands.incident._shared import incident_argument

if TYPE_CHECKING:
    from midwatch.formats.payloads.incident.show import ShowPayload
    from midwatch.workflows.incident.show import Shown


@frame("incident show")
@incident_argument()
@click.option("--full", is_flag=True, help="Every event, each in full.")
@at_option("now")
@format_option()
def command(*, incident: str | None, full: bool, at: str | None, form: str) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open. --at shows it as it stood."""
    from midwatch.formats.reports.incident.text import render
    from midwatch.workflows.incident.show import ShowRequest, show

    with workspace() as here:
        moment = here.moment(at)
        request = ShowRequest(at=moment if at else None, incident=incident, full=full)
        shown = show(request, memory=memory(here), policy=clock(here), now=here.now())
    answer(
        form,
        text=lambda look: render(
            shown.incident, shown.due, shown.findings, moment, look, full=full
        ),
        payload=lambda: _payload(shown, moment),
    )
    return 0


def _payload(shown: "Shown", at: datetime) -> "ShowPayload":
    from midwatch.formats.payloads.incident.show import payload

    return payload(shown.incident, shown.due, shown.findings, at)
