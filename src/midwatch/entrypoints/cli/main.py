"""The command `midwatch`."""

import gc
import sys
from typing import NoReturn

import click

from midwatch import __version__
from midwatch.entrypoints.cli._errors import status_of
from midwatch.entrypoints.cli._lazy import CONTEXT, LazyGroup, example, show_help
from midwatch.entrypoints.cli._streams import prepare

RARELY = 100_000
"""Objects that are made between two collections: a command makes many and hardly any circles, and then it ends.

Without it, a third of the time of observing 200 services goes into looking for circles: `benchmarks/observe_many.py`.
"""
HELP = """\
Objectives become rules, alerts and budgets.

Write what a service promises in slos/, and Midwatch refuses what is wrong, writes what Prometheus and Alertmanager
need, and says how much error budget is left. When an alert comes, it says how grave that is, and
remembers the incident.

\b
Exit status:
  0  done
  1  a bug in Midwatch
  2  your file or flag
  3  a source of telemetry said no, or did not answer
  4  held by a gate, or findings
"""


midwatch = click.version_option(__version__, "-V", "--version", prog_name="midwatch")(
    LazyGroup(
        name="midwatch",
        help=HELP,
        epilog=example("midwatch demo"),
        context_settings=CONTEXT,
        invoke_without_command=True,
        callback=show_help,
    )
)


def main() -> NoReturn:
    """Run the command line, and end the process with its status."""
    prepare()
    gc.set_threshold(RARELY)
    arguments = sys.argv[1:]
    status = status_of(
        lambda: midwatch.main(arguments, prog_name="midwatch", standalone_mode=False), arguments
    )
    sys.exit(status)
