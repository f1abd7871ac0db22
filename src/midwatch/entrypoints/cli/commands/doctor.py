"""`midwatch doctor`."""

import click

from midwatch.entrypoints.cli._options import format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working


@frame("doctor")
@click.option(
    "--source",
    "sources",
    metavar="NAME",
    multiple=True,
    help="Look at this source only; may be repeated.  [default: all]",
)
@format_option()
def command(*, sources: tuple[str, ...], form: str) -> int:
    """Programs, settings, secrets and sources; what Prometheus has loaded is compared with alerts/.

    Exit status 3 where something does not answer, 4 where something is wrong.
    """
    from midwatch.bootstrap.examinations import examinations
    from midwatch.formats.payloads.doctor import payload
    from midwatch.formats.reports.doctor import render
    from midwatch.workflows.setup.doctor import DoctorRequest, doctor

    with workspace() as here, working("asking every source", here.awaited):
        report = doctor(DoctorRequest(sources=sources), list(examinations(here)))
    answer(
        form,
        text=lambda look: render(report.diagnoses, look),
        payload=lambda: payload(report.diagnoses, exit_code=report.exit_code),
    )
    return report.exit_code
