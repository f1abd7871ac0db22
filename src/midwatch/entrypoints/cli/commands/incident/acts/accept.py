"""`midwatch incident accept`."""

from midwatch.entrypoints.cli._options import frame
from midwatch.entrypoints.cli.commands.incident._shared import act, act_options, incident_argument


@frame("incident accept")
@incident_argument()
@act_options()
def command(*, incident: str | None, at: str | None, actor: str | None, form: str) -> int:
    """INCIDENT is an id or a part of one; without it, the one that is open.

    You own it from then on; `midwatch sync` lets others see it.
    """
    from midwatch.workflows.incident.acts.accept import AcceptRequest, accept

    return act(
        form,
        actor,
        at,
        lambda memory, who, when: accept(
            AcceptRequest(incident=incident, actor=who, at=when), memory=memory
        ),
    )
