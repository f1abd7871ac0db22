"""An event in a few words of ours, and the words of others that it holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from midwatch.domain.incidents.command import Role
from midwatch.domain.incidents.event import Event, EventKind
from midwatch.domain.units import in_utc


@dataclass(frozen=True, slots=True)
class Telling:
    """`words` are ours. `person`: whom they concern, and `quote`: what somebody wrote, are foreign and may be empty."""

    words: str
    person: str = ""
    quote: str = ""


def tell(event: Event) -> Telling:
    """What an event says; of a kind that a later version wrote, its name."""
    kind = event.known_kind
    if kind is None:
        return Telling("recorded by a later version", quote=event.text("text") or event.kind)
    words = _WORDS[kind]
    return Telling(
        words if isinstance(words, str) else words(event),
        person=event.text(_PERSONS.get(kind, "")).strip(),
        quote=_quote(event),
    )


def _quote(event: Event) -> str:
    """The words of others that an event holds; the first there are of its texts."""
    names = ("text", "title", "summary", "impact", "reason")
    return next((said for name in names if (said := event.text(name).strip())), "")


def _declared(event: Event) -> str:
    severity, judged = event.text("severity"), event.text("judged")
    if severity not in _SEVERITIES:
        return "declared"
    overridden = event.text("override") and judged in _SEVERITIES - {severity}
    return f"declared {severity}{f' (by rule {judged})' if overridden else ''}"


def _alerted(event: Event) -> str:
    return "alert resolved" if event.text("status") == "resolved" else "alert"


def _proposed(event: Event) -> str:
    return "resolution proposed" if event.text("action") == "resolve" else "message proposed"


def _assigned(event: Event) -> str:
    role = next((each for each in Role if each.value == event.text("role")), None)
    return f"{role.title} is now" if role else "assigned"


def _handoff(event: Event) -> str:
    return "handoff offered to" if event.text("to").strip() else "handoff offered"


def _escalated(event: Event) -> str:
    return "escalated to" if event.text("to").strip() else "escalated"


def _phase(event: Event) -> str:
    return _PHASES.get(event.text("phase"), "changed the phase")


def _corrected(event: Event) -> str:
    changed = [
        f"{words}{_to(event, name)}" for name, words in _CORRECTED.items() if name in event.data
    ]
    if changed == [_CORRECTED["impact"]]:
        return "what users notice"
    return f"corrected {', '.join(changed)}" if changed else "corrected"


def _to(event: Event, name: str) -> str:
    """What it was corrected to, where that is no text of others."""
    if name == "severity":
        said = event.text(name)
        return f" to {said}" if said in _SEVERITIES else ""
    at = event.moment(name)
    return f" to {in_utc(at):%H:%M:%S} UTC" if at else ""


_PERSONS: Final[Mapping[EventKind, str]] = MappingProxyType(
    {EventKind.ASSIGNED: "person", EventKind.HANDOFF: "to", EventKind.ESCALATED: "to"}
)
_SEVERITIES: Final = frozenset({"SEV1", "SEV2", "SEV3", "SEV4", "none"})
_PHASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "investigating": "investigating again",
        "mitigated": "mitigated",
        "monitoring": "watching whether it holds",
        "resolved": "resolved",
    }
)
_CORRECTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "severity": "severity",
        "type": "type",
        "services": "services",
        "impact_began": "when the impact began",
        "detected_at": "when it was detected",
        "title": "title",
        "impact": "impact",
    }
)
_WORDS: Final[Mapping[EventKind, str | Callable[[Event], str]]] = MappingProxyType(
    {
        EventKind.DECLARED: _declared,
        EventKind.ALERTED: _alerted,
        EventKind.ASSIGNED: _assigned,
        EventKind.NOTED: "note",
        EventKind.PHASE: _phase,
        EventKind.IDENTIFIED: "cause identified",
        EventKind.UPDATED: "told others",
        EventKind.CORRECTED: _corrected,
        EventKind.ESCALATED: _escalated,
        EventKind.HANDOFF: _handoff,
        EventKind.ACCEPTED: "handoff accepted",
        EventKind.PROPOSED: _proposed,
        EventKind.APPROVED: "message approved",
        EventKind.REJECTED: "message rejected",
        EventKind.DELIVERED: "message delivered",
    }
)


def impact_of(events: tuple[Event, ...]) -> Event | None:
    """The newest event in which somebody wrote down what users notice (`impact`); None where nobody did."""
    told = [event for event in events if event.known_kind and event.text("impact").strip()]
    return told[-1] if told else None
