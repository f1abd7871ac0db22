"""The health of services, as one page of HTML: pictures, and tables with the same numbers beside them."""

from collections.abc import Iterator
from datetime import datetime

from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.untrusted import for_html, for_terminal
from midwatch.formats.reports import html
from midwatch.formats.reports.look import PLAIN, Ink
from midwatch.formats.reports.observe import sentences, text
from midwatch.formats.reports.observe.chart import TONES, chart, custom
from midwatch.formats.reports.observe.explain import lines as origins
from midwatch.formats.reports.observe.explain import of_calls, of_own
from midwatch.formats.reports.observe.many import listed, unlisted

OWN = "Your own signals"
LESSER = frozenset({"their course", "burn 1h"})
"""Columns of the overview that a phone has no room for; each service's own part tells them."""


def render(seen: Observation, *, explain: bool = False) -> str:
    """The whole file. `explain` adds where each number came from."""
    title = f"Health at {seen.range.end:%Y-%m-%d %H:%M} UTC"
    return html.document(title, _parts(title, seen, explain=explain))


def _parts(title: str, seen: Observation, *, explain: bool) -> Iterator[str]:
    yield f"<h1>{for_html(title)}</h1>"
    yield html.paragraph(sentences.frame(seen), Ink.FAINT)
    if not seen.services:
        yield html.paragraph("No service is described yet: midwatch slo new writes the first.")
    elif len(seen.services) > 1:
        columns, rows = text.overview(listed(seen))
        if rows:
            yield html.table(columns, rows, caption="All services", link="service", lesser=LESSER)
        if (rest := unlisted(seen)) is not None:
            yield html.paragraph(f"{len(seen.services):,} services; {rest}", Ink.FAINT)
    if seen.causes is not None:
        yield "<h2>What may be behind it</h2>"
        yield from (html.paragraph(each) for each in sentences.causes(seen.causes, seen.range.end))
    yield from map(html.paragraph, sentences.not_known(seen))
    everybody = sentences.all_begin(seen)
    for health in listed(seen).services:
        yield from _service(health, seen, everybody, explain=explain)
    yield from _own(seen, explain=explain)
    if explain and seen.calls:
        yield _origins(of_calls(seen, PLAIN))


def _own(seen: Observation, *, explain: bool) -> Iterator[str]:
    if not seen.custom:
        return
    yield f"<h2>{OWN}</h2>"
    columns, rows = text.own_signals(seen.custom)
    yield html.table(columns, rows, caption=OWN)
    for number, own in enumerate(seen.custom):
        for sentence in text.own_told(own, seen.range.end):
            yield html.paragraph(sentence)
        yield html.picture(custom(own, seen), f"custom-{number}")
    if explain:
        yield _origins(of_own(seen.custom, PLAIN))


def _service(
    health: ServiceHealth, seen: Observation, everybody: datetime | None, *, explain: bool
) -> Iterator[str]:
    name = for_terminal(health.service.name, 80)
    state = html.badge(text.WORDS[health.colour], TONES[health.colour])
    yield f'<h2 id="{for_html(name)}">{for_html(name)} {state}</h2>'
    for sentence in text.told(health, seen, everybody):
        yield html.paragraph(sentence)
    yield html.picture(chart(health, seen), f"picture-{for_html(name)}")
    for caption, (columns, rows) in (
        ("Signals", text.signals(health)),
        ("Objectives", text.objectives(health.statuses)),
    ):
        yield f"<h3>{caption}</h3>"
        yield html.table(columns, rows, caption=caption)
    links = (("Runbook", health.service.runbook), ("Dashboard", health.service.dashboard))
    known = [(label, link) for label, link in links if link]
    if known:
        yield html.facts(known)
    if explain:
        yield _origins(origins(health, PLAIN))


def _origins(lines: Iterator[str]) -> str:
    listed = "\n".join(for_html(line) for line in lines)
    return f"<details><summary>Where the numbers come from</summary><pre>{listed}</pre></details>"
