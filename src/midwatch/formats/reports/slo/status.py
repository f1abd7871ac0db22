"""Where objectives stand: a page for one, a table for many, the gravest first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.freeze import Verdict
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports import table
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.quantities import burn, percent, span, window
from midwatch.formats.reports.slo import explain as origins
from midwatch.formats.reports.slo import objective as page
from midwatch.formats.reports.slo.reasons import INKS, WORDS, gone, told
from midwatch.formats.reports.table import Cell, Column

GRAVEST_FIRST = (Verdict.FREEZE, Verdict.NO_DATA, Verdict.SLOW, Verdict.SHIP)
WIDE = 110
"""From this width on the table has every window that pages or tickets, below it the one that pages."""
YOUNG = "* telemetry does not cover the whole period yet"
_WINDOWS = {
    False: (timedelta(hours=1),),
    True: (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=3)),
}


def render(
    at: datetime,
    objectives: Sequence[ObjectiveStatus],
    look: Look,
    *,
    requests: int,
    waited: timedelta,
    explain: bool = False,
) -> str:
    """The whole report. `explain` adds where each number came from."""
    lines = [f"{look.ink('SLO status', Ink.STRONG)} at {at:%Y-%m-%d %H:%M:%S} UTC", ""]
    if len(objectives) == 1:
        lines += page.lines(objectives[0], look)
    else:
        lines += _overview(objectives, look)
    if explain:
        for status in objectives:
            lines += ["", *origins.lines(status, look)]
        lines += ["", f"{requests} requests to sources, {span(waited)} of waiting"]
    return "\n".join(lines)


def _overview(objectives: Sequence[ObjectiveStatus], look: Look) -> Iterator[str]:
    if not objectives:
        yield "  No objective is defined yet: midwatch slo new writes the first."
        return
    ordered = gravest_first(objectives)
    yield from table.render(*overview(ordered, wide=look.width >= WIDE), look)
    yield ""
    yield f"  {summary(objectives)}"
    yield from _reasons(ordered, look)
    if any(map(_is_partial, ordered)):
        yield ""
        yield f"  {look.ink(YOUNG, Ink.FAINT)}"


def gravest_first(objectives: Sequence[ObjectiveStatus]) -> list[ObjectiveStatus]:
    """As they are looked at: by verdict, then by what is left."""
    return sorted(objectives, key=_gravity)


def overview(ordered: Sequence[ObjectiveStatus], *, wide: bool) -> page.Table:
    """One row an objective."""
    return _columns(wide), [_row(status, wide) for status in ordered]


def _gravity(status: ObjectiveStatus) -> tuple[int, float]:
    left = status.budget.value.share_left if isinstance(status.budget, Measured) else 0
    return GRAVEST_FIRST.index(status.verdict), left


def _is_partial(status: ObjectiveStatus) -> bool:
    """Whether a budget is shown that does not rest on the whole period."""
    return not (isinstance(status.budget, NoData) or status.history.complete)


def _columns(wide: bool) -> list[Column]:  # noqa: FBT001 - one of two tables
    return [
        Column(title="verdict"),
        Column(title="objective", shrinks=True),
        *([Column(title="target", right=True)] if wide else []),
        Column(title="SLI", right=True),
        Column(title="budget", right=True),
        Column(title="left", right=True),
        *(Column(title=f"burn {window(w)}", right=True) for w in _WINDOWS[wide]),
        Column(title="gone in", right=True),
    ]


def _row(status: ObjectiveStatus, wide: bool) -> list[Cell]:  # noqa: FBT001 - one of two tables
    multiples = {w.window: w.multiple for w in status.burns}
    partial = "*" if _is_partial(status) else ""
    return [
        Cell(WORDS[status.verdict], INKS[status.verdict]),
        Cell(for_terminal(status.objective.id, 80)),
        *([Cell(f"{status.target.ratio.percent.normalize():f}%")] if wide else []),
        Cell("–" if isinstance(status.sli, NoData) else page.sli(status)),
        *_left(status, partial),
        *(_burn(multiples[w]) for w in _WINDOWS[wide]),
        Cell(gone(status)),
    ]


def _left(status: ObjectiveStatus, partial: str) -> list[Cell]:
    if isinstance(status.budget, NoData):
        return [Cell("–"), Cell("–")]
    budget = status.budget.value
    return [
        Cell(f"{percent(budget.share_left, 0)}{partial}", page.budget_inks(budget)),
        Cell(span(budget.left_time)),
    ]


def _burn(multiple: float | None) -> Cell:
    if multiple is None:
        return Cell("–", (Ink.FAINT,))
    return Cell(burn(multiple), (Ink.CAUTION,) if multiple > 1 else ())


def summary(objectives: Sequence[ObjectiveStatus]) -> str:
    """How many there are of each verdict."""
    tally = Counter(status.verdict for status in objectives)
    parts = [f"{tally[v]} {WORDS[v]}" for v in GRAVEST_FIRST if tally[v]]
    return f"{len(objectives)} objectives: {', '.join(parts)}"


def _reasons(ordered: Sequence[ObjectiveStatus], look: Look) -> Iterator[str]:
    for status, names, sentences in told(ordered):
        if sentences:
            yield ""
            yield from table.wrapped(names, look, inks=INKS[status.verdict])
            for sentence in sentences:
                yield from table.wrapped(sentence, look, indent=4)
