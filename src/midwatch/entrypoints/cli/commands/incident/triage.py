"""`midwatch incident triage`."""

from typing import TYPE_CHECKING, Any

import click

from midwatch.bootstrap.incidents import clock, known, look, templates
from midwatch.domain.errors import HeldByGate, InputError
from midwatch.entrypoints.cli._errors import tell
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
    from midwatch.domain.errors import MidwatchError
    from midwatch.domain.incidents.triage.triage import Triage
    from midwatch.formats.payloads.incident.triage import TriagePayload


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
    Exit status 2 or 4: the page is whole, and the draft of the announcement is refused or held.
    """
    from midwatch.formats.reports.incident.triage_page import render
    from midwatch.workflows.incident.triage.triage import TriageRequest, triage

    with workspace() as here:
        request = TriageRequest(alert=alert_of(alert), **said)
        with working("asking the sources", here.awaited):
            moment = here.moment_of_telemetry(at) if not request.offline else here.moment(at)
            files = known(here)
            found = triage(request, known=files, look=look(here, moment), at=moment)
        texts, refused = (None, None) if request.skip_comms else _announced(found, here)
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
        payload=lambda: _payload(found, texts),
    )
    if refused is None:
        return 0
    tell(refused)
    return refused.exit_code


def _payload(found: "Triage", texts: "Mapping[str, str] | None") -> "TriagePayload":
    from midwatch.formats.payloads.incident.triage import payload

    return payload(found, texts)


def _announced(
    found: "Triage", here: "Workspace"
) -> "tuple[Mapping[str, str] | None, MidwatchError | None]":
    """The draft of the announcement, by channel, and why there is none; without either nothing is announced."""
    from midwatch.domain.incidents.severity import IncidentSeverity
    from midwatch.formats.messages.outgoing import outgoing
    from midwatch.workflows.incident.messages import let_pass
    from midwatch.workflows.incident.triage.announcing import announcement

    if found.severity is IncidentSeverity.NONE:
        return None, None
    try:
        made = announcement(found, templates(here), clock(here))
        let_pass(made.findings)
    except (InputError, HeldByGate) as refused:  # the page is needed now, the draft a little later
        return None, refused
    return outgoing(made.draft).texts, None
