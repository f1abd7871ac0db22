"""What commands share: their frame from the verb table, and options that are said the same way everywhere."""

from collections.abc import Callable
from datetime import timedelta
from inspect import cleandoc
from typing import Any, TypeVar

import click

from midwatch.bootstrap.verbs import verb
from midwatch.bootstrap.workspace import Workspace
from midwatch.entrypoints.cli._lazy import CONTEXT, example
from midwatch.entrypoints.cli._output import say

F = TypeVar("F", bound=Callable[..., Any])


class _Duration(click.ParamType[timedelta]):
    """A span of time such as 90s or 1h30m."""

    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read it; click tells the option's name with what is wrong."""
        from midwatch.formats import durations

        if isinstance(value, timedelta):
            return value
        try:
            return durations.parse(str(value))
        except ValueError:
            self.fail("a span has a number and a unit, such as 90s or 1h30m", param, ctx)


DURATION = _Duration()


def frame(name: str) -> Callable[[Callable[..., int]], click.Command]:
    """Make a verb's command: the help is the table's summary, then the docstring, the options, and an example."""
    row = verb(name)

    def made(function: Callable[..., int]) -> click.Command:
        more = f"\n\n{cleandoc(function.__doc__)}" if function.__doc__ else ""
        return click.command(
            row.name.split()[-1],
            help=f"{row.summary}{more}",
            epilog=example(row.example),
            context_settings=CONTEXT,
        )(function)

    return made


def workspace() -> Workspace:
    """The surroundings of a command; which midwatch.toml they have is said, where it lies elsewhere."""
    here = Workspace.here()
    if here.settings_note:
        say(here.settings_note)
    return here


def format_option(*more: str) -> Callable[[F], F]:
    """How the answer is written: text, json, and what else a command can write."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", *more]),
        default="text",
        show_default=True,
        help="How the answer is written.",
    )


def at_option(default: str = "now; for a capture, its last sample") -> Callable[[F], F]:
    """The moment that a command looks at, or that something happened."""
    return click.option(
        "--at",
        metavar="MOMENT",
        help=f"2026-03-01T02:14Z, “02:14 Europe/Berlin”, now-1h.  [default: {default}]",
    )


def actor_option() -> Callable[[F], F]:
    """Who acts."""
    return click.option(
        "--as",
        "actor",
        metavar="NAME",
        help="Who acts.  [default: $MIDWATCH_ACTOR, else git's user.email]",
    )


def explain_option() -> Callable[[F], F]:
    """Where numbers come from."""
    return click.option(
        "--explain",
        is_flag=True,
        help="Show beside each number its query, range, samples and source.",
    )


def offline_option() -> Callable[[F], F]:
    """Whether sources are asked."""
    return click.option(
        "--offline",
        is_flag=True,
        help="Ask no source: what the files say is taken for true, and not checked against telemetry.",
    )


def strict_option() -> Callable[[F], F]:
    """Whether warnings hold the gate."""
    return click.option("--strict", is_flag=True, help="Warnings hold the gate too.")


def output_option() -> Callable[[F], F]:
    """The file that an answer is written to."""
    return click.option(
        "--output",
        "destination",
        metavar="FILE",
        help="Write the answer to this file.  [default: stdout]",
    )


def picture_options() -> Callable[[F], F]:
    """How a picture looks where it cannot follow its reader's screen."""
    theme = click.option(
        "--theme",
        type=click.Choice(["light", "dark"]),
        default="light",
        show_default=True,
        help="Colours of a PNG; HTML follows the reader's system.",
    )
    width = click.option(
        "--width",
        type=click.IntRange(320, 1920),
        default=960,
        show_default=True,
        metavar="PIXELS",
        help="Width of a PNG, in CSS pixels: 390 is a phone's.",
    )
    return lambda function: theme(width(function))
