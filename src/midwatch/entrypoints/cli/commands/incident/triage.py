"""`midwatch incident triage`."""

from typing import TYPE_CHECKING, Any

import click

from midwatch.bootstrap.incidents import clock, known, look, templates
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
from midwatch.entrypoints.cli.commands.incident._shared import (
    alert_of,
    alert_options,
    say_passed_over,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from midwatch.bootstrap.workspace import Workspace
    from midwatch.domain.incidents.triage.triage import Triage


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
            files = known(here)
            found = triage(request, known=files, look=look(here, moment), at=moment)
        texts = None if request.skip_comms else _announced(found, here)
    say_passed_over(files)
    answer(
        form,
        text=lambda shown: render(
            found,
            shown,
            draft=texts["email"] if texts else None,
            full=request.full,
            explain=explain,
        ),
        payload=lambda: payload(found, texts),
    )
    return 0


def _announced(found: "Triage", here: "Workspace") -> "Mapping[str, str] | None":
    """The draft of the announcement, by channel; None where there is nothing to announce."""
    from midwatch.domain.incidents.severity import IncidentSeverity
    from midwatch.formats.messages.outgoing import outgoing
    from midwatch.workflows.incident.triage.announcing import announcement

    if found.severity is IncidentSeverity.NONE:
        return None
    return outgoing(announcement(found, templates(here), clock(here)).draft).texts
