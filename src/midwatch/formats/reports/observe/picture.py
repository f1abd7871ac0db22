"""The health of services, as one PNG: a whole picture of one, a row for each of many."""

from midwatch.domain.slo.health.observation import Observation
from midwatch.formats.charts.chart import Chart
from midwatch.formats.charts.palette import DARK, LIGHT
from midwatch.formats.charts.png import png
from midwatch.formats.charts.svg import Sheet, svg
from midwatch.formats.reports.observe.chart import chart, custom, row
from midwatch.formats.reports.observe.many import listed, unlisted


def render(seen: Observation, *, width: int, dark: bool) -> bytes:
    """The picture, so many CSS pixels wide; the gravest service comes first."""
    theme = DARK if dark else LIGHT
    draw = chart if len(seen.services) == 1 else row
    charts = [draw(health, seen) for health in listed(seen).services]
    if (rest := unlisted(seen)) is not None:
        count = f"{len(seen.services):,} services"
        charts.append(
            Chart(title=count, span=seen.range, notes=(rest,), description=f"{count}; {rest}.")
        )
    charts += [custom(own, seen) for own in seen.custom]
    return png(svg(charts, Sheet(width=width), theme=theme), theme)
