"""`midwatch slo compile`."""

import click

from midwatch.entrypoints.cli._options import (
    at_option,
    format_option,
    frame,
    offline_option,
    strict_option,
    workspace,
)
from midwatch.entrypoints.cli._progress import working


@frame("slo compile")
@click.argument("paths", nargs=-1)
@strict_option()
@offline_option()
@click.option(
    "--alertmanager",
    type=click.Choice(["whole", "fragment", "none"]),
    default="whole",
    show_default=True,
    help="Write a whole configuration, a fragment to merge into your own, or nothing.",
)
@click.option("--prometheus-rule", is_flag=True, help="Write PrometheusRule resources too.")
@click.option(
    "--dashboards/--no-dashboards",
    default=True,
    show_default=True,
    help="Write dashboards for Grafana.",
)
@at_option()
@format_option()
def command(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    strict: bool,
    offline: bool,
    alertmanager: str,
    prometheus_rule: bool,
    dashboards: bool,
    at: str | None,
    form: str,
) -> int:
    """PATHS are files, folders or globs; without any, all of slos/, and what they share.

    The same files give the same bytes, written all or none. Exit status 4 where the gate holds: nothing is written
    then.
    """
    from midwatch.bootstrap.assembly import live_sources, notification_plan, places
    from midwatch.entrypoints.cli._compiled import show
    from midwatch.workflows.slo.compile import AlertmanagerOutput, CompileRequest, compile_slos

    request = CompileRequest(
        paths=paths,
        strict=strict,
        offline=offline,
        alertmanager=AlertmanagerOutput(alertmanager),
        prometheus_rule=prometheus_rule,
        dashboards=dashboards,
    )
    with workspace() as here, working("compiling", here.awaited):
        moment = here.moment_of_telemetry(at)
        outcome = compile_slos(
            request,
            repository=here.repository,
            sources=live_sources(here),
            at=moment,
            plan=notification_plan(here),
            places=places(here),
        )
    show(outcome, here, moment, form)
    return outcome.checked.exit_code
