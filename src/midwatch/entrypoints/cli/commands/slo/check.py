"""`midwatch slo check`."""

import click

from midwatch.entrypoints.cli._options import (
    at_option,
    format_option,
    frame,
    offline_option,
    strict_option,
    workspace,
)
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working


@frame("slo check")
@click.argument("paths", nargs=-1)
@strict_option()
@offline_option()
@at_option()
@format_option("sarif", "github")
def command(
    *, paths: tuple[str, ...], strict: bool, offline: bool, at: str | None, form: str
) -> int:
    """PATHS are files, folders or globs; without any, all of slos/.

    Exit status 4 where an error holds the gate, or with --strict a warning.
    """
    from midwatch.bootstrap.assembly import live_sources
    from midwatch.entrypoints.cli._findings import as_payload, as_text, other_forms
    from midwatch.workflows.slo.check import CheckRequest, check

    request = CheckRequest(paths=paths, strict=strict, offline=offline)
    with workspace() as here, working("checking", here.awaited):
        moment = here.moment_of_telemetry(at)
        found = check(request, repository=here.repository, sources=live_sources(here), at=moment)
    answer(
        form,
        text=lambda look: as_text(found, look),
        payload=lambda: as_payload(found),
        others=other_forms(found),
    )
    return found.exit_code
