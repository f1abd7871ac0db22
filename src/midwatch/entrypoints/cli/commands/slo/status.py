"""`midwatch slo status`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from midwatch.entrypoints.cli._options import (
    at_option,
    explain_option,
    format_option,
    frame,
    output_option,
    picture_options,
    workspace,
)
from midwatch.entrypoints.cli._output import answer, check_destination, write_out
from midwatch.entrypoints.cli._progress import working

if TYPE_CHECKING:
    from midwatch.bootstrap.workspace import Workspace
    from midwatch.domain.slo.standing.course import Course
    from midwatch.formats.payloads.slo_status import StatusPayload
    from midwatch.formats.reports.look import Look
    from midwatch.workflows.slo.counting import Effort
    from midwatch.workflows.slo.status import StatusReport, StatusRequest

DRAWN = frozenset({"png", "html"})
"""Forms with pictures, for which the sources are asked for every step of the period too."""


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
@format_option("png", "html")
@output_option()
@picture_options()
def command(  # noqa: PLR0913 - one parameter an option
    *,
    services: tuple[str, ...],
    objectives: tuple[str, ...],
    at: str | None,
    explain: bool,
    form: str,
    destination: str | None,
    theme: str,
    width: int,
) -> int:
    """SERVICES are named as in their files; without any, all of them.

    A picture shows one objective in full, and of many the budgets; a page of HTML has every picture, with the numbers
    beside it. Exit status 3 where a source did not answer; no traffic is an answer.
    """
    from midwatch.workflows.slo.status import StatusRequest

    check_destination(form, destination)
    with workspace() as here, working("asking the sources", here.awaited):
        moment = here.moment_of_telemetry(at)
        request = StatusRequest(services=services, objectives=objectives, at=moment)
        asked = _asked(here, request, drawn=form in DRAWN)
    answer(
        form,
        text=lambda look: _text(asked, look, explain=explain),
        payload=lambda: _payload(asked),
        others={
            "html": lambda: _html(asked, explain=explain),
            "png": lambda: _png(asked, width, theme),
        },
        write_out=None if destination is None else lambda content: write_out(content, destination),
    )
    return asked.report.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the sources said: where objectives stand, and, for pictures, how they came there."""

    report: "StatusReport"
    courses: "tuple[Course, ...]"
    effort: "Effort"


def _asked(here: "Workspace", request: "StatusRequest", *, drawn: bool) -> _Asked:
    from midwatch.bootstrap.assembly import load_services
    from midwatch.entrypoints.cli._output import say_unsound
    from midwatch.workflows.slo.status import status

    loaded = load_services(here, request.at)
    say_unsound(loaded)
    sources = here.sources.counting(loaded.undetected)
    report = status(request, loaded.services, sources)
    if not drawn:
        return _Asked(report=report, courses=(), effort=report.effort)
    from midwatch.workflows.slo.observing.burn_down import courses

    went = courses(report.objectives, sources, here.repository)
    return _Asked(report=report, courses=went.all, effort=report.effort + went.effort)


def _text(asked: _Asked, look: "Look", *, explain: bool) -> str:
    from midwatch.formats.reports.slo.status import render

    return render(
        asked.report.at,
        asked.report.objectives,
        look,
        requests=asked.effort.requests,
        waited=asked.effort.waited,
        explain=explain,
    )


def _payload(asked: _Asked) -> "StatusPayload":
    from midwatch.formats.payloads.slo_status import payload

    spent = asked.effort
    report = asked.report
    return payload(report.at, report.objectives, requests=spent.requests, waited=spent.waited)


def _html(asked: _Asked, *, explain: bool) -> str:
    from midwatch.formats.reports.slo.page import render

    spent = asked.effort
    return render(
        asked.report.at,
        asked.courses,
        requests=spent.requests,
        waited=spent.waited,
        explain=explain,
    )


def _png(asked: _Asked, width: int, theme: str) -> bytes:
    from midwatch.formats.reports.slo.picture import render

    return render(asked.courses, width=width, dark=theme == "dark")
