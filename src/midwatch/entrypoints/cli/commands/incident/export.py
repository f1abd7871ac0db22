"""`midwatch incident export`."""

import json

from midwatch.bootstrap.incidents import memory
from midwatch.entrypoints.cli._options import format_option, frame, output_option, workspace
from midwatch.entrypoints.cli._output import answer, check_destination, write_out
from midwatch.entrypoints.cli.commands.incident._papers import keep_outside
from midwatch.entrypoints.cli.commands.incident._shared import incident_argument


@frame("incident export")
@incident_argument()
@output_option()
@format_option()
def command(*, incident: str | None, destination: str | None, form: str) -> int:
    """One event a line, as JSON; `incident import` takes it over elsewhere.

    INCIDENT is an id or a part of one; without it, the one that is open, else the newest.
    """
    from midwatch.formats.payloads.incident.export import exported
    from midwatch.workflows.incident.exchange.export import ExportRequest, export

    check_destination(form, destination)
    with workspace() as here:
        found = export(ExportRequest(incident=incident), memory=memory(here))
        if destination is not None and found.incident.confidential:
            keep_outside(found.incident, here, destination)
    answer(
        form,
        text=lambda _: "\n".join(found.lines),
        payload=lambda: exported(found.incident, [json.loads(line) for line in found.lines]),
        write_out=None if destination is None else lambda content: write_out(content, destination),
    )
    return 0
