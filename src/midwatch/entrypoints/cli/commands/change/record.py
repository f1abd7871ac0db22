"""`midwatch change record`."""

import click

from midwatch.entrypoints.cli._options import (
    actor_option,
    at_option,
    format_option,
    frame,
    workspace,
)
from midwatch.entrypoints.cli._output import answer, say


@frame("change record")
@click.argument("service")
@click.argument("summary")
@click.option(
    "--kind",
    default="deployment",
    show_default=True,
    help="deployment, configuration, flag, rollback, migration, or your team's word.",
)
@click.option("--version", help="What runs after the change.")
@click.option("--link", help="The pull request, pipeline or ticket.")
@at_option("now")
@actor_option()
@format_option()
def command(  # noqa: PLR0913 - one parameter an option
    *,
    service: str,
    summary: str,
    kind: str,
    version: str | None,
    link: str | None,
    at: str | None,
    actor: str | None,
    form: str,
) -> int:
    """SERVICE is named as its file in slos/; SUMMARY is one line. The record is one file below changes/: commit it."""
    from midwatch.formats.payloads.change_record import payload
    from midwatch.formats.reports.change_record import render
    from midwatch.workflows.change.record import RecordRequest, record

    here = workspace()
    request = RecordRequest(
        service=service,
        summary=summary,
        kind=kind,
        version=version,
        link=link,
        at=here.moment(at),
        actor=here.actor(actor),
    )
    done = record(request, repository=here.repository)
    answer(
        form,
        text=lambda look: render(done.change, done.path, look),
        payload=lambda: payload(done.change, done.path, known=done.known),
    )
    if not done.known:
        near = done.nearest_service
        hint = f"did you mean “{near}”?" if near else "it is recorded all the same."
        say(f"No file in slos/ describes “{service}”; {hint}")
    return 0
