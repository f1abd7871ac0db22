"""The gate over a message that a test writes down, of the whole night."""

from dataclasses import dataclass

from midwatch.checks.comms.run import findings
from midwatch.checks.comms.subject import CommsSubject
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.comms.message import fill
from tests.support.incident_events import Night, whole_night
from tests.support.messages import facts_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text of a draft, by its name, as it was changed at 02:46 of the night."""

    name: str
    text: str


def found(message: Message, night: Night | None = None) -> list[Finding]:
    """What the gate says of it."""
    known = (night or whole_night()).until("02:46")
    facts = facts_at(known, "02:46")
    text = fill(message.name, message.text, facts)
    subject = CommsSubject(texts=(text,), facts=facts, events=tuple(known.events))
    return list(findings(subject))
