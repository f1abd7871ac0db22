"""The health of services, as one PNG: a whole picture of one, a row for each of many."""

from midwatch.domain.slo.health.observation import Observation
from midwatch.formats.charts.palette import DARK, LIGHT
from midwatch.formats.charts.png import png
from midwatch.formats.charts.svg import Sheet, svg
from midwatch.formats.reports.observe.chart import chart, custom, row


def render(seen: Observation, *, width: int, dark: bool) -> bytes:
    """The picture, so many CSS pixels wide; the gravest service comes first."""
    theme = DARK if dark else LIGHT
    draw = chart if len(seen.services) == 1 else row
    charts = [draw(health, seen) for health in seen.services]
    charts += [custom(own, seen) for own in seen.custom]
    return png(svg(charts, Sheet(width=width), theme=theme), theme)
