"""Handing an incident over: whoever offers it owns it until somebody accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from midwatch.domain.incidents.event import Event, EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """One offer. `accepted`: the acceptance that counts, None while there is none; `others`: those that do not.

    `passed`: the incident was handed over or assigned anew after the offer, so that nobody need accept it.
    """

    offer: Event
    accepted: Event | None
    others: tuple[Event, ...]
    passed: bool

    @property
    def to(self) -> str:
        """To whom it was offered; empty: to whoever comes."""
        return self.offer.text("to")


def handoffs(ordered: Sequence[Event]) -> tuple[Handoff, ...]:
    """Every offer among events in the timeline's order, oldest first.

    Of several acceptances that of the person it was offered to counts, else the one that was recorded first: every
    clone comes to the same, whatever came to it first.
    """
    offers = [event for event in ordered if event.known_kind is EventKind.HANDOFF]
    accepting = [event for event in ordered if event.known_kind is EventKind.ACCEPTED]
    taken = [event.order for event in ordered if _gives_an_owner(event)]
    found = []
    for offer in offers:
        mine = [event for event in accepting if event.text("handoff") == offer.id]
        ranked = sorted(mine, key=partial(_precedence, offer))
        found.append(
            Handoff(
                offer=offer,
                accepted=ranked[0] if ranked else None,
                others=tuple(ranked[1:]),
                passed=not ranked and any(moment > offer.order for moment in taken),
            )
        )
    return tuple(found)


def _precedence(offer: Event, event: Event) -> tuple[object, ...]:
    return (event.actor != offer.text("to"), event.recorded_at, event.id)


def _gives_an_owner(event: Event) -> bool:
    assigned = event.known_kind is EventKind.ASSIGNED and event.text("role") == "commander"
    return assigned or event.known_kind is EventKind.ACCEPTED
