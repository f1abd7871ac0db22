"""`midwatch incident report`."""

import click

from midwatch.bootstrap.incidents import measure, memory, templates
from midwatch.entrypoints.cli._options import (
    at_option,
    format_option,
    frame,
    offline_option,
    workspace,
)
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working
from midwatch.entrypoints.cli.commands.incident._papers import place, text
from midwatch.entrypoints.cli.commands.incident._shared import incident_argument


@frame("incident report")
@incident_argument()
@click.option(
    "--output",
    "destination",
    metavar="FOLDER",
    help="Write below this folder.  [default: the repository]",
)
@offline_option()
@at_option("now")
@format_option()
def command(
    *,
    incident: str | None,
    destination: str | None,
    offline: bool,
    at: str | None,
    form: str,
) -> int:
    """Writes incidents/<id>/timeline.yaml and report.md; the budget is measured over the incident's range.

    INCIDENT is an id or a part of one; without it, the one that is open, else the newest. Exit status 4: a gate
    holds the report.
    """
    from midwatch.formats.payloads.incident.report import payload
    from midwatch.workflows.incident.report import ReportRequest, report

    with workspace() as here:
        moment = here.moment(at) if at else None
        request = ReportRequest(at=moment, incident=incident, offline=offline)
        with working("asking the sources", here.awaited):
            made = report(
                request, memory=memory(here), measure=measure(here), templates=templates(here)
            )
        written = place(made, here, destination)
    answer(
        form,
        text=lambda look: text(made, written, look),
        payload=lambda: payload(made.papers, made.files, written, made.unmeasured),
    )
    return 0
