"""`midwatch incident triage`."""

from typing import Any

import click

from midwatch.bootstrap.incidents import known, look
from midwatch.entrypoints.cli._options import (
    at_option,
    explain_option,
    format_option,
    frame,
    offline_option,
    workspace,
)
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working
from midwatch.entrypoints.cli.commands.incident._shared import alert_of, alert_options


@frame("incident triage")
@alert_options()
@click.option("--skip-comms", is_flag=True, help="Without drafts of messages.")
@click.option("--full", is_flag=True, help="Everything: all checks, risks, tests and sources.")
@offline_option()
@at_option()
@explain_option()
@format_option()
def command(
    *,
    alert: tuple[str, ...],
    at: str | None,
    explain: bool,
    form: str,
    **said: Any,  # noqa: ANN401 - the other fields of the request, as they were typed
) -> int:
    """ALERT is what the alert says, in words or as a payload; without it, stdin is read.

    Payloads: Alertmanager's webhook, PagerDuty's event or webhook. Nothing is recorded: `incident declare` does that.
    """
    from midwatch.formats.payloads.incident.triage import payload
    from midwatch.formats.reports.incident.triage_page import render
    from midwatch.workflows.incident.triage.triage import TriageRequest, triage

    with workspace() as here:
        request = TriageRequest(alert=alert_of(alert), **said)
        with working("asking the sources", here.awaited):
            moment = here.moment_of_telemetry(at) if not request.offline else here.moment(at)
            found = triage(request, known=known(here), look=look(here, moment), at=moment)
    answer(
        form,
        text=lambda shown: render(found, shown, full=request.full, explain=explain),
        payload=lambda: payload(found),
    )
    return 0
