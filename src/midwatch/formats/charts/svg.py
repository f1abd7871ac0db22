"""Charts below each other as one SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from midwatch.domain.untrusted import for_html
from midwatch.formats.charts import bar_panel, markers, time_panel
from midwatch.formats.charts.chart import Badge, BarPanel, Chart, TimePanel
from midwatch.formats.charts.elements import box, element, rule, strong, width_of, wrapped, write
from midwatch.formats.charts.frame import NARROW, Frame
from midwatch.formats.charts.palette import Theme, style
from midwatch.formats.charts.time_axis import ticks

DESK, PHONE = 960, 390
"""Widths, in CSS pixels, at which a picture is read."""
_EDGE = 16
_TITLE_ROW, _NOTE_ROW, _PANEL_ROW, _LEGEND_ROW, _AXIS_ROW = 26, 18, 26, 18, 24
_BETWEEN = 12
_BARS_LOWER = 20
"""So much lower are the plots of bars."""
_TICK_ROOM = 62
_LABEL_ROOM = 24
"""For half of the last label below the axis of time."""

Sides = tuple[float, float]
"""Left and right edge of the plots over time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How charts are put on paper: so wide, with or without their headings."""

    width: int = DESK
    headed: bool = True

    @property
    def narrow(self) -> bool:
        """Whether it is a phone's."""
        return self.width < NARROW

    @property
    def left(self) -> float:
        """Where text begins; without headings the page around has edges of its own."""
        return _EDGE if self.headed else 0

    @property
    def right(self) -> float:
        """Where text ends."""
        return self.width - self.left

    def plot_height(self, *, low: bool = False) -> float:
        """How high a panel's plot is."""
        if low:
            return 64
        return 130 if self.narrow else 150


def svg(
    charts: Sequence[Chart],
    sheet: Sheet = Sheet(),
    *,
    theme: Theme | None = None,
    styled: bool = True,
    name: str = "chart",
) -> str:
    """One SVG of all charts. `theme` None follows the reader's system; `name` is unique on its page.

    `styled`: with its style sheet, which a page of many has once.
    """
    y, parts = float(sheet.left), list[str]()
    sides = _sides(charts, sheet)
    for chart in charts:
        drawn, y = _chart(chart, sheet, sides, y)
        parts += drawn
        y += 2 * _BETWEEN
    height = round(y - _BETWEEN)
    told = "; ".join(chart.title for chart in charts)
    head = [
        element("title", [for_html(told)], id=f"{name}-title"),
        element(
            "desc", [for_html(" ".join(chart.description for chart in charts))], id=f"{name}-desc"
        ),
        *([f"<style>\n{style(theme)}\n</style>"] if styled else []),
        box(0, 0, sheet.width, height, "c-ground"),
    ]
    inside = "\n".join([*head, *parts])
    return element(
        "svg",
        [f"\n{inside}\n"],
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet.width} {height}",
        width=sheet.width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def _chart(chart: Chart, sheet: Sheet, sides: Sides, top: float) -> tuple[list[str], float]:
    """One chart from `top` on, and where it ends."""
    parts: list[str] = []
    y = top
    if sheet.headed:
        drawn, y = _heading(chart, sheet, y)
        parts += drawn
    drawn, y = _over_time(chart, sheet, sides, y)
    parts += drawn
    for panel in chart.bars:
        drawn, y = _bars(panel, sheet, y + _BETWEEN)
        parts += drawn
    return parts, y


