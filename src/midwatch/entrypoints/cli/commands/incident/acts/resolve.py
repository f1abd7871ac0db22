"""`midwatch incident resolve`."""

import click

from midwatch.bootstrap.incidents import measure, memory, templates
from midwatch.domain.errors import HeldByGate, InputError
from midwatch.entrypoints.cli._errors import tell
from midwatch.entrypoints.cli._options import frame, workspace
from midwatch.entrypoints.cli._output import say
from midwatch.entrypoints.cli._progress import working
from midwatch.entrypoints.cli.commands.incident._papers import place
from midwatch.entrypoints.cli.commands.incident._papers import text as papers_text
from midwatch.entrypoints.cli.commands.incident._shared import (
    act_options,
    incident_argument,
    said,
    show_recorded,
)
from midwatch.formats.reports.look import PLAIN


@frame("incident resolve")
@incident_argument()
@click.argument("text", required=False)
@act_options()
def command(
    *, incident: str | None, text: str | None, at: str | None, actor: str | None, form: str
) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open.

    TEXT says how it ended. A person resolves: an alert that ends only proposes it. The timeline and the report are
    written below incidents/, unless it is confidential. Exit status 2 or 4 with “It is resolved all the same”: its
    papers are refused or held.
    """
    from midwatch.workflows.incident.acts.resolve import ResolveRequest, resolve
    from midwatch.workflows.incident.report import ReportRequest, report

    which, words = said(incident, text, names=("resolution",))
    with workspace() as here:
        request = ResolveRequest(
            incident=which,
            text=words or "",
            actor=here.actor(actor),
            at=here.moment(at) if at else None,
        )
        done = resolve(request, memory=memory(here))
        show_recorded(done, here, form)
        name = done.incident.id
        try:
            with working("asking the sources", here.awaited):
                made = report(
                    ReportRequest(incident=name),
                    memory=memory(here),
                    measure=measure(here),
                    templates=templates(here),
                )
            say(papers_text(made, place(made, here, None), PLAIN))
        except (InputError, HeldByGate) as refused:
            tell(refused)
            say(
                f"It is resolved all the same; `midwatch incident report {name}` writes its papers."
            )
            return refused.exit_code
    return 0
