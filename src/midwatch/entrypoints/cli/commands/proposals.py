"""`midwatch proposals`."""

from typing import TYPE_CHECKING

import click

from midwatch.bootstrap.incidents import clock, memory, templates
from midwatch.domain.errors import HeldByGate
from midwatch.entrypoints.cli._options import at_option, format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli.commands.incident._shared import incident_argument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midwatch.formats.payloads.incident.proposals import ProposalsPayload
    from midwatch.formats.reports.look import Look
    from midwatch.workflows.incident.proposals import Waiting

CHANNELS = ("slack", "email", "status_page", "pagerduty")
_SHOWN = ("email", "status_page")
"""What a person reads first: the others are made of the same words."""


@frame("proposals")
@incident_argument()
@click.option(
    "--channel",
    "channels",
    type=click.Choice(CHANNELS),
    multiple=True,
    help="Only these. May be repeated.  [default: email and status_page]",
)
@at_option("now")
@format_option()
def command(*, incident: str | None, channels: tuple[str, ...], at: str | None, form: str) -> int:
    """Nothing is sent: copy what is shown, and say with `incident update` what others were told.

    INCIDENT is an id or a part of one; without it, all that are open. Exit status 4: a message is held.
    """
    from midwatch.workflows.incident.proposals import ProposalsRequest, proposals

    with workspace() as here:
        moment = here.moment(at) if at else None
        request = ProposalsRequest(at=moment, incident=incident, channels=channels)
        found = proposals(
            request, memory=memory(here), templates=templates(here), policy=clock(here)
        )
    answer(
        form,
        text=lambda look: _text(found, look, channels or _SHOWN),
        payload=lambda: _payload(found),
    )
    held = any(each.message and each.message.findings for each in found)
    return HeldByGate.exit_code if held else 0


def _text(found: "Sequence[Waiting]", look: "Look", channels: "Sequence[str]") -> str:
    from midwatch.formats.reports.incident import waiting

    parts = []
    for each in found:
        told = each.message
        lines = (
            waiting.message(told.kind, each.texts, told.findings, look, channels=channels)
            if told
            else ()
        )
        parts.append(waiting.render(each.incident, each.proposals, [*lines], look))
    return "\n\n".join(parts) or "Nothing waits for a person."


def _payload(found: "Sequence[Waiting]") -> "ProposalsPayload":
    from midwatch.formats.payloads.incident.proposals import (
        ProposalsPayload,
        message_part,
        waiting_part,
    )

    return ProposalsPayload(
        waiting=tuple(
            waiting_part(
                each.incident,
                each.proposals,
                message_part(each.message.kind, each.texts, each.message.findings)
                if each.message
                else None,
            )
            for each in found
        )
    )
