"""Messages about an incident: which is due, what it says, and whether a gate lets it pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from midwatch.checks.comms.run import findings
from midwatch.checks.comms.subject import CommsSubject
from midwatch.domain.errors import HeldByGate, InputError
from midwatch.domain.findings import Finding
from midwatch.domain.incidents.clock import ClockPolicy
from midwatch.domain.incidents.comms.draft import Draft, draft
from midwatch.domain.incidents.comms.message import fill
from midwatch.domain.incidents.comms.template import MessageTemplate, ReportTemplate
from midwatch.domain.incidents.incident import Incident
from midwatch.domain.incidents.proposals import MessageKind
from midwatch.domain.incidents.times import times
from midwatch.formats import message_template
from midwatch.formats.messages.escaping import PLAIN, rendered
from midwatch.formats.messages.facts import facts_of
from midwatch.formats.messages.plain import MAX_EMAIL

_REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """What messages and the report are made from: ours, or the team's of the same name."""

    texts: Mapping[str, str]

    def message(self, kind: MessageKind) -> MessageTemplate:
        """The template of a message. Raises InputError where the team's cannot be used."""
        path = f"templates/{kind.value}.yaml"
        read = message_template.parse(self.texts[kind.value], path)
        return read.template or _refuse(path, read.findings)

    def report(self) -> ReportTemplate:
        """The template of the report. Raises InputError."""
        path = f"templates/{_REPORT}.yaml"
        read = message_template.parse_report(self.texts[_REPORT], path)
        return read.template or _refuse(path, read.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it would go out, and what holds it."""

    kind: MessageKind
    draft: Draft
    findings: tuple[Finding, ...]


def message(
    incident: Incident, kind: MessageKind, templates: Templates, now: datetime, policy: ClockPolicy
) -> Message:
    """Fill a template with the facts of an incident, and look at every digit of it. Raises InputError."""
    facts = facts_of(incident, times(incident), now, policy=policy)
    made = draft(templates.message(kind), facts)
    subject = CommsSubject(texts=tuple(made), facts=facts, events=incident.events)
    return Message(kind=kind, draft=made, findings=findings(subject))


def told(incident: Incident, text: str, now: datetime, policy: ClockPolicy) -> str:
    """What a person wants to tell others, with its references filled.

    Raises HeldByGate where a number in it is neither a reference nor something that was recorded.
    """
    facts = facts_of(incident, times(incident), now, policy=policy)
    filled = fill("update", text, facts)
    let_pass(findings(CommsSubject(texts=(filled,), facts=facts, events=incident.events)))
    return rendered(filled, PLAIN, MAX_EMAIL)


def let_pass(held: Sequence[Finding]) -> None:
    """Raises HeldByGate with the first of what holds a text, and how many there are beside; else does nothing."""
    if held:
        first, *more = held
        others = f" (and {len(more)} more)" if more else ""
        raise HeldByGate(
            f"{first.place}: {first.what} ({first.code}){others}", why=first.why, fix=first.fix
        )


def _refuse(path: str, held: tuple[Finding, ...]) -> NoReturn:
    first = held[0]
    raise InputError(
        f"use {first.place}: {first.what}", why=first.why, fix=first.fix or f"correct {path}"
    )
