"""`report.md`: what happened, for somebody who was asleep; computed from the incident's events."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from midwatch.domain.incidents.account.record import moments_of
from midwatch.domain.incidents.account.report import IncidentReport
from midwatch.domain.incidents.account.telling import tell
from midwatch.domain.incidents.command import Role
from midwatch.domain.incidents.comms.facts import Fact, Facts
from midwatch.domain.incidents.comms.message import Filled, Words, fill
from midwatch.domain.incidents.comms.template import ReportTemplate
from midwatch.domain.incidents.event import Event
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.units import in_utc
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.messages.escaping import quoted
from midwatch.formats.messages.facts import facts_of, is_plain, moments
from midwatch.formats.reports.incident import summary
from midwatch.formats.reports.quantities import percent, span

T = TypeVar("T")
QUOTE_LIMIT: Final = 500
"""Characters of somebody's words in a cell."""
_LATE: Final = timedelta(minutes=1)
"""From when on it is said that something was written down afterwards."""
_BLANKS: Final = re.compile(r"\n{3,}")
_LIST_NUMBER: Final = re.compile(r"^(\d+)\\([.)])(?=\d)")
"""`8\\.5 min` begins no list."""
_BLOCK: Final = "\0block"
"""The origin of what is Markdown already."""


def render(page: Filled) -> str:
    """The page's text; what its template says between the references stays as it is."""
    text = "".join(_piece(piece) for piece in page.pieces)
    return _BLANKS.sub("\n\n", text).strip() + "\n"


def filled(report: IncidentReport, template: ReportTemplate) -> Filled:
    """The template with its references filled: the page as a gate looks at it, and as it is rendered."""
    shown = {**page_facts(report), **_blocks(report)}
    return fill(f"{template.name}.markdown", template.markdown, shown)


BLOCKS: Final[Mapping[str, str]] = {
    "what_happened": "three sentences on it",
    "impact_told": "what users noticed, where somebody recorded it",
    "budget_table": "the error budget that it spent, by objective",
    "times_table": "when it began, was detected, acknowledged, mitigated and resolved, and how long that took",
    "roles_table": "who had which role",
    "timeline_table": "every event",
    "not_known": "what nobody told or measured",
    "findings": "where the record contradicts itself",
    "next_steps": "what is to be done, and by when",
}
"""References of the report beside those of messages."""


def page_facts(report: IncidentReport) -> Facts:
    """What the page's own words may show; moments have their date where it is not the day on which it began."""
    incident = report.incident
    written = f"{in_utc(report.now):%Y-%m-%d %H:%M} UTC"
    return {
        **facts_of(incident, report.times, report.now, report.budget),
        **moments(incident, incident.began),
        "now": Fact(name="now", text=written, origin="the clock"),
    }


def _blocks(report: IncidentReport) -> Facts:
    shown = page_facts(report)
    made: Mapping[str, Callable[[], Iterator[str]]] = {
        "what_happened": lambda: iter([" ".join(summary.sentences(report, shown, _shown))]),
        "impact_told": lambda: _impact(shown),
        "budget_table": lambda: _budget(report),
        "times_table": lambda: _times(report, shown),
        "roles_table": lambda: _roles(shown),
        "timeline_table": lambda: _timeline(report),
        "not_known": lambda: _list(summary.unknown(report, shown), "Nothing that is asked here."),
        "findings": lambda: _findings(report),
        "next_steps": lambda: _list(summary.next_steps(report), "None."),
    }
    return {
        name: Fact(name=name, text="\n".join(lines()), origin=_BLOCK)
        for name, lines in made.items()
    }


def _piece(piece: object) -> str:
    if isinstance(piece, Words):
        return piece.text
    fact = getattr(piece, "fact", None)
    return _shown(fact) if isinstance(fact, Fact) else ""


def _shown(fact: Fact) -> str:
    """A fact in Markdown; somebody's words are marked as such."""
    if fact.origin == _BLOCK:
        return fact.text
    text = for_markdown(" ".join(fact.text.split()), QUOTE_LIMIT)
    return quoted(text) if fact.quoted else _LIST_NUMBER.sub(r"\1\2", text)


def _name(text: str) -> str:
    return for_markdown(text, 60) if is_plain(text) else quoted(for_markdown(text, 60))


