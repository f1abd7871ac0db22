"""A signal of a person's own, which belongs to no service: how it is, and why."""

from dataclasses import dataclass

from midwatch.domain.slo.health.reading import Reading
from midwatch.domain.slo.health.verdict import Colour, Reason, colour, reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSignal:
    """One such signal over the range; yellow where it has a limit and is above it."""

    reading: Reading
    colour: Colour
    reasons: tuple[Reason, ...]


def own_signal(reading: Reading) -> OwnSignal:
    """The signal, judged by the same rules as one of a service."""
    held = reasons((reading,), ())
    return OwnSignal(reading=reading, colour=colour(held, (reading,), ()), reasons=held)
