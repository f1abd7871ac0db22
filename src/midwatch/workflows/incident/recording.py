"""What every act shares: texts are bounded and without secrets, moments make sense, and the event is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from midwatch.domain.errors import InputError
from midwatch.domain.incidents.event import Data, Event, EventKind, heads
from midwatch.domain.incidents.incident import Incident, incident_of
from midwatch.domain.redaction import redact
from midwatch.domain.untrusted import for_terminal
from midwatch.store.incidents.memory import Draft, IncidentMemory, Kept

LONGEST_TEXT: Final = 10_000
"""Characters of what is written down at once: some screens of a pasted log."""
LONGEST_LINE: Final = 200
"""Characters of a title, or of a person's name."""
_TICK: Final = timedelta(microseconds=1)
_AHEAD: Final = timedelta(minutes=1)
"""Clocks differ a little: so far ahead a moment may lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was recorded, and the incident as it is then.

    `redacted`: kinds of secrets that were taken out. `held_back`: why it is in the journal, and not on the branch yet.
    """

    incident: Incident
    events: tuple[Event, ...]
    redacted: tuple[str, ...] = ()
    held_back: InputError | None = None


@dataclass(slots=True)
class Scribe:
    """Writes down what one person does now, in one memory; keeps in mind which secrets it took out.

    `at`: when it happened, as the person says. `follows`: what it comes right after, where this machine's clock is
    behind that of the clone that recorded it.
    """

    memory: IncidentMemory
    actor: str
    at: datetime | None = None
    follows: datetime | None = None
    redacted: list[str] = field(default_factory=list)

    def comes_after(self, earlier: datetime) -> bool:
        """Let what is recorded now lie after an event, where this machine's clock is behind who recorded that.

        False where the person named a moment: that is then for them to answer for.
        """
        if self.at is None and earlier >= self.memory.now():
            self.follows = earlier + _TICK
        return self.at is None

    def text(self, what: str, text: str) -> str:
        """What somebody says: not empty, not without end, and without secrets. Raises InputError."""
        said = text.strip()
        if not said:
            raise InputError(
                f"the {what} is empty",
                why="an empty line tells nobody anything later",
                fix=f"say it: the {what} is one line or a few",
            )
        if len(said) > LONGEST_TEXT:
            raise InputError(
                f"the {what} has {len(said)} characters",
                why=f"a timeline is read in a hurry: at most {LONGEST_TEXT} are kept of one",
                fix="keep the lines that matter, and name the file or page that has the rest",
            )
        told = redact(said)
        self.redacted += told.found
        return told.text

    def foreign(self, text: str, limit: int) -> str:
        """What an alert says: without secrets, and then cut; empty where it says nothing."""
        told = redact(text.strip())
        self.redacted += told.found
        return told.text[:limit]

    def line(self, what: str, text: str) -> str:
        """What is one line: a title, a name. Raises InputError."""
        said = self.text(what, text)
        if len(said) <= LONGEST_LINE and for_terminal(said) == said:
            return said
        raise InputError(
            f"the {what} “{for_terminal(said, 60)}” is no line",
            why=f"it has at most {LONGEST_LINE} characters, all of which can be printed",
            fix=f"write a shorter {what}; the rest can be logged",
        )

    def record(
        self,
        incident: Incident,
        drafts: Sequence[tuple[EventKind, Mapping[str, object]]],
    ) -> Recorded:
        """Keep what happened in an incident. Raises InputError, and keeps nothing, for a moment still to come."""
        parents = heads(incident.events)
        kept = self.memory.append(
            [
                self.draft(incident.id, *each, parents=parents, confidential=incident.confidential)
                for each in drafts
            ]
        )
        return self.recorded(incident, kept)

    def recorded(self, before: Incident | None, kept: Kept) -> Recorded:
        """What was kept, and the incident as it is then."""
        events = (*(before.events if before else ()), *kept.events)
        return Recorded(
            incident=incident_of(events),
            events=kept.events,
            redacted=tuple(self.redacted),
            held_back=kept.held_back,
        )

    def draft(
        self,
        incident: str,
        kind: EventKind,
        data: Data,
        *,
        parents: tuple[str, ...] = (),
        confidential: bool = False,
        at: datetime | None = None,
    ) -> Draft:
        """One event of this person, before it is kept; `at`: when it happened, where that is another moment."""
        return Draft(
            incident=incident,
            kind=kind,
            actor=self.actor,
            data=data,
            occurred_at=self.follows or passed(at or self.at, self.memory.now()),
            parents=parents,
            confidential=confidential,
        )


def passed(at: datetime | None, now: datetime) -> datetime | None:
    """The moment, in UTC, where it has passed. Raises InputError."""
    if at is None or at <= now + _AHEAD:
        return at.astimezone(UTC) if at else None
    raise InputError(
        f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC is still to come",
        why=f"by this machine's clock it is {now.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC now",
        fix="name a moment that has passed; where that is one, set this machine's clock",
    )


def not_before(what: str, at: datetime, earliest: datetime, of: str, fix: str) -> None:
    """Refuse a moment that contradicts what is recorded. Raises InputError."""
    if at < earliest:
        raise InputError(
            f"{what} at {at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
            why=f"that lies before {of}, at {earliest.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
            fix=fix,
        )
