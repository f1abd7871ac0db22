"""What a check of messages looks at: their texts, what they may show, and what was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass

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


def told(subject: CommsSubject, code: str) -> Iterator[Finding]:
    """What filling the texts found under a code."""
    return (each for text in subject.texts for each in text.findings if each.code == code)
