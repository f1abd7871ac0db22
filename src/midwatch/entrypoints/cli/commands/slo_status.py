"""`midwatch slo status`."""

import click

from midwatch.entrypoints.cli._options import (
    at_option,
    explain_option,
    format_option,
    frame,
    workspace,
)
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working


@frame("slo status")
@click.argument("services", nargs=-1)
@click.option(
    "--objective",
    "objectives",
    metavar="NAME",
    multiple=True,
    help="Only this one, by name or id; may be repeated.  [default: all]",
)
@at_option()
@explain_option()
@format_option()
def command(
    *,
    services: tuple[str, ...],
    objectives: tuple[str, ...],
    at: str | None,
    explain: bool,
    form: str,
) -> int:
    """SERVICES are named as in their files; without any, all of them.

    Exit status 3 where a source did not answer; no traffic is an answer.
    """
    from midwatch.bootstrap.assembly import load_services
    from midwatch.entrypoints.cli._unsound import say_unsound
    from midwatch.formats.payloads.slo_status import payload
    from midwatch.formats.reports.slo.status import render
    from midwatch.workflows.slo.status import StatusRequest, status

    with workspace() as here, working("asking the sources", here.awaited):
        moment = here.moment_of_telemetry(at)
        request = StatusRequest(services=services, objectives=objectives, at=moment)
        loaded = load_services(here, moment)
        say_unsound(loaded)
        report = status(request, loaded.services, here.sources.counting(loaded.undetected))
    spent = report.effort
    answer(
        form,
        text=lambda look: render(
            report.at,
            report.objectives,
            look,
            requests=spent.requests,
            waited=spent.waited,
            explain=explain,
        ),
        payload=lambda: payload(
            report.at, report.objectives, requests=spent.requests, waited=spent.waited
        ),
    )
    return report.exit_code
