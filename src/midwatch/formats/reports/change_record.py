"""A recorded change, as the terminal shows it."""

from midwatch.domain.signals.change import Change
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look


def render(change: Change, path: str, look: Look) -> str:
    """What was recorded, and where."""
    version = f" {for_terminal(change.version)}" if change.version else ""
    what = f"{for_terminal(change.kind)}{version} of {for_terminal(change.service)}"
    lines = [
        f"Recorded: {look.ink(what, Ink.STRONG)} at {change.at:%Y-%m-%d %H:%M:%S} UTC",
        f"  {for_terminal(change.summary)}",
        f"  by {for_terminal(change.actor or 'nobody')} (not verified), in {for_terminal(path)}",
    ]
    if change.link:
        lines.append(f"  {look.ink(for_terminal(change.link), Ink.LINK)}")
    return "\n".join(lines)
