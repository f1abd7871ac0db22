"""From an exception to what, why and fix on stderr, and a status. No traceback reaches a user unasked."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from itertools import pairwise

import click

from midwatch.domain.errors import AnswerLost, InputError, MidwatchError
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._output import say, stderr_look
from midwatch.entrypoints.cli._streams import hush
from midwatch.formats.reports.look import Ink

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
        say("")
        return INTERRUPTED
    except BrokenPipeError:
        hush(sys.stdout)
        return READER_GONE
    except AnswerLost as lost:
        hush(sys.stdout)
        _tell(lost, as_json=False)
        return lost.exit_code
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
        why="something happened that its authors did not foresee; each file is whole, as it was or as written",
        fix=f"report it, with what `{DEBUG}=1` and the same command print",
    )


def _tell(problem: MidwatchError, *, as_json: bool) -> None:
    if as_json:
        from midwatch.formats.payloads._base import error as payload

        try:
            click.echo(payload(problem).as_json().encode())
        except (AnswerLost, BrokenPipeError):
            hush(sys.stdout)  # the same stands on stderr
    tell(problem)


def tell(problem: MidwatchError) -> None:
    """Say on stderr what is wrong, why, and how to mend it."""
    look = stderr_look()
    lines = [look.fold(f"{look.ink('midwatch:', Ink.STRONG, Ink.BAD)} {problem.what}", 2)]
    lines += [
        look.fold(f"  {look.ink(word, Ink.FAINT)}  {text}", 7)
        for word, text in (("why", problem.why), ("fix", problem.fix))
        if text
    ]
    say("\n".join(lines))


def _trace(error: Exception) -> None:
    if os.environ.get(DEBUG):
        say("".join(traceback.format_exception(error)), nl=False)


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether --format json was asked; read by hand, since the parser may be what failed."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
