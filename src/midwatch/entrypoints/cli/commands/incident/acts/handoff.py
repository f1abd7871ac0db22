"""`midwatch incident handoff`."""

import click

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import act, act_options, incident_argument


@frame("incident handoff")
@incident_argument()
@click.option("--to", metavar="NAME", help="Who is to take over.  [default: whoever accepts]")
@click.option("--ruled-out", multiple=True, help="What was tried, or is not it. May be repeated.")
@click.option("--risk", "risks", multiple=True, help="What may still go wrong. May be repeated.")
@click.option("--next", "next_steps", multiple=True, help="What comes next. May be repeated.")
@act_options()
def command(  # noqa: PLR0913 - one parameter an option
    *,
    incident: str | None,
    to: str | None,
    ruled_out: tuple[str, ...],
    risks: tuple[str, ...],
    next_steps: tuple[str, ...],
    at: str | None,
    actor: str | None,
    form: str,
) -> int:
    """You own it until somebody accepts. State and timers are computed; say what only you know.

    INCIDENT is an id or a part of one; without it, the one that is open.
    """
    from midwatch.workflows.incident.acts.handoff import HandoffRequest, handoff

    return act(
        form,
        actor,
        at,
        lambda memory, who, when: handoff(
            HandoffRequest(
                incident=incident,
                to=to,
                ruled_out=ruled_out,
                risks=risks,
                next_steps=next_steps,
                actor=who,
                at=when,
            ),
            memory=memory,
        ),
    )