def _impact(facts: Facts) -> Iterator[str]:
    impact = facts["impact"]
    if impact.known:
        yield f"Users noticed: {_shown(impact)}"
    else:
        yield "What users noticed was not recorded."


def _budget(report: IncidentReport) -> Iterator[str]:
    if not report.budget:
        yield "No error budget was measured."
        return
    yield "| objective | budget spent | as time | measured over |"
    yield "|---|--:|--:|---|"
    for each in report.budget:
        share = _cell(each.share, percent)
        yield f"| {_name(each.objective)} | {share} | {_cell(each.minutes, span)} | {_over(each.share)} |"


def _over(value: Measured[float] | NoData) -> str:
    if isinstance(value, NoData):
        return for_markdown(value.reason, QUOTE_LIMIT)
    stretch = value.provenance.range
    if stretch is None:
        return "–"
    return f"{stretch.start:%Y-%m-%d %H:%M} to {_end(stretch.start, stretch.end)} UTC"


def _end(start: datetime, end: datetime) -> str:
    start, end = in_utc(start), in_utc(end)
    return f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"


def _cell(value: Measured[T] | NoData, show: Callable[[T], str]) -> str:
    return "no data" if isinstance(value, NoData) else show(value.value)


_TIMES: Final = (
    ("impact began", "began", ""),
    ("detected", "detected", "to_detect"),
    ("acknowledged", "acknowledged", "to_acknowledge"),
    ("declared", "declared", ""),
    ("mitigated", "mitigated", "to_mitigate"),
    ("resolved", "resolved", "to_resolve"),
)
_FROM: Final[Mapping[str, str]] = {
    "to_detect": "after the impact began",
    "to_acknowledge": "after detection",
    "to_mitigate": "after the impact began",
    "to_resolve": "after the impact began",
}


def _times(report: IncidentReport, facts: Facts) -> Iterator[str]:
    known = moments_of(report.incident)
    yield "| what | when (UTC) | how long it took |"
    yield "|---|---|---|"
    for label, name, length in _TIMES:
        at = f"{known[name]:%Y-%m-%d %H:%M:%S}" if name in known else _shown(facts[name])
        took = _took(facts, length) if name in known else ""
        yield f"| {label} | {at} | {took} |"


def _took(facts: Facts, name: str) -> str:
    if not name:
        return ""
    fact = facts[name]
    return f"{_shown(fact)} {_FROM[name]}" if fact.known else _shown(fact)


def _roles(facts: Facts) -> Iterator[str]:
    yield "| role | who |"
    yield "|---|---|"
    for role in Role:
        fact = facts[role.value.replace("-", "_")]
        yield f"| {role.title} | {_shown(fact) if fact.known else 'nobody'} |"


def _timeline(report: IncidentReport) -> Iterator[str]:
    days = {in_utc(event.occurred_at).date() for event in report.incident.events}
    form = "%H:%M:%S" if len(days) == 1 else "%Y-%m-%d %H:%M:%S"
    yield f"| {'time' if len(days) == 1 else 'day and time'} | who | what |"
    yield "|---|---|---|"
    for event in report.incident.events:
        yield f"| {in_utc(event.occurred_at):{form}} | {_name(event.actor)} | {_told(event)} |"


def _told(event: Event) -> str:
    telling = tell(event)
    told = f"{telling.words} {_name(telling.person)}" if telling.person else telling.words
    if telling.quote:
        told = f"{told}: {quoted(for_markdown(' '.join(telling.quote.split()), QUOTE_LIMIT))}"
    if abs(event.recorded_at - event.occurred_at) < _LATE:
        return told
    return f"{told} (written down at {_end(event.occurred_at, event.recorded_at)})"


def _findings(report: IncidentReport) -> Iterator[str]:
    lines = [
        f"{each.severity.value}: {for_markdown(each.what)} ({each.code}). {_sentence(each.fix)}"
        for each in report.findings
    ]
    yield from _list(lines, "None.")


def _sentence(text: str) -> str:
    said = for_markdown(text)
    return f"{said[:1].upper()}{said[1:]}."


def _list(items: Sequence[str], otherwise: str) -> Iterator[str]:
    yield from (f"- {item}" for item in items)
    if not items:
        yield otherwise
