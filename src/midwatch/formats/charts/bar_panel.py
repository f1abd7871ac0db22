"""Bars from zero, with the values at which something would happen."""

from collections.abc import Iterator

from midwatch.domain.measured import NoData
from midwatch.formats.charts.chart import Bar, BarPanel, Tone
from midwatch.formats.charts.elements import box, element, rule, write
from midwatch.formats.charts.frame import Frame
from midwatch.formats.charts.value_axis import ValueAxis

_WIDEST = 46
LABEL_ROWS = 44
"""Pixels that names and values take below the bars."""
_ROOMY = 56
"""Pixels of a slot from which on its value is written large."""
_SHARE = 0.5
"""Of its slot that a bar takes."""


def axis_of(panel: BarPanel) -> ValueAxis:
    """From zero to the most that is drawn; the levels are its lines."""
    return ValueAxis(low=0.0, high=panel.most, ticks=(0.0,), labels=("0",))


def draw(panel: BarPanel, frame: Frame) -> Iterator[str]:
    """Everything inside the frame, names and values below it."""
    for level in panel.levels:
        y = frame.y(level.value)
        yield rule(frame.left, y, frame.right, y, f"c-rule c-line-{level.tone.value}")
        yield write(frame.right + 6, y + 4, level.label, look=f"c-small c-fill-{level.tone.value}")
    yield rule(frame.left, frame.bottom, frame.right, frame.bottom, "c-rule c-base")
    slot = frame.width / max(len(panel.bars), 1)
    for index, bar in enumerate(panel.bars):
        middle = frame.left + slot * (index + 0.5)
        yield from _bar(bar, panel.most, frame, middle, min(_WIDEST, slot * _SHARE))
        yield write(middle, frame.bottom + 17, bar.label, look="c-text c-ink", anchor="middle")
        size = "c-strong" if slot >= _ROOMY else "c-small c-bold"
        tone = Tone.QUIET if isinstance(bar.value, NoData) else bar.tone
        look = f"{size} c-fill-{tone.value}"
        yield write(middle, frame.bottom + 35, bar.note, look=look, anchor="middle")


def _bar(bar: Bar, most: float, frame: Frame, middle: float, width: float) -> Iterator[str]:
    left = middle - width / 2
    if not isinstance(bar.value, NoData):
        height = max(frame.bottom - frame.y(bar.value), 1.0 if bar.value > 0 else 0.0)
        yield box(left, frame.bottom - height, width, height, f"c-fill-{bar.tone.value}")
        if bar.value > most:
            yield _break(left, frame.top + 10, width)
    for limit in bar.limits:
        y = frame.y(limit)
        yield rule(left - 6, y, left + width + 6, y, "c-line c-limit")


def _break(left: float, y: float, width: float) -> str:
    """A gap across a bar that goes on beyond the axis."""
    points = (
        f"{left - 2},{y + 4} {left + width + 2},{y - 4} {left + width + 2},{y} {left - 2},{y + 8}"
    )
    return element("polygon", points=points, class_="c-ground")
