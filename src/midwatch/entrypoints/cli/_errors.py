"""From an exception to what, why and fix on stderr, and a status. No traceback reaches a user unasked."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise

import click

from midwatch.domain.errors import InputError, MidwatchError
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._output import look_of
from midwatch.formats.reports.look import Ink
from midwatch.formats.reports.table import told

INTERRUPTED = 130
"""128 and SIGINT, as shells count."""
READER_GONE = 141
"""128 and SIGPIPE: what read our output has ended; that is its right."""
DEBUG = "MIDWATCH_DEBUG"


def status_of(run: Callable[[], object], arguments: Sequence[str]) -> int:
    """Run a command and give its exit status, with its error told."""
    stdout = sys.stdout
    try:
        status = run()
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return READER_GONE
    except SystemExit as ended:
        # At a broken pipe click replaces stdout and ends with status 1, which here would mean a bug.
        if sys.stdout is not stdout:
            return READER_GONE
        raise ended from None
    except Exception as error:  # noqa: BLE001 - the one door: what is no error of ours is a bug of ours
        problem = _ours(error)
        _tell(problem, as_json=_wants_json(arguments))
        _trace(error)
        return problem.exit_code
    return status if isinstance(status, int) else 0


def _ours(error: Exception) -> MidwatchError:
    match error:
        case MidwatchError():
            return error
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "midwatch"
            return InputError(
                for_terminal(error.format_message().removesuffix(".")),
                why=f"`{path}` cannot be called so",
                fix=f"`{path} --help` shows every option",
            )
        case click.ClickException():
            return InputError(for_terminal(error.format_message()))
        case _:
            return _bug(error)


def _bug(error: Exception) -> MidwatchError:
    return MidwatchError(
        f"a bug in Midwatch: {type(error).__name__}: {for_terminal(str(error), 300)}",
        why="something happened that its authors did not foresee; your files are as they were",
        fix=f"report it, with what `{DEBUG}=1` and the same command print",
    )


def _tell(problem: MidwatchError, *, as_json: bool) -> None:
    if as_json:
        from midwatch.formats.payloads._base import error as payload

        click.echo(payload(problem).as_json().encode())
    look = look_of(sys.stderr)
    lines = [f"{look.ink('midwatch:', Ink.STRONG, Ink.BAD)} {problem.what}"]
    for word, text in (("why", problem.why), ("fix", problem.fix)):
        lines += told(f"  {look.ink(word, Ink.FAINT)}  ", text, look) if text else ()
    click.echo(look.characters("\n".join(lines)), err=True, color=look.colour)


def _trace(error: Exception) -> None:
    if os.environ.get(DEBUG):
        traceback.print_exception(error, file=sys.stderr)


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether --format json was asked; read by hand, since the parser may be what failed."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def _silence_stdout() -> None:
    """Close what nobody reads, so that the interpreter's last flush finds nothing to say."""
    with suppress(OSError):
        sys.stdout.close()
