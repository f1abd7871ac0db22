"""`midwatch sync`."""

import click

from midwatch.bootstrap.incidents import memory
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._options import actor_option, format_option, frame, workspace
from midwatch.entrypoints.cli._output import answer
from midwatch.entrypoints.cli._progress import working


@frame("sync")
@click.option("--remote", metavar="NAME", help="With which.  [default: origin, or the only one]")
@actor_option()
@format_option()
def command(*, remote: str | None, actor: str | None, form: str) -> int:
    """Nothing is lost and nothing doubled, in whatever order clones do it. Exit status 3: the remote did not answer.

    Confidential incidents stay here, unless midwatch.toml names a remote for them.
    """
    from midwatch.formats.payloads.incident.sync import payload
    from midwatch.formats.reports.quantities import counted
    from midwatch.workflows.incident.exchange.sync import SyncRequest, sync

    with workspace() as here, working("talking to the remote"):
        request = SyncRequest(actor=here.actor(actor), remote=remote)
        confidential = here.settings.incidents.confidential_remote
        done = sync(request, memory=memory(here), confidential_remote=confidential)
    lines = [
        f"{each.ref.removeprefix('refs/heads/')} and {for_terminal(each.remote, 60)}: "
        f"{counted(each.received, 'event')} came, {each.sent:,} went"
        for each in done.exchanged
    ]
    if done.kept_here:
        lines.append(f"Here alone: {counted(done.kept_here, 'confidential incident')}")
    exchanged = [(each.ref, each.remote, each.received, each.sent) for each in done.exchanged]
    answer(
        form,
        text=lambda _: "\n".join(lines),
        payload=lambda: payload(exchanged, done.kept_here),
    )
    return 0
