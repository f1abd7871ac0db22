"""`midwatch slo new`."""

from functools import partial
from typing import Any

import click

from midwatch.entrypoints.cli._options import at_option, format_option, frame, workspace
from midwatch.entrypoints.cli._progress import working


@frame("slo new")
@click.argument("sentence", nargs=-1)
@click.option("--service", metavar="NAME", help="The service.  [default: what SENTENCE says]")
@click.option(
    "--objective",
    "objectives",
    metavar="NAME[=VALUE]",
    multiple=True,
    help="availability=99.9%, latency_p95=200ms; without a value one is proposed. May be repeated.",
)
@click.option("--owner", help="The team that answers for it.")
@click.option("--tier", help="critical, high, normal or internal.")
@click.option("--environment", help="Such as production.")
@click.option("--period", help="Such as 30d.")
@click.option("--convention", help="How its metrics are named.  [default: what its source shows]")
@click.option(
    "--depends-on",
    metavar="NAMES",
    default="",
    callback=lambda _context, _option, names: tuple(name for name in names.split(",") if name),
    help="Services that it calls, such as auth,payments.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@at_option()
@format_option()
def command(
    *,
    sentence: tuple[str, ...],
    objectives: tuple[str, ...],
    at: str | None,
    yes: bool,
    form: str,
    **stated: Any,  # noqa: ANN401 - the other fields of the request, as they were typed
) -> int:
    """SENTENCE is a service's name, or says what it promises; flags win over it. Without either, questions are asked.

    The file is shown before it is written: with --yes at once, else after a question on a terminal, else not at all.
    """
    from midwatch.bootstrap.assembly import live_sources
    from midwatch.entrypoints.cli._new import finish, said_or_asked
    from midwatch.workflows.slo.new import NewRequest, check_service, propose

    with workspace() as here:
        check = partial(
            check_service, repository=here.repository, overwrite=bool(stated["overwrite"])
        )
        said = said_or_asked(sentence, objectives, stated.pop("service"), check)
        with working("looking at the past", here.awaited):
            request = NewRequest(
                at=here.moment_of_telemetry(at),
                service=said.service,
                sentence=said.sentence,
                objectives=said.objectives,
                **stated,
            )
            new = propose(request, repository=here.repository, sources=live_sources(here))
    finish(new, here.repository, form, unasked=yes)
    return 0
