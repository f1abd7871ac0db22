"""A number that a user sees is `Measured`, with where it came from, or `NoData`, with why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from midwatch.domain.units import TimeRange

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a value was obtained: the query as sent, its range, the samples read (None: not told), the source's name."""

    query: str
    range: TimeRange | None
    samples: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Generic[T]):
    """A value computed from telemetry or from recorded events, with its provenance and the source's warnings."""

    value: T
    provenance: Provenance
    warnings: tuple[str, ...] = ()

    def map(self, function: Callable[[T], U]) -> "Measured[U]":
        """The value derived by `function`, with the same provenance."""
        return Measured(
            value=function(self.value), provenance=self.provenance, warnings=self.warnings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoData:
    """Absence, with its reason in words a person can act on; neither zero nor NaN.

    `source_failed` tells that the source did not answer (exit status 3), from a source that answered “nothing there”.
    """

    reason: str
    provenance: Provenance | None = None
    source_failed: bool = False
