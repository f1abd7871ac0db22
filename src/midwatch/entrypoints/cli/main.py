"""The command `midwatch`."""

import sys
from typing import NoReturn

import click

from midwatch import __version__
from midwatch.entrypoints.cli._errors import status_of
from midwatch.entrypoints.cli._lazy import CONTEXT, LazyGroup

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


@click.group(
    cls=LazyGroup,
    help=HELP,
    epilog="Example: midwatch demo",
    context_settings=CONTEXT,
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.version_option(__version__, "-V", "--version", prog_name="midwatch")
@click.pass_context
def midwatch(context: click.Context) -> None:
    """Show the help where nothing else is asked."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> NoReturn:
    """Run the command line, and end the process with its status."""
    arguments = sys.argv[1:]
    status = status_of(
        lambda: midwatch.main(arguments, prog_name="midwatch", standalone_mode=False), arguments
    )
    sys.exit(status)
