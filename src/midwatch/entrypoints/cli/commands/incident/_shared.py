"""What commands of incidents share: whom they ask, what they record, and how they say so."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from midwatch.bootstrap.incidents import clock, memory
from midwatch.bootstrap.workspace import Workspace
from midwatch.domain.errors import InputError
from midwatch.entrypoints.cli._options import (
    actor_option,
    at_option,
    format_option,
    workspace,
)
from midwatch.entrypoints.cli._output import answer, say, stderr_look

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from midwatch.domain.incidents.clock import Due
    from midwatch.formats.payloads.incident.acted import ActedPayload
    from midwatch.store.incidents.memory import IncidentMemory
    from midwatch.workflows.incident.recording import Recorded
    from midwatch.workflows.incident.triage.triage import Known

F = TypeVar("F", bound=Callable[..., Any])
FROM_STDIN: Final = "-"
_MEBIBYTE: Final = 1024 * 1024
LARGEST_INPUT: Final = 4 * _MEBIBYTE
"""Bytes that are read of stdin at most, where a payload or words are expected."""
LARGEST_BUNDLE: Final = 64 * _MEBIBYTE
"""Bytes of an exported incident at most: some ten thousand events."""


def incident_argument() -> Callable[[F], F]:
    """Which incident; completed by the shell."""
    return click.argument("incident", required=False, shell_complete=complete)


def act_options() -> Callable[[F], F]:
    """When it happened, who acts, and how the answer is written."""
    when, who, form = at_option("now"), actor_option(), format_option()
    return lambda function: when(who(form(function)))


def alert_options() -> Callable[[F], F]:
    """What an alert says, and what a person adds to it."""
    options = (
        click.argument("alert", nargs=-1),
        click.option("--context", default="", help="More words, which are read with the alert."),
        click.option(
            "--service", "services", multiple=True, help="Which service it is. May be repeated."
        ),
        click.option("--severity", help="Your own, SEV1 to SEV4 or none; with --reason."),
        click.option("--reason", help="Why it is another than the rules say."),
    )

    def made(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return made


def alert_of(words: tuple[str, ...], *, enough: str | None = None) -> str:
    """What stands beside the command, else stdin; nothing where something else is `enough`. Raises InputError."""
    text = " ".join(words)
    if text == FROM_STDIN or (not text and _is_sent()):
        return from_stdin()
    return text if text or enough is not None else _asked("alert")


def _is_sent() -> bool:
    """Whether a file or a program is at the other end of stdin: a terminal, and nothing at all, are none."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(mode) or stat.S_ISFIFO(mode)


def say_passed_over(known: "Known") -> None:
    """One line for each mistake in a checklist of the team's: where ours was taken in its place, that too."""
    for each in known.passed_over:
        ours = ", and ours taken" if each.ours else ""
        say(f"{each.place} is passed over{ours}: {each.why}; {each.fix}")


def complete(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Ids of incidents that begin with, or hold, what is typed; none where they cannot be read."""
    from click.shell_completion import CompletionItem

    try:
        ids = memory(Workspace.here()).ids()
    except InputError:
        return []
    return [CompletionItem(name) for name in sorted(ids, reverse=True) if incomplete in name]


def said(
    incident: str | None, *words: str | None, names: tuple[str, ...]
) -> tuple[str | None, ...]:
    """The incident and the words behind it; where one is missing, the first is the incident only where an id has it.

    A word that is a dash is read from stdin. What is missing still is asked for on a terminal. Raises InputError.
    """
    given = [incident, *words]
    if given[-1] is None and incident is not None and not _names_one(incident):
        given = [None, *given[:-1]]
    if None in given[1:] and _can_ask():
        _require_one(given[0])
    found = [
        _asked(name) if word is None else word for name, word in zip(names, given[1:], strict=True)
    ]
    return (given[0], *(from_stdin() if word == FROM_STDIN else word for word in found))


def _names_one(word: str) -> bool:
    """Whether a word that stands alone names an incident: an id is it, or has it. Raises InputError."""
    if not word or " " in word:
        return False
    return any(word.lower() in name for name in memory(Workspace.here()).ids())


def text_or_incident(incident: str | None, text: str | None) -> tuple[str | None, str | None]:
    """Which of the two a single word is: the incident where an id has it, else the text. Raises InputError."""
    if text is None and incident is not None and not _names_one(incident):
        incident, text = None, incident
    return incident, from_stdin() if text == FROM_STDIN else text


def _require_one(named: str | None) -> None:
    """Say that nobody knows which incident is meant before somebody types what is then lost. Raises InputError."""
    from midwatch.workflows.incident.finding import find

    find(memory(Workspace.here()), named)


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(name: str) -> str:
    if not _can_ask():
        raise InputError(
            f"the {name} is missing",
            why="nobody can be asked for it here",
            fix=f"write it behind the command; {FROM_STDIN} reads it from stdin",
        )
    question = stderr_look().characters(name.capitalize())
    text: str = click.prompt(question, err=True)
    return text


def from_stdin(limit: int = LARGEST_INPUT) -> str:
    """Everything on stdin. Raises InputError where it is too much."""
    content = sys.stdin.buffer.read(limit + 1)
    if len(content) > limit:
        raise InputError(
            "read stdin",
            why=f"it has more than {limit // _MEBIBYTE} MiB",
            fix="send one payload, or the lines that matter",
        )
    return content.decode("utf-8-sig", "replace")


def act(
    form: str,
    actor: str | None,
    at: str | None,
    run: "Callable[[IncidentMemory, str, datetime | None], Recorded]",
) -> int:
    """Record something, and show it with what is due next."""
    with workspace() as here:
        who, when = here.actor(actor), here.moment(at) if at else None
        done = run(memory(here), who, when)
        show_recorded(done, here, form)
    return 0


def show_recorded(done: "Recorded", here: Workspace, form: str) -> None:
    """What was recorded, and what is due; what was taken out of it, and whether it is on the branch yet."""
    from midwatch.domain.incidents.clock import due

    now, dues = here.now(), due(done.incident, clock(here))

    def text(look: Any) -> str:  # noqa: ANN401 - a Look, which would be imported for its name alone
        from midwatch.formats.reports.incident.acted import render

        return render(done.incident, done.events, dues, now, look)

    answer(form, text=text, payload=lambda: acted_payload(done, dues, now))
    say_aside(done)


def acted_payload(done: "Recorded", dues: "tuple[Due, ...]", now: datetime) -> "ActedPayload":
    """The same, for programs."""
    from midwatch.formats.payloads.incident.acted import payload

    return payload(
        done.incident, done.events, dues, now, redacted=done.redacted, held_back=done.held_back
    )


def say_aside(done: "Recorded") -> None:
    """What a person should know beside the answer."""
    if done.redacted:
        kinds = ", ".join(dict.fromkeys(done.redacted))
        say(f"Taken out before it was written: {kinds}. Whatever was pasted should be changed.")
    say_held_back(done.held_back)


def say_held_back(held: InputError | None) -> None:
    """Why what was recorded is in the journal alone, where it is."""
    if held is not None:
        say(f"Recorded, and safe in the journal; not on the branch yet: {held.why}")
        say(f"  fix  {held.fix}")
