"""`midwatch slo gate`."""

import click

from midwatch.entrypoints.cli._options import at_option, format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working


@frame("slo gate")
@click.argument("service")
@click.option(
    "--change-kind",
    default="deployment",
    show_default=True,
    help="What the change is; rollbacks, security and reliability changes pass a freeze.",
)
@at_option()
@format_option()
def command(*, service: str, change_kind: str, at: str | None, form: str) -> int:
    """SERVICE is named as in its file. Exit status 0: the change passes; 4: it is held; 3: nobody can tell."""
    from midwatch.bootstrap.assembly import load_services
    from midwatch.entrypoints.cli._output import say_unsound
    from midwatch.formats.payloads.slo_gate import payload
    from midwatch.formats.reports.slo.gate import render
    from midwatch.workflows.slo.gate import GateRequest, gate

    with workspace() as here, working("asking the sources", here.awaited):
        moment = here.moment_of_telemetry(at)
        loaded = load_services(here, moment)
        say_unsound(loaded)
        request = GateRequest(service=service, at=moment, change_kind=change_kind)
        decision = gate(request, loaded.services, here.sources.counting(loaded.undetected))
    answer(form, text=lambda look: render(decision, look), payload=lambda: payload(decision))
    return decision.exit_code
