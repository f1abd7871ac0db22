"""A new service file on a command line: what is asked, what is shown, and what is written."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import click

from midwatch.domain.errors import InputError
from midwatch.domain.untrusted import for_terminal
from midwatch.entrypoints.cli._errors import tell
from midwatch.entrypoints.cli._output import answer, say, stderr_look
from midwatch.formats.payloads.slo_new import SloNewPayload, proposal_payload
from midwatch.formats.reports.look import Look
from midwatch.formats.reports.slo_new import ProposedValue, render
from midwatch.store.repository import Repository
from midwatch.workflows.slo.new import NewFile, check_objective, write

_Answer = TypeVar("_Answer")
_QUESTIONS = {
    "availability": "Share of requests that succeed, such as 99.9%",
    "latency_p95": "Time within which 95% are answered, such as 200ms",
}
_LEAVE_OUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person said of a new service, by words or by answers."""

    service: str | None
    sentence: str | None
    objectives: Mapping[str, str | None]


def said_or_asked(
    words: tuple[str, ...],
    pairs: tuple[str, ...],
    service: str | None,
    check_name: Callable[[str], None],
) -> Said:
    """What stands beside the command (a service's name, or a sentence); where nothing does, a person is asked."""
    text, wanted = " ".join(words).strip(), objectives_of(pairs)
    if not text and service is None and somebody_is_there():
        asked, answers = ask(check_name)
        return Said(service=asked, sentence=None, objectives={**answers, **wanted})
    is_name = bool(text) and not {" ", "%"} & set(text)
    return Said(
        service=service or (text if is_name else None),
        sentence=text if text and not is_name else None,
        objectives=wanted,
    )


def finish(new: NewFile, repository: Repository, form: str, *, unasked: bool) -> None:
    """Show the file; write it unasked, or after a person's yes; say which it was."""
    if form == "json":
        _write(new, repository, wanted=unasked)
        answer(form, text=lambda _: "", payload=lambda: as_payload(new, written=unasked))
        return
    answer(form, text=partial(as_text, new), payload=partial(as_payload, new, written=False))
    sys.stdout.flush()
    _write(new, repository, wanted=unasked or (somebody_is_there() and may_write(new)))


def _write(new: NewFile, repository: Repository, *, wanted: bool) -> None:
    if wanted:
        write(new, repository=repository)
    say(f"Written: {new.path}" if wanted else "Nothing was written: --yes writes it.")


def objectives_of(pairs: tuple[str, ...]) -> dict[str, str | None]:
    """`NAME=VALUE` as it is; `NAME` alone, or with nothing behind the sign, is to be proposed."""
    found: dict[str, str | None] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if not name.strip():
            raise InputError(
                f"--objective {for_terminal(pair, 60)} names no objective",
                why="it is NAME=VALUE, or NAME to have a value proposed",
                fix="write --objective availability=99.9%",
            )
        found[name.strip()] = value.strip() or None
    return found


def somebody_is_there() -> bool:
    """Whether there is a person to ask: stdin and stderr are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(check_name: Callable[[str], None]) -> tuple[str, Mapping[str, str | None]]:
    """Ask a person for a service and its objectives. What is left empty is proposed; a dash leaves it out.

    An answer that is refused is asked for again. Raises InputError where the input ends before the last answer.
    """
    service = _asked("Service", check_name)
    say(f"Enter: proposed from history. {_LEAVE_OUT}: not promised.")
    answers = {
        name: _asked(question, partial(_check_answer, name), default="")
        for name, question in _QUESTIONS.items()
    }
    return service, {n: a or None for n, a in answers.items() if a != _LEAVE_OUT}


def _check_answer(name: str, answer: str) -> None:
    if answer not in {"", _LEAVE_OUT}:
        check_objective(name, answer)


def may_write(new: NewFile) -> bool:
    """Ask whether the file that was shown is to be written."""
    question = f"{'Replace' if new.replaces else 'Write'} {for_terminal(new.path)}?"
    return _answered(question, lambda: click.confirm(question, default=True, err=True))


def as_text(new: NewFile, look: Look) -> str:
    """For a terminal."""
    proposals = [
        ProposedValue(
            objective=each.objective,
            value=each.value,
            measured=each.measured,
            is_measured=each.is_measured,
        )
        for each in new.proposals
    ]
    convention = (new.convention, new.detected)
    return render(new.path, new.text, proposals, convention=convention, look=look)


def as_payload(new: NewFile, *, written: bool) -> SloNewPayload:
    """For programs."""
    proposals = [
        proposal_payload(each.objective, each.value, each.measured, is_measured=each.is_measured)
        for each in new.proposals
    ]
    return SloNewPayload(
        path=new.path,
        text=new.text,
        written=written,
        replaces=new.replaces,
        convention=new.convention,
        convention_detected=new.detected,
        no_history=new.no_history,
        proposals=tuple(proposals),
    )


def _asked(question: str, check: Callable[[str], None], default: str | None = None) -> str:
    text = stderr_look().characters(question)
    while True:
        answer: str = _answered(
            question,
            lambda: click.prompt(text, default=default, show_default=False, err=True),
        ).strip()
        try:
            check(answer)
        except InputError as refused:
            tell(refused)
        else:
            return answer


def _answered(question: str, ask: Callable[[], _Answer]) -> _Answer:
    try:
        return ask()
    except click.Abort as ended:
        # click makes one exception of Ctrl-C, which is a person's wish, and of an input that ends.
        if not isinstance(ended.__context__, EOFError):
            raise
        say("")
        raise InputError(
            f"no answer to “{question}”",
            why="the input ended; nothing was written",
            fix="answer it, or say all at once: `midwatch slo new checkout --yes`",
        ) from None
