"""What a check of messages looks at: their texts, what they may show, and what was recorded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from midwatch.domain.findings import Finding
from midwatch.domain.incidents.comms.facts import Facts
from midwatch.domain.incidents.comms.message import Filled
from midwatch.domain.incidents.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommsSubject:
    """The texts of a message under check, the facts they were filled with, and the incident's events."""

    texts: tuple[Filled, ...]
    facts: Facts
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommsCheck:
    """A check by its code."""

    code: str
    run: Callable[[CommsSubject], Iterable[Finding]]
    module: str
    summary: str
    """The first line of its documentation: what it finds."""


def check_of(module: ModuleType) -> CommsCheck:
    """The check that a module holds."""
    return CommsCheck(
        code=module.CODE,
        run=module.check,
        module=module.__name__,
        summary=(module.__doc__ or module.CODE).splitlines()[0],
    )


def told(subject: CommsSubject, code: str) -> Iterator[Finding]:
    """What filling the texts found under a code."""
    return (each for text in subject.texts for each in text.findings if each.code == code)
