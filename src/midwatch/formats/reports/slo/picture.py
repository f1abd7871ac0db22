"""Where objectives stand, as one PNG: a whole picture of one, a row for each of many."""

from collections.abc import Sequence

from midwatch.domain.slo.standing.course import Course
from midwatch.formats.charts.palette import DARK, LIGHT
from midwatch.formats.charts.png import png
from midwatch.formats.charts.svg import Sheet, svg
from midwatch.formats.reports.slo.chart import chart, row
from midwatch.formats.reports.slo.status import gravest_first


def render(courses: Sequence[Course], *, width: int, dark: bool) -> bytes:
    """The picture, so many CSS pixels wide; the gravest objective comes first."""
    theme = DARK if dark else LIGHT
    by_id = {course.status.objective.id: course for course in courses}
    ordered = [by_id[s.objective.id] for s in gravest_first([c.status for c in courses])]
    charts = [chart(each) if len(ordered) == 1 else row(each) for each in ordered]
    return png(svg(charts, Sheet(width=width), theme=theme), theme)
