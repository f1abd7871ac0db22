"""`midwatch demo`."""

from datetime import timedelta

import click

from midwatch.entrypoints.cli._options import DURATION, format_option, frame
from midwatch.entrypoints.cli._output import answer


@frame("demo")
@click.option(
    "--output",
    metavar="FOLDER",
    default="midwatch-demo",
    show_default=True,
    help="The folder to fill; what others wrote there is never cleared.",
)
@click.option(
    "--seed", type=int, default=7, show_default=True, help="The same seed, the same month."
)
@click.option(
    "--live", is_flag=True, help="Go on with real servers on this machine: needs Prometheus."
)
@click.option(
    "--outage", metavar="SERVICE", help="Let every request of it fail, and wait for the page."
)
@click.option("--duration", type=DURATION, help="End the live part by then.  [default: at Ctrl-C]")
@click.option(
    "--port", type=click.IntRange(1024, 65533), help="The first of three.  [default: free ones]"
)
@format_option()
def command(  # noqa: PLR0913 - one parameter an option
    *,
    output: str,
    seed: int,
    live: bool,
    outage: str | None,
    duration: timedelta | None,
    port: int | None,
    form: str,
) -> int:
    """A shop of six services with a month of telemetry and four incidents: init, slo new, check, compile, status.

    Everything stays in the folder, to go on with. --outage needs --live.
    """
    from midwatch.entrypoints.cli._demo import run_demo
    from midwatch.formats.payloads.demo import payload
    from midwatch.workflows.demo.request import DemoRequest

    request = DemoRequest(
        output=output, seed=seed, live=live, outage=outage, duration=duration, port=port
    )
    shown = run_demo(request, quiet=form == "json")
    answer(
        form,
        text=lambda _: "",
        payload=lambda: payload(
            shown.folder, exit_code=shown.exit_code, live=live, outage=shown.outage
        ),
    )
    return shown.exit_code
