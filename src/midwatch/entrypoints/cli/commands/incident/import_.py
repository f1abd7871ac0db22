"""`midwatch incident import`."""

import click

from midwatch.bootstrap.incidents import memory
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._options import format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli.commands.incident._shared import (
    FROM_STDIN,
    LARGEST_BUNDLE,
    from_stdin,
    say_held_back,
)


@frame("incident import")
@click.argument("bundle", required=False)
@click.option("--confidential", is_flag=True, help="Keep it on the branch that is not pushed.")
@format_option()
def command(*, bundle: str | None, confidential: bool, form: str) -> int:
    """BUNDLE is a file that `incident export` wrote; without it, stdin is read.

    Events that are here already are passed over; one that says something else is refused, and then nothing is added.
    """
    from midwatch.formats.payloads.incident.export import imported
    from midwatch.formats.reports.quantities import counted
    from midwatch.store.files import read_text
    from midwatch.workflows.incident.exchange.import_ import ImportRequest, import_incident

    with workspace() as here:
        if bundle in {None, FROM_STDIN}:
            text = from_stdin(LARGEST_BUNDLE)
        else:
            text = read_text(str(bundle), limit=LARGEST_BUNDLE)
        request = ImportRequest(bundle=text, confidential=confidential)
        done = import_incident(request, memory=memory(here))
    names = ", ".join(for_terminal(each.id, 100) for each in done.incidents)
    answer(
        form,
        text=lambda _: f"{counted(done.added, 'event')} added: {names}",
        payload=lambda: imported(done.incidents, done.added, done.held_back),
    )
    say_held_back(done.held_back)
    return 0
