"""`midwatch init`."""

import click

from midwatch.bootstrap.workspace import current_folder
from midwatch.entrypoints.cli._options import format_option, frame
from midwatch.entrypoints.cli._output import answer


@frame("init")
@click.option("--prometheus", metavar="URL", help="Where a Prometheus answers.")
@click.option("--capture", metavar="PATH", help="Telemetry in files: a path or a glob.")
@format_option()
def command(*, prometheus: str | None, capture: str | None, form: str) -> int:
    """Works inside any git repository, as often as you like: what is there is never overwritten."""
    from midwatch.formats.payloads.init import payload
    from midwatch.formats.reports.init import render
    from midwatch.workflows.setup.init import InitRequest, init

    done = init(InitRequest(prometheus=prometheus, capture=capture), start=current_folder())
    root, files = str(done.root), [(path, state.value) for path, state in done.files]
    answer(form, text=lambda look: render(root, files, look), payload=lambda: payload(root, files))
    return 0