def _heading(chart: Chart, sheet: Sheet, y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    left = sheet.left
    if chart.badge:
        width = width_of(chart.badge.word, strong(14)) + 20
        parts += _badge(chart.badge, left, y + _TITLE_ROW, width)
        left += width + 12
    for line in wrapped(chart.title, sheet.right - left, strong(19)):
        y += _TITLE_ROW
        parts.append(write(left, y - 6, line, look="c-title c-ink"))
    for note in chart.notes:
        for line in wrapped(note, sheet.right - sheet.left):
            y += _NOTE_ROW
            parts.append(write(sheet.left, y - 1, line))
    return parts, y + 6


def _badge(badge: Badge, left: float, y: float, width: float) -> Iterator[str]:
    fill = f"c-fill-{badge.tone.value}"
    yield element("rect", x=left, y=y - 23, width=width, height=22, rx=4, class_=fill)
    look = "c-strong c-ground"
    yield write(left + width / 2, y - 7, badge.word, look=look, anchor="middle")


def _over_time(chart: Chart, sheet: Sheet, sides: Sides, y: float) -> tuple[list[str], float]:
    if not chart.panels:
        return [], y
    left, right = sides
    placed = markers.place(chart.markers, chart.span, sides, sheet.right)
    fronts: list[str] = []
    backs: list[str] = []
    lane = y + markers.height(placed)
    y = lane
    bottom = y
    for panel in chart.panels:
        drawn, y = _panel_title(panel, sheet, y)
        fronts += drawn
        bottom = y + sheet.plot_height(low=panel.low)
        axis = time_panel.axis_of(panel)
        frame = Frame(left=left, right=right, top=y, bottom=bottom, axis=axis)
        backs += _time_grid(chart, frame)
        fronts += time_panel.draw(panel, frame, chart.span)
        y = bottom + _BETWEEN
    lines = [*markers.draw_lines(placed, lane, bottom), *markers.draw_names(placed, lane)]
    return [*backs, *lines, *fronts, *_time_labels(chart, sheet, sides, bottom)], bottom + _AXIS_ROW


def _sides(charts: Sequence[Chart], sheet: Sheet) -> Sides:
    """Room for the axes' labels at the left, for the last values at the right: the same in all charts of a sheet."""
    panels = [panel for chart in charts for panel in chart.panels]
    labels = [label for panel in panels for label in time_panel.axis_of(panel).labels]
    notes = [line.note for panel in panels for line in panel.lines if line.note]
    left = max((width_of(label, 12) for label in labels), default=0)
    right = max((width_of(note, strong(14)) for note in notes), default=0)
    return sheet.left + max(left, width_of("UTC", 12)) + 8, sheet.right - max(
        right + 12, _LABEL_ROOM
    )


def _panel_title(panel: TimePanel, sheet: Sheet, y: float) -> tuple[list[str], float]:
    if not panel.title:
        return [], y + _BETWEEN
    parts = [write(sheet.left, y + 17, panel.title, look="c-strong c-ink c-halo")]
    x, row = sheet.left + width_of(panel.title, strong(14)) + 18, y + 17
    named = [line for line in panel.lines if line.label]
    for line in named:
        width = 30 + width_of(line.label, 12) + 14
        if x + width > sheet.right and x > sheet.left:
            x, row = sheet.left, row + _LEGEND_ROW
        parts.append(rule(x, row - 4, x + 24, row - 4, f"c-line c-line-{line.tone.value}"))
        parts.append(write(x + 30, row, line.label, look="c-small c-ink c-halo"))
        x += width
    return parts, row + _PANEL_ROW - 17


def _time_grid(chart: Chart, frame: Frame) -> Iterator[str]:
    for tick in ticks(chart.span, frame.width / _TICK_ROOM):
        x = frame.x(tick.at.timestamp(), chart.span)
        yield rule(x, frame.top, x, frame.bottom, "c-rule c-grid")


def _time_labels(chart: Chart, sheet: Sheet, sides: Sides, bottom: float) -> Iterator[str]:
    left, right = sides
    taken = left
    yield write(left - 6, bottom + 17, "UTC", look="c-small c-faint", anchor="end")
    for tick in ticks(chart.span, (right - left) / _TICK_ROOM):
        share = (tick.at - chart.span.start) / chart.span.length
        width = width_of(tick.label, 12)
        x = min(left + (right - left) * share, sheet.right - width / 2)
        if x - width / 2 < taken:
            continue
        taken = x + width / 2 + 6
        look = "c-small c-ink" if tick.strong else "c-small c-faint"
        yield write(x, bottom + 17, tick.label, look=look, anchor="middle")


def _bars(panel: BarPanel, sheet: Sheet, y: float) -> tuple[list[str], float]:
    parts = [write(sheet.left, y + 17, panel.title, look="c-strong c-ink")]
    top = y + _PANEL_ROW
    frame = Frame(
        left=sheet.left,
        right=sheet.right
        - max((width_of(level.label, 12) for level in panel.levels), default=0)
        - 12,
        top=top,
        bottom=top + sheet.plot_height() - _BARS_LOWER,
        axis=bar_panel.axis_of(panel),
    )
    return [*parts, *bar_panel.draw(panel, frame)], frame.bottom + bar_panel.LABEL_ROWS
