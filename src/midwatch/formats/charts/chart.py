"""What a picture shows, before anybody draws it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Floats
from midwatch.domain.units import TimeRange


class Tone(Enum):
    """What a colour says. The first four tell lines apart, each with dashes of its own; the others judge."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    QUIET = "quiet"


class Unit(Enum):
    """In what values are given, and so how an axis shows them; shares are 0 to 1 and shown as percentages."""

    SHARE = "share"
    COUNT = "count"
    PER_SECOND = "per second"
    SECONDS = "seconds"
    BYTES = "bytes"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Line:
    """Values over time. `ends`: float64[n], Unix seconds, oldest first. `values`: float64[n], NaN where absent.

    With `starts` each value holds from its start to its end, and is drawn flat; without, it is of that moment. A line
    is never drawn through what is absent. `filled` shades to the panel's baseline. `note` stands at the last value.
    """

    label: str
    ends: Floats
    values: Floats
    starts: Floats | None = None
    tone: Tone = Tone.FIRST
    filled: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A value that does not change, such as a target: a line across the panel, or across `span`."""

    value: float
    label: str
    tone: Tone = Tone.BAD
    span: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of time that something is said about: an anomaly, a correction, no telemetry."""

    span: TimeRange
    label: str
    tone: Tone = Tone.CAUTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A moment at which something changed, in a few words."""

    at: datetime
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePanel:
    """Lines over the chart's span, on one axis of values.

    The axis always holds `baseline`, from which values are told (0 for counts and shares of bad ones, 1 for an
    indicator), and whatever else it `reaches`. `absent` says why there is nothing to draw.
    """

    title: str
    unit: Unit
    lines: tuple[Line, ...] = ()
    levels: tuple[Level, ...] = ()
    bands: tuple[Band, ...] = ()
    baseline: float = 0.0
    reaches: tuple[float, ...] = ()
    absent: str = ""
    low: bool = False
    """Half as high as others: for many charts on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value by name. `note` stands at it; `limits` are marked on it alone."""

    label: str
    value: float | NoData
    note: str
    tone: Tone = Tone.FIRST
    limits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPanel:
    """Bars from zero. One that is higher than `most` is drawn broken, with its value at it."""

    title: str
    unit: Unit
    bars: tuple[Bar, ...]
    most: float
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A verdict in one word."""

    word: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Panels below each other: those over time share `span` as their axis, and the markers; bars come last.

    `notes` are sentences below the title; `description` tells the picture to who does not see it.
    """

    title: str
    span: TimeRange
    description: str
    badge: Badge | None = None
    notes: tuple[str, ...] = ()
    panels: tuple[TimePanel, ...] = ()
    bars: tuple[BarPanel, ...] = ()
    markers: tuple[Marker, ...] = ()
