"""Lines over time, with targets across them and shaded stretches behind them."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from midwatch.domain.units import TimeRange
from midwatch.formats.charts.chart import Band, Level, Line, TimePanel, Tone
from midwatch.formats.charts.elements import (
    box,
    element,
    fitted,
    number,
    rule,
    width_of,
    wrapped,
    write,
)
from midwatch.formats.charts.frame import Frame
from midwatch.formats.charts.value_axis import ValueAxis, axis

Point = tuple[float, float]
_ROOM = 16
"""Pixels that a line of small text takes."""
_LEAST_BAND = 3
_ASIDE = 0.75
"""How far down, in parts of the panel, it is told that there is nothing: away from a target, and from the top."""
_FLAT = 0.05
"""Pixels that a point may lie beside a straight line and still be on it."""
_GAP_S = 0.001
"""Steps that lie further apart than the millisecond to which moments are kept do not touch."""


def axis_of(panel: TimePanel) -> ValueAxis:
    """The axis that holds everything the panel shows."""
    values = [float(value) for line in panel.lines for value in line.values]
    levels = [level.value for level in panel.levels]
    lines = 3 if panel.low else 4
    return axis([panel.baseline, *panel.reaches, *levels, *values], panel.unit, lines=lines)


def draw(panel: TimePanel, frame: Frame, span: TimeRange) -> Iterator[str]:
    """Everything inside the frame, from the back to the front."""
    for band in panel.bands:
        yield _band(band, frame, span)
    yield from _grid(panel, frame)
    if panel.absent:
        yield from _absent(panel.absent, frame)
        return
    for line in panel.lines:
        yield from _line(line, panel.baseline, frame, span)
    for level in panel.levels:
        yield _level(level, frame, span)
    yield from _band_labels(panel.bands, frame, span)
    yield from _level_labels(panel.levels, frame, span)
    yield from _notes(panel.lines, frame, span)


def _grid(panel: TimePanel, frame: Frame) -> Iterator[str]:
    for tick, label in zip(frame.axis.ticks, frame.axis.labels, strict=True):
        y = frame.y(tick)
        base = math.isclose(tick, panel.baseline, abs_tol=1e-12)
        if panel.absent and not panel.reaches and not base:
            continue  # how far the axis would go, nobody knows
        look = "c-rule c-base" if base else "c-rule c-grid"
        yield rule(frame.left, y, frame.right, y, look)
        yield write(frame.left - 6, y + 4, label, look="c-small c-faint", anchor="end")


def _absent(reason: str, frame: Frame) -> Iterator[str]:
    lines = list(wrapped(reason, frame.width - 24))[:3]
    y = (frame.top + frame.bottom) / 2 - _ROOM * (len(lines) - 1) / 2 + 4
    for index, line in enumerate(lines):
        x = (frame.left + frame.right) / 2
        yield write(x, y + _ROOM * index, line, look="c-text c-faint c-halo", anchor="middle")


def _line(line: Line, baseline: float, frame: Frame, span: TimeRange) -> Iterator[str]:
    for run in _runs(line, frame, span):
        path = "".join(
            f"{'L' if i else 'M'}{number(x)} {number(y)}" for i, (x, y) in enumerate(run)
        )
        if line.filled:
            base = number(frame.y(baseline))
            closed = f"{path}L{number(run[-1][0])} {base}L{number(run[0][0])} {base}Z"
            yield element("path", d=closed, class_=f"c-area c-fill-{line.tone.value}")
        if len(run) == 1:
            (x, y) = run[0]
            yield element("circle", cx=x, cy=y, r=2.5, class_=f"c-fill-{line.tone.value}")
        else:
            yield element("path", d=path, class_=f"c-line c-line-{line.tone.value}")


def _runs(line: Line, frame: Frame, span: TimeRange) -> Iterator[list[Point]]:
    """Stretches without a gap, as points; those in the middle of a straight line are left out."""
    run: list[Point] = []
    ended = -math.inf
    for start, end, value in _steps(line):
        touches = line.starts is None or start <= ended + _GAP_S
        if run and (math.isnan(value) or not touches):
            yield _straightened(run)
            run = []
        ended = end
        if not math.isnan(value):
            y = frame.y(value)
            if start < end:
                run.append((frame.x(start, span), y))
            run.append((frame.x(end, span), y))
    if run:
        yield _straightened(run)


def _steps(line: Line) -> Iterator[tuple[float, float, float]]:
    starts = line.ends if line.starts is None else line.starts
    for start, end, value in zip(starts, line.ends, line.values, strict=True):
        yield float(start), float(end), float(value)


def _straightened(run: Sequence[Point]) -> list[Point]:
    """The same line with fewer points: those that no eye would miss are left out."""
    kept = list(run[:1])
    for here, after in pairwise(run[1:]):
        (x0, y0), (x1, y1), (x2, y2) = kept[-1], here, after
        if abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) > _FLAT * max(x2 - x0, 1.0):
            kept.append(here)
    return [*kept, *run[-1:]] if len(run) > 1 else kept


def _level(level: Level, frame: Frame, span: TimeRange) -> str:
    left, right = _reach(level.span, frame, span)
    y = frame.y(level.value)
    return rule(left, y, right, y, f"c-level c-line-{level.tone.value}")


def _level_labels(levels: Sequence[Level], frame: Frame, span: TimeRange) -> Iterator[str]:
    """What the levels are called, each above its line; upper ones make way for those below that stand beside them."""
    placed: list[tuple[float, float, float]] = []
    for level in sorted(levels, key=lambda level: level.value):
        if not level.label:
            continue
        left, right = _reach(level.span, frame, span)
        label = fitted(level.label, max(right - left - 12, 40), 12)
        line, end = frame.y(level.value), left + 6 + width_of(label, 12)
        y = line + 14 if line - frame.top < _ROOM + 2 else line - 5
        beside = [at for begin, stop, at in placed if begin < end and left + 6 < stop]
        y = min([y, *(at - _ROOM for at in beside if abs(at - y) < _ROOM)])
        placed.append((left + 6, end, y))
        look = f"c-small c-halo c-fill-{level.tone.value}"
        yield write(left + 6, y, label, look=look)


def _reach(part: TimeRange | None, frame: Frame, span: TimeRange) -> tuple[float, float]:
    if part is None:
        return frame.left, frame.right
    return frame.x(part.start.timestamp(), span), frame.x(part.end.timestamp(), span)


def _band(band: Band, frame: Frame, span: TimeRange) -> str:
    left, right = _reach(band.span, frame, span)
    width = max(right - left, _LEAST_BAND)
    fill = f"c-fill-{band.tone.value}"
    shade = box(left, frame.top, width, frame.height, f"c-band {fill}")
    return shade if band.tone is Tone.QUIET else shade + box(left, frame.top, width, 3, fill)


def _band_labels(bands: Sequence[Band], frame: Frame, span: TimeRange) -> Iterator[str]:
    taken = frame.left
    for band in sorted(bands, key=lambda band: band.span.start):
        left, right = _reach(band.span, frame, span)
        width = width_of(band.label, 12)
        x = min(max((left + right - width) / 2, frame.left + 4), frame.right - width - 4)
        if not band.label or x < taken:
            continue
        taken = x + width + 8
        look = f"c-small c-halo c-fill-{band.tone.value}"
        quiet = band.tone is Tone.QUIET
        y = frame.top + (_ASIDE * frame.height if quiet else _ROOM)
        yield write(x, y, band.label, look=look)


def _notes(lines: Sequence[Line], frame: Frame, span: TimeRange) -> Iterator[str]:
    """What stands at the last values, pushed apart where they are close."""
    last = []
    for line in lines:
        known = [(end, value) for _, end, value in _steps(line) if not math.isnan(value)]
        if line.note and known:
            last.append((frame.y(known[-1][1]), frame.x(known[-1][0], span), line))
    last.sort(key=lambda each: each[0])
    ys = _apart([y for y, _, _ in last])
    for (y, x, line), shown in zip(last, ys, strict=True):
        yield element("circle", cx=x, cy=y, r=3.5, class_=f"c-fill-{line.tone.value}")
        look = f"c-strong c-halo c-fill-{line.tone.value}"
        yield write(x + 7, shown + 5, line.note, look=look)


def _apart(ys: list[float]) -> list[float]:
    placed = list(ys)
    for index, (above, here) in enumerate(pairwise(ys)):
        placed[index + 1] = max(here, placed[index] + _ROOM, above)
    return placed
