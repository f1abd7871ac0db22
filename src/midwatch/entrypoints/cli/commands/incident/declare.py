"""`midwatch incident declare`."""

from typing import TYPE_CHECKING, Any

import click

from midwatch.bootstrap.incidents import clock, known, look, memory
from midwatch.entrypoints.cli._options import (
    actor_option,
    at_option,
    format_option,
    frame,
    offline_option,
    workspace,
)
from midwatch.entrypoints.cli._output import answer, say
from midwatch.entrypoints.cli._progress import working
from midwatch.entrypoints.cli.commands.incident._shared import (
    acted_payload,
    alert_of,
    alert_options,
    say_aside,
    say_passed_over,
)

if TYPE_CHECKING:
    from datetime import datetime

    from midwatch.domain.incidents.clock import Due
    from midwatch.formats.payloads.incident.declare import DeclaredPayload
    from midwatch.workflows.incident.declare import Declared


_SAYS = {
    "update": ("title", "services", "severity", "impact_began"),
    "assign": ("commander",),
    "log": ("context",),
    "": ("name",),
}
"""What says of a declared incident what an option says of one that is declared now."""
_OPTIONS = {"services": "service"}


@frame("incident declare")
@alert_options()
@click.option("--title", help="What it is, in one line.  [default: the alert's own]")
@click.option("--name", help="The end of its id.  [default: the service and the type]")
@click.option("--commander", help="Who owns it.  [default: you]")
@click.option("--impact-began", metavar="MOMENT", help="When it began to hurt, where you know.")
@click.option("--confidential", is_flag=True, help="Keep it on a branch that is not pushed.")
@click.option("--another", is_flag=True, help="Even where an open incident has the same alert.")
@offline_option()
@at_option("now")
@actor_option()
@format_option()
def command(
    *,
    alert: tuple[str, ...],
    impact_began: str | None,
    at: str | None,
    actor: str | None,
    form: str,
    **said: Any,  # noqa: ANN401 - the other fields of the request, as they were typed
) -> int:
    """ALERT is what the alert says, in words or as a payload; without it, stdin is read, and a title is enough.

    An alert that an open incident has already is added to that; one that is resolved proposes to resolve it. What no
    rule finds grave is SEV3 until somebody corrects it: you say that it is an incident.
    """
    from midwatch.domain.incidents.clock import due
    from midwatch.formats.reports.incident.acted import render
    from midwatch.workflows.incident.declare import DeclareRequest, declare

    with workspace() as here:
        request = DeclareRequest(
            alert=alert_of(alert, enough=said["title"]),
            actor=here.actor(actor),
            impact_began=here.moment(impact_began) if impact_began else None,
            at=here.moment(at) if at else None,
            **said,
        )
        with working("asking the sources", here.awaited):
            asked = look(here, request.at or here.now())
            files = known(here)
            done = declare(request, memory=memory(here), known=files, look=asked)
        now, kept = here.now(), done.recorded
        dues = due(kept.incident, clock(here))
    say_passed_over(files)
    answer(
        form,
        text=lambda shown: render(kept.incident, kept.events, dues, now, shown),
        payload=lambda: _payload(done, dues, now),
    )
    _say(done)
    return 0


def _payload(done: "Declared", dues: "tuple[Due, ...]", now: "datetime") -> "DeclaredPayload":
    from midwatch.formats.payloads.incident.declare import payload
    from midwatch.formats.payloads.incident.triage import payload as triage_payload

    return payload(
        acted_payload(done.recorded, dues, now),
        triage_payload(done.triage, None),
        known_before=done.known_before,
        proposed=done.proposed,
        untaken=done.untaken,
        left_out=done.left_out,
    )


def _say(done: "Declared") -> None:
    name = done.recorded.incident.id
    if done.proposed:
        say(
            f"Every alert of it is resolved: `midwatch incident resolve {name} …` ends it; a person does."
        )
    elif done.known_before:
        if not done.recorded.events:
            say("Nothing is new in it.")
        if done.waits_for_others:
            say("Other alerts of it still fire, so that its end is not proposed.")
        say("An open incident has this alert already; --another declares one more.")
        _say_untaken(done.untaken, name)
    elif done.ungraded:
        correct = f"`midwatch incident update {name} --severity … --reason …` corrects it"
        severity = done.recorded.incident.severity.value
        say(f"No rule tells how grave it is, so that it is {severity} for now: {correct}.")
    if done.left_out:
        say(f"Of its alerts the last {done.left_out:,} were not recorded.")
    say_aside(done.recorded)


def _say_untaken(fields: tuple[str, ...], name: str) -> None:
    """Which options changed nothing, and what says the same of an incident that is declared."""
    for verb, sayable in _SAYS.items():
        options = [
            f"--{_OPTIONS.get(each, each.replace('_', '-'))}" for each in fields if each in sayable
        ]
        if options:
            verbs = f"`midwatch incident {verb} {name} …` says it" if verb else "its id stays"
            say(f"Not taken over: {', '.join(options)}; {verbs}.")
