"""`midwatch observe`."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from midwatch.entrypoints.cli._observe import SHARE, services_of
from midwatch.entrypoints.cli._observe import custom_metrics as read_custom
from midwatch.entrypoints.cli._options import (
    DURATION,
    at_option,
    explain_option,
    format_option,
    frame,
    output_option,
    picture_options,
    workspace,
)
from midwatch.entrypoints.cli._output import (
    answer,
    check_destination,
    say_unsound,
    write_out,
)
from midwatch.entrypoints.cli._progress import working

if TYPE_CHECKING:
    from midwatch.bootstrap.workspace import Workspace
    from midwatch.domain.slo.health.observation import Observation
    from midwatch.workflows.observe.observe import ObserveReport
    from midwatch.workflows.observe.request import ObserveRequest


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
    help="Compare with the same hours of each day so far back, from 7d on of each week; 1d to 30d.  "
    "[default: of the four weeks before]",
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
    help="A signal of your own, in PromQL; may be repeated. `…_ratio` is yellow above 80%.",
)
@click.option("--slo-status", is_flag=True, help="List every objective with its budget too.")
@at_option()
@explain_option()
@format_option("markdown", "png", "html")
@output_option()
@picture_options()
def command(  # noqa: PLR0913 - one parameter an option
    *,
    services: tuple[str, ...],
    custom_metrics: tuple[str, ...],
    at: str | None,
    explain: bool,
    form: str,
    destination: str | None,
    theme: str,
    width: int,
    **looked: Any,  # noqa: ANN401 - the other options, as the request names them
) -> int:
    """Exit status 0: nothing is red; 4: something is; 3: nobody can tell, for a source or telemetry is silent."""
    from midwatch.formats.payloads.observe import payload
    from midwatch.formats.reports.observe.text import render
    from midwatch.workflows.observe.request import ObserveRequest

    check_destination(form, destination)
    with workspace() as here, working("asking the sources", here.awaited):
        moment = here.moment_of_telemetry(at)
        request = ObserveRequest(
            at=moment,
            services=services_of(services),
            custom_metrics=read_custom(custom_metrics),
            **looked,
        )
        report = _observed(here, request)
    spent = report.effort
    answer(
        form,
        text=lambda look: render(report.seen, look, slo_status=request.slo_status, explain=explain),
        payload=lambda: payload(report.seen, requests=spent.requests, waited=spent.waited),
        others=_other_forms(report.seen, explain=explain, width=width, theme=theme),
        write_out=None if destination is None else lambda content: write_out(content, destination),
    )
    return report.exit_code


def _observed(here: "Workspace", request: "ObserveRequest") -> "ObserveReport":
    from midwatch.bootstrap.assembly import load_services
    from midwatch.workflows.observe.observe import observe

    loaded = load_services(here, request.at)
    say_unsound(loaded)
    sources = here.sources.observing(loaded.undetected)
    return observe(request, loaded, sources, repository=here.repository)


def _other_forms(
    seen: "Observation", *, explain: bool, width: int, theme: str
) -> "Mapping[str, Callable[[], str | bytes]]":
    """Forms that are made only where they are asked for."""

    def markdown() -> str:
        from midwatch.formats.reports.observe.markdown import render

        return render(seen)

    def page() -> str:
        from midwatch.formats.reports.observe.page import render

        return render(seen, explain=explain)

    def picture() -> bytes:
        from midwatch.formats.reports.observe.picture import render

        return render(seen, width=width, dark=theme == "dark")

    return {"markdown": markdown, "html": page, "png": picture}
