"""`midwatch incident list`."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from midwatch.bootstrap.incidents import clock, memory
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._options import at_option, format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer, say

if TYPE_CHECKING:
    from midwatch.formats.payloads.incident.list import ListPayload
    from midwatch.workflows.incident.list import Listing


@frame("incident list")
@click.option("--all", "every", is_flag=True, help="Resolved ones too.")
@click.option("--service", help="Only those of this service.")
@at_option("now")
@format_option()
def command(*, every: bool, service: str | None, at: str | None, form: str) -> int:
    """Open ones, newest first, each with what is overdue; `midwatch incident` alone shows the same."""
    from midwatch.formats.reports.incident.listing import render
    from midwatch.workflows.incident.list import ListRequest, list_incidents

    with workspace() as here:
        moment = here.moment(at)
        request = ListRequest(at=moment if at else None, every=every, service=service)
        found = list_incidents(request, memory=memory(here), policy=clock(here))
    answer(
        form,
        text=lambda look: render(
            found.incidents, found.hidden, moment, look, narrowed=bool(at or service)
        ),
        payload=lambda: _payload(found, moment),
    )
    for each in found.unread:
        say(
            f"No event, and left as it is: {for_terminal(each.path, 200)}: {for_terminal(each.why, 200)}"
        )
    return 0


def _payload(found: "Listing", at: datetime) -> "ListPayload":
    from midwatch.formats.payloads.incident.list import payload

    return payload(found.incidents, found.hidden, at)
