"""Service files that are passed over because something in them is wrong."""

from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._output import say
from midwatch.workflows.slo.loading import Loaded


def say_unsound(loaded: Loaded) -> None:
    """One line for each such file: an answer without it must not look whole."""
    for one in loaded.files:
        if not one.is_sound:
            path = for_terminal(one.file.path)
            say(f"{path} is passed over: see `midwatch slo check {path}`")
