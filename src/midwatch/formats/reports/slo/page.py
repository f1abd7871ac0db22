"""Where objectives stand, as one page of HTML: pictures, and tables with the same numbers beside them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.change import Change
from midwatch.domain.slo.standing.burn_down import BurnDown
from midwatch.domain.slo.standing.course import Course
from midwatch.domain.untrusted import for_html, for_terminal
from midwatch.formats.reports import html
from midwatch.formats.reports.look import PLAIN, Ink
from midwatch.formats.reports.quantities import percent, span
from midwatch.formats.reports.slo import explain as origins
from midwatch.formats.reports.slo import objective as words
from midwatch.formats.reports.slo import status as table_of_all
from midwatch.formats.reports.slo.chart import TONES, chart
from midwatch.formats.reports.slo.reasons import INKS, WORDS, why
from midwatch.formats.reports.table import Cell, Column

_SECONDS, _MINUTES = "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"
_DECIMALS = 3
LESSER = frozenset({"target", "SLI", "left", "burn 5m", "burn 6h", "burn 3d"})
"""Columns of the overview that a phone has no room for; each objective's own part tells them."""


def render(
    at: datetime,
    courses: Sequence[Course],
    *,
    requests: int,
    waited: timedelta,
    explain: bool = False,
) -> str:
    """The whole file. `explain` adds where each number came from."""
    title = f"SLO status at {at:{_SECONDS}} UTC"
    return html.document(title, _parts(title, courses, requests, waited, explain))


def _parts(
    title: str,
    courses: Sequence[Course],
    requests: int,
    waited: timedelta,
    explain: bool,  # noqa: FBT001 - as above
) -> Iterator[str]:
    yield f"<h1>{for_html(title)}</h1>"
    statuses = [course.status for course in courses]
    if not courses:
        yield html.paragraph("No objective is defined yet: midwatch slo new writes the first.")
    elif len(courses) > 1:
        yield html.paragraph(table_of_all.summary(statuses))
        ordered = table_of_all.gravest_first(statuses)
        columns, rows = table_of_all.overview(ordered, wide=True)
        yield html.table(columns, rows, caption="All objectives", link="objective", lesser=LESSER)
        if any(not status.history.complete for status in statuses):
            yield html.paragraph(table_of_all.YOUNG, Ink.FAINT)
    by_id = {course.status.objective.id: course for course in courses}
    for status in table_of_all.gravest_first(statuses):
        yield from _objective(by_id[status.objective.id], explain=explain)
    if explain:
        waiting = f"{requests} requests to sources, {span(waited)} of waiting"
        yield html.paragraph(waiting, Ink.FAINT)


def _objective(course: Course, *, explain: bool) -> Iterator[str]:
    status = course.status
    name = for_terminal(status.objective.id, 80)
    verdict = html.badge(WORDS[status.verdict], TONES[status.verdict])
    yield f'<h2 id="{for_html(name)}">{for_html(name)} {verdict}</h2>'
    if status.objective.description:
        yield html.paragraph(status.objective.description, Ink.FAINT)
    for sentence in why(status):
        yield html.paragraph(sentence, *INKS[status.verdict][:1])
    yield html.picture(chart(course), f"picture-{for_html(name)}")
    yield html.facts((label, text) for label, text in words.facts(status, PLAIN) if label)
    for caption, (columns, rows) in (
        ("Burn rate by window", words.burns(status)),
        ("Alerts", words.alerts(status.conditions)),
    ):
        yield f"<h3>{caption}</h3>"
        yield html.table(columns, rows, caption=caption)
    yield from _changes(course.changes)
    yield from _steps(course.burn_down)
    if explain:
        yield from _origins(course)


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    columns = [
        Column(title=title) for title in ("at (UTC)", "service", "kind", "change", "version")
    ]
    rows = [
        [
            Cell(f"{change.at.astimezone(UTC):{_MINUTES}}"),
            *(
                Cell(for_terminal(text, 200))
                for text in (change.service, change.kind, change.summary)
            ),
            Cell(for_terminal(change.version or "–", 80)),
        ]
        for change in changes
    ]
    yield "<h3>Changes in the period</h3>"
    yield html.table(columns, rows, caption="Changes in the period")


def _steps(went: Measured[BurnDown] | NoData) -> Iterator[str]:
    """What the picture draws, as numbers."""
    if isinstance(went, NoData):
        return
    steps = went.value
    columns = [Column(title="from (UTC)"), Column(title="to"), Column(title="SLI", right=True)]
    columns += [Column(title="budget left", right=True)]
    rows = [
        [Cell(_moment(start)), Cell(_moment(end)), Cell(_share(sli)), Cell(_share(left))]
        for start, end, sli, left in zip(
            steps.starts, steps.ends, steps.sli, steps.left, strict=True
        )
    ]
    table = html.table(columns, rows, caption="The numbers of the picture")
    yield f"<details><summary>The numbers of the picture</summary>\n{table}\n</details>"


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(float(seconds), UTC):{_MINUTES}}"


def _share(value: float) -> str:
    return "–" if value != value else percent(float(value), _DECIMALS)  # noqa: PLR0124 - NaN is absence here


def _origins(course: Course) -> Iterator[str]:
    lines = [*origins.lines(course.status, PLAIN), *origins.of_course(course.burn_down)]
    text = "\n".join(for_html(line) for line in lines)
    yield f"<details><summary>Where the numbers come from</summary>\n<pre>{text}</pre>\n</details>"
