"""A knowledge repository that was set up, as the terminal shows it."""

from collections.abc import Sequence

from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink, Look

_NEXT = """\
Next:
  midwatch slo new       write the first objectives
  midwatch doctor        see whether sources answer"""


def render(root: str, files: Sequence[tuple[str, str]], look: Look) -> str:
    """Each file with its state, then what to do next."""
    inks = {"created": Ink.GOOD, "extended": Ink.GOOD, "kept": Ink.FAINT}
    lines = [f"Midwatch keeps its memory in {look.ink(for_terminal(root), Ink.STRONG)}"]
    lines += [
        f"  {look.ink(f'{state:8}', inks[state])}  {for_terminal(path)}" for path, state in files
    ]
    return "\n".join([*lines, "", _NEXT])
