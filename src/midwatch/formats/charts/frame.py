"""Where a panel lies on the sheet: from moments and values to pixels."""

from dataclasses import dataclass

from midwatch.domain.signals.counts import Floats
from midwatch.domain.units import TimeRange, seconds
from midwatch.formats.charts.value_axis import ValueAxis

NARROW = 560
"""Below this width, in CSS pixels, a sheet is a phone's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The rectangle in which a panel draws, in pixels from the sheet's upper left corner."""

    left: float
    right: float
    top: float
    bottom: float
    axis: ValueAxis

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def y(self, value: float) -> float:
        """How far down a value lies."""
        return self.bottom - self.height * self.axis.share(value)

    def x(self, moment: float, span: TimeRange) -> float:
        """How far right a moment (Unix seconds) lies, inside the frame."""
        share = (moment - span.start.timestamp()) / seconds(span.length)
        return self.left + self.width * min(max(share, 0.0), 1.0)

    def xs(self, moments: Floats, span: TimeRange) -> list[float]:
        """The same for many."""
        return [self.x(float(moment), span) for moment in moments]
