"""`midwatch observe`."""

from typing import Any

import click

from midwatch.entrypoints.cli._observe import SHARE, services_of
from midwatch.entrypoints.cli._observe import custom_metrics as read_custom
from midwatch.entrypoints.cli._options import (
    DURATION,
    at_option,
    explain_option,
    format_option,
    frame,
    workspace,
)
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working


@frame("observe")
@click.option(
    "--services",
    "--service",
    "services",
    metavar="NAME,…",
    multiple=True,
    help="Only these; may be repeated.  [default: all]",
)
@click.option(
    "--timerange",
    type=DURATION,
    default="1h",
    show_default=True,
    help="How far back to look, 5m to 30d.",
)
@click.option(
    "--baseline",
    type=DURATION,
    help="Compare with the same hours of so many days before, 1d to 30d.  [default: of the four weeks before]",
)
@click.option(
    "--latency-threshold", type=DURATION, help="Red where the 95th percentile is above it."
)
@click.option(
    "--error-threshold",
    metavar="SHARE",
    type=SHARE,
    help="Red where a greater share of requests fails, such as 1%.",
)
@click.option(
    "--anomaly-threshold",
    type=float,
    default=1.5,
    show_default=True,
    help="Times its baseline from which on a signal is told of.",
)
@click.option(
    "--custom-metrics",
    metavar="NAME=QUERY",
    multiple=True,
    help="A signal of your own, in PromQL; may be repeated. `…_ratio` is full above 80%.",
)
@click.option("--slo-status", is_flag=True, help="List every objective with its budget too.")
@at_option()
@explain_option()
@format_option("markdown")
def command(
    *,
    services: tuple[str, ...],
    custom_metrics: tuple[str, ...],
    at: str | None,
    explain: bool,
    form: str,
    **looked: Any,  # noqa: ANN401 - the other options, as the request names them
) -> int:
    """Exit status 0: nothing is red; 4: something is; 3: a source did not answer."""
    from midwatch.bootstrap.assembly import load_services
    from midwatch.entrypoints.cli._output import say_unsound
    from midwatch.formats.payloads.observe import payload
    from midwatch.formats.reports.observe.markdown import render as as_markdown
    from midwatch.formats.reports.observe.text import render
    from midwatch.workflows.observe.observe import observe
    from midwatch.workflows.observe.request import ObserveRequest

    with workspace() as here, working("asking the sources", here.awaited):
        moment = here.moment_of_telemetry(at)
        request = ObserveRequest(
            at=moment,
            services=services_of(services),
            custom_metrics=read_custom(custom_metrics),
            **looked,
        )
        loaded = load_services(here, moment)
        say_unsound(loaded)
        sources = here.sources.observing(loaded.undetected)
        report = observe(request, loaded, sources, repository=here.repository)
    spent = report.effort
    answer(
        form,
        text=lambda look: render(report.seen, look, objectives=request.slo_status, explain=explain),
        payload=lambda: payload(report.seen, requests=spent.requests, waited=spent.waited),
        others={"markdown": lambda: as_markdown(report.seen)},
    )
    return report.exit_code
