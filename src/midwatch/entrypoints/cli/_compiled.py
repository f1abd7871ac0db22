"""What a compilation wrote; or, where the gate holds, what it found."""

from datetime import datetime

from midwatch.bootstrap.assembly import prometheus_url
from midwatch.bootstrap.workspace import Workspace
from midwatch.entrypoints.cli._findings import as_payload, as_text
from midwatch.entrypoints.cli._output import answer, say, stderr_look
from midwatch.formats.payloads.slo_compile import payload
from midwatch.formats.reports.slo_compile import render
from midwatch.workflows.slo.compile import CompileOutcome, CompileResult, backfill_command


def show(outcome: CompileOutcome, here: Workspace, at: datetime, form: str) -> None:
    """Findings are the answer where nothing was written; where something was, they are only counted."""
    checked = outcome.checked
    if outcome.compiled is None:
        answer(
            form,
            text=lambda look: as_text(checked, look),
            payload=lambda: as_payload(checked),
        )
        return
    if checked.findings:
        summary = as_text(checked, stderr_look()).splitlines()[-1]
        say(f"{summary} `midwatch slo check` shows them.")
    _show_written(outcome.compiled, outcome, here, at, form)


def _show_written(
    compiled: CompileResult, outcome: CompileOutcome, here: Workspace, at: datetime, form: str
) -> None:
    services = tuple(outcome.checked.bound.values())
    backfill = backfill_command(services, at, prometheus_url(here))
    files = [(file.path, file.changed) for file in compiled.files]
    cost = (compiled.cost.series, compiled.cost.samples_per_second, compiled.cost.alerts)
    answer(
        form,
        text=lambda look: render(
            files=files, cost=cost, orphans=compiled.orphans, backfill=backfill, look=look
        ),
        payload=lambda: payload(
            services=compiled.services,
            files=files,
            cost=cost,
            orphans=compiled.orphans,
            backfill=backfill,
        ),
    )
