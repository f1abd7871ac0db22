"""A named piece that a message may show: what it says, and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from midwatch.domain.measured import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact, as a person reads it.

    `origin`: the query behind a number, the id of the event that recorded it, or words on where it comes from.
    `quoted`: the text is somebody's own words, and is shown as such. `known` False: there is no data; the text says
    so and why, and holds no digit.
    """

    name: str
    text: str
    origin: Provenance | str
    quoted: bool = False
    known: bool = True


Facts = Mapping[str, Fact]
"""Facts by name."""
