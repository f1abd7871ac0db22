"""Moments of change: a line through every panel over time, named above them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from midwatch.domain.units import TimeRange
from midwatch.formats.charts.chart import Marker
from midwatch.formats.charts.elements import element, fitted, number, rule, width_of, write

LANE = 16
_LANES = 4
_WIDEST = 160
_SIZE = 12
_ASIDE = 5
"""Pixels between a line and its name, which hangs on it like a flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A marker at `x`; its name, cut to fit, begins at `left` in a lane, 0 at the bottom, or has no room (None)."""

    x: float
    name: str
    left: float
    lane: int | None


def place(
    markers: Sequence[Marker], span: TimeRange, sides: tuple[float, float], edge: float
) -> tuple[Placed, ...]:
    """Give each marker its place between two sides; names may go on to the sheet's edge.

    The latest are named first, for they are looked for most.
    """
    left, right = sides
    taken: list[float] = [edge] * _LANES
    length = span.length
    placed = []
    for marker in sorted(markers, key=lambda marker: marker.at, reverse=True):
        x = left + (right - left) * ((marker.at - span.start) / length)
        name = fitted(marker.label, _WIDEST, _SIZE)
        width = width_of(name, _SIZE)
        begin = x + _ASIDE if x + _ASIDE + width <= edge else max(x - _ASIDE - width, 0)
        lane = next((i for i, free in enumerate(taken) if begin + width <= free), None)
        if lane is not None:
            taken[lane] = min(begin, x) - _ASIDE
        placed.append(Placed(x=x, name=name, left=begin, lane=lane))
    return tuple(reversed(placed))


def height(placed: Sequence[Placed]) -> float:
    """What the names take above the panels."""
    lanes = max((each.lane for each in placed if each.lane is not None), default=-1) + 1
    return lanes * LANE + (8 if placed else 0)


def draw_lines(placed: Sequence[Placed], top: float, bottom: float) -> Iterator[str]:
    """The lines, from below the names to the last panel's end."""
    for each in placed:
        begin = top - LANE * (each.lane + 1) - 2 if each.lane is not None else top
        yield rule(each.x, begin, each.x, bottom, "c-rule c-marker")
        x, y = each.x, top
        points = f"{number(x - 4)},{number(y - 6)} {number(x + 4)},{number(y - 6)} {number(x)},{number(y)}"
        yield element("polygon", points=points, class_="c-ink")


def draw_names(placed: Sequence[Placed], top: float) -> Iterator[str]:
    """The names; `top` is where the lines begin."""
    for each in placed:
        if each.lane is not None:
            y = top - LANE * each.lane - 8
            yield write(each.left, y, each.name, look="c-small c-ink c-halo")
