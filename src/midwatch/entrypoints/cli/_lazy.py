"""Groups that list their commands from the verb table, and import one only when it is run."""

from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

import click

from midwatch.bootstrap.verbs import DEFAULTS, GROUPS, VERBS, Verb, verb
from midwatch.domain.errors import nearest

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """The verbs whose names begin with `prefix`; the group of the empty prefix holds everything."""

    def __init__(self, prefix: str = "", **attributes: object) -> None:
        """Hold nothing yet; `attributes` are click's."""
        super().__init__(**attributes)  # type: ignore[arg-type]  # click's own keywords, passed through
        self.prefix = prefix

    def _rows(self) -> dict[str, Verb | None]:
        """Commands of this group by their own word; None stands for a group below."""
        rows: dict[str, Verb | None] = {}
        for row in VERBS:
            if row.name.startswith(self.prefix):
                word, _, rest = row.name.removeprefix(self.prefix).partition(" ")
                rows[word] = None if rest else row
        return rows

    def _aliases(self) -> dict[str, Verb | None]:
        """Other words for commands, which are not listed."""
        return {row.alias: row for row in VERBS if row.alias and not self.prefix}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every word, in the table's order."""
        del ctx
        return list(self._rows())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a word; None where there is none."""
        del ctx
        rows = self._rows() | self._aliases()
        if cmd_name not in rows:
            return None
        row = rows[cmd_name]
        if row is None:
            return group(cmd_name)
        command: click.Command = import_module(row.command).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown word with the nearest known one."""
        if args and not ctx.resilient_parsing and args[0] not in self._rows() | self._aliases():
            self._refuse(ctx, args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the words with their summaries, from the table alone."""
        del ctx
        words = self._rows().items()
        lines = [(word, row.summary if row else GROUPS[word]) for word, row in words]
        with formatter.section("Commands"):
            formatter.write_dl(lines)

    def _elsewhere(self, word: str) -> str | None:
        """The verb of another group that ends in the word, as it is typed in full."""
        names = (row.name for row in VERBS if " " in row.name and row.name.split()[-1] == word)
        return next((f"midwatch {name}" for name in names), None)

    def _refuse(self, ctx: click.Context, word: str) -> NoReturn:
        near = nearest(word, self._rows()) or self._elsewhere(word)
        hint = f" Did you mean “{near}”?" if near else ""
        if word.startswith("-"):
            raise click.NoSuchOption(word, ctx=ctx)
        raise click.UsageError(f"No such command “{word}”.{hint}", ctx)


def group(word: str) -> LazyGroup:
    """The group of verbs that begin with a word."""
    first = next(row for row in VERBS if row.name.startswith(f"{word} "))
    return LazyGroup(
        prefix=f"{word} ",
        name=word,
        help=GROUPS[word],
        epilog=example(first.example),
        context_settings=CONTEXT,
        invoke_without_command=True,
        callback=show_help if word not in DEFAULTS else _running(DEFAULTS[word]),
    )


def _running(name: str) -> Callable[[], int | None]:
    """Run a verb where its group alone is named."""

    def run() -> int | None:
        context = click.get_current_context()
        if context.invoked_subcommand is not None:
            return None
        command: click.Command = import_module(verb(name).command).command
        status: int = command.main([], prog_name=context.command_path, standalone_mode=False)
        return status

    return run


def example(line: str) -> str:
    """The last line of a help: a command that works, never folded."""
    return f"\b\nExample: {line}"


def show_help() -> None:
    """Show the help of a group where nothing else is asked of it."""
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
