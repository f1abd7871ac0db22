"""The command `midwatch`."""

import sys
from io import StringIO
from typing import NoReturn

import click

from midwatch import __version__
from midwatch.entrypoints.cli._errors import status_of
from midwatch.entrypoints.cli._lazy import CONTEXT, LazyGroup, example, show_help
from midwatch.entrypoints.cli._streams import prepare

HELP = """\
Objectives become rules, alerts and budgets.

Write what a service promises in slos/, and Midwatch refuses what is wrong, writes what Prometheus and Alertmanager
need, and says how much error budget is left.

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
    arguments = sys.argv[1:]
    # A closed stream is None: then nobody types, and nobody listens.
    sys.stdin, sys.stderr = sys.stdin or StringIO(), sys.stderr or StringIO()
    status = status_of(
        lambda: midwatch.main(arguments, prog_name="midwatch", standalone_mode=False), arguments
    )
    sys.exit(status)
