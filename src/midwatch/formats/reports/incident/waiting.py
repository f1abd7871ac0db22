"""What waits for a person, on a terminal: proposals, and the next message exactly as it would go out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.proposals import MessageKind, Proposal
from midwatch.formats.reports.incident.sentences import event, quoted
from midwatch.formats.reports.look import Ink, Look

_TITLES: Final = {
    "slack": "Slack",
    "email": "e-mail",
    "status_page": "status page",
    "pagerduty": "PagerDuty note",
}


def render(
    incident: Incident, proposals: Sequence[Proposal], message: Sequence[str], look: Look
) -> str:
    """One incident; `message`: the lines of its next message."""
    lines = [f"{look.ink(incident.id, Ink.STRONG)}  {quoted(incident.title)}"]
    for each in proposals:
        lines.append(f"  {event(each.event)}")
        if each.action == "resolve":
            hint = f'midwatch incident resolve {incident.id} "…"'
            lines.append(f"      {look.ink(hint, Ink.FAINT)}")
    return "\n".join([*lines, *message])


def message(
    kind: MessageKind,
    texts: Mapping[str, str],
    findings: Sequence[Finding],
    look: Look,
    *,
    channels: Sequence[str],
) -> Iterator[str]:
    """A message, channel by channel; what holds it stands before it."""
    for each in findings:
        yield f"  {look.ink('held', Ink.BAD)}  {each.place}: {each.what} ({each.code})"
        yield f"        fix  {each.fix}"
    for name in channels:
        yield look.ink(f"  {kind.value}, {_TITLES[name]}", Ink.STRONG)
        yield from (f"    {line}".rstrip() for line in texts[name].rstrip().split("\n"))
