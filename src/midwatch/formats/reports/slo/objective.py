"""One objective on one page: what burns, how much is left, when it is gone, what that means."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.budget import ErrorBudget
from midwatch.domain.slo.freeze import Verdict
from midwatch.domain.slo.period import CalendarPeriod
from midwatch.domain.slo.standing.conditions import AlertCondition
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports import table
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.quantities import burn, count, percent, span, window
from midwatch.formats.reports.slo.reasons import INKS, WORDS, minute, why
from midwatch.formats.reports.table import Cell, Column, wrapped

LABEL = 14
"""Columns that the labels at the left take."""
BAR = 30
_LITTLE = 0.25

Table = tuple[list[Column], list[list[Cell]]]
"""Headings and rows."""


def lines(status: ObjectiveStatus, look: Look) -> Iterator[str]:
    """The page, line by line."""
    name = look.ink(for_terminal(status.objective.id), Ink.STRONG)
    yield f"{name}  {look.ink(WORDS[status.verdict], *INKS[status.verdict])}"
    inks = () if status.verdict is Verdict.SHIP else INKS[status.verdict][:1]
    if status.objective.description:
        yield from wrapped(for_terminal(status.objective.description), look, inks=(Ink.FAINT,))
    for sentence in why(status):
        yield from wrapped(sentence, look, inks=inks)
    yield ""
    for label, text in facts(status, look):
        yield f"  {label:{LABEL}}{text}"
    yield ""
    yield from table.render(*burns(status), look)
    yield ""
    yield from table.render(*alerts(status.conditions), look)


def facts(status: ObjectiveStatus, look: Look) -> Iterator[tuple[str, str]]:
    """What is known, by name; a line without a name is a picture of the one before it."""
    yield "Target", f"{status.target.ratio.percent.normalize():f}% over {period_name(status)}"
    yield "Indicator", _indicator(status)
    if isinstance(status.budget, Measured):
        yield from _budget(status.budget.value, look)
        yield "Gone", _current(status)
    yield "History", _history(status)
    yield from _notes(status)
    for label, text in (
        ("Owner", status.service.owner),
        ("Runbook", status.service.runbook),
        ("Dashboard", status.service.dashboard),
    ):
        if text:
            yield label, for_terminal(text)


def period_name(status: ObjectiveStatus) -> str:
    """The period in words: a rolling length, or a calendar unit with its dates."""
    period = status.objective.period
    if not isinstance(period, CalendarPeriod):
        return f"{window(period.length)}, rolling"
    first, last = (
        moment.astimezone(period.zone) for moment in (status.period.start, status.period.end)
    )
    dates = f"{first:%Y-%m-%d} to {last - timedelta(seconds=1):%Y-%m-%d}"
    return f"the {period.unit.value} {dates} ({period.zone.key})"


def _indicator(status: ObjectiveStatus) -> str:
    if isinstance(status.sli, NoData) or isinstance(status.counts, NoData):
        return "no data"
    counts, unit = status.counts.value, status.observed.unit.value
    return f"{sli(status)}  {count(counts.bad)} bad of {count(counts.valid)} {unit}"


def sli(status: ObjectiveStatus) -> str:
    """The indicator with two digits more than its target has."""
    if isinstance(status.sli, NoData):
        return "no data"
    exponent = status.target.ratio.percent.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return percent(status.sli.value, digits + 2)


def _budget(budget: ErrorBudget, look: Look) -> Iterator[tuple[str, str]]:
    unit, time_left = budget.unit.value, span(budget.left_time)
    inks = budget_inks(budget)
    share = look.ink(percent(budget.share_left), *inks)
    yield (
        "Budget left",
        (
            f"{share}  {time_left} of {span(budget.allowed_time)}  "
            f"{count(budget.left)} of {count(budget.allowed)} {unit}"
        ),
    )
    filled = round(BAR * min(max(budget.share_left, 0), 1))
    yield "", look.ink("█" * filled, *inks) + look.ink("░" * (BAR - filled), Ink.FAINT)


def budget_inks(budget: ErrorBudget) -> tuple[Ink, ...]:
    """Red where nothing is left, yellow where little is."""
    if budget.share_left <= 0:
        return (Ink.BAD, Ink.STRONG)
    return (Ink.CAUTION,) if budget.share_left < _LITTLE else (Ink.GOOD,)


def _current(status: ObjectiveStatus) -> str:
    current = status.current
    if isinstance(current, NoData):
        return f"not projected: {for_terminal(current.reason, 100)}"
    last = f"last {window(current.window)}"
    if current.gone_after == timedelta(0):
        since = status.exhaustion.spent_at if status.exhaustion else None
        return f"by {minute(since)}" if isinstance(since, datetime) else "already"
    if current.gone_after is None:
        return f"not at this rate: nothing burnt in the {last}"
    rate = f"at {burn(current.burn.multiple)} ({last})"
    if not current.ends_inside_period:
        return f"not in this period {rate}"
    return f"in {span(current.gone_after)} {rate}: {_moment(status.at, current.gone_after)}"


def _moment(at: datetime, after: timedelta) -> str:
    moment = at + after
    return f"{moment:%H:%M} UTC" if moment.date() == at.date() else f"{moment:%Y-%m-%d %H:%M} UTC"


def _history(status: ObjectiveStatus) -> str:
    history = status.history
    wanted = span(history.wanted)
    if history.covered is None:
        absent = isinstance(status.sli, NoData) and not status.source_failed
        return f"none found in {wanted}" if absent else f"unknown: wanted are {wanted}"
    if history.complete:
        return f"complete: {wanted}"
    since = status.at - history.covered
    days = timedelta(days=1)
    if history.wanted < 2 * days:
        covered = f"{span(history.covered)} of {wanted}"
    else:
        covered = f"{-(-history.covered // days)} of {-(-history.wanted // days)} days"
    return f"{covered}: telemetry begins about {since:%Y-%m-%d %H:%M} UTC"


def _notes(status: ObjectiveStatus) -> Iterator[tuple[str, str]]:
    excluded = status.observed.excluded
    if excluded:
        length = span(sum((part.length for part in excluded), start=timedelta(0)))
        plural = "span" if len(excluded) == 1 else "spans"
        yield "Left out", f"{length} in {len(excluded)} {plural}, by corrections"
    if isinstance(status.counts, Measured) and status.counts.value.lost_at_birth > 0:
        lost = count(status.counts.value.lost_at_birth)
        yield "Not counted", f"about {lost} bad events at the birth of new series"
    if status.observed.missing_slices:
        policy = status.objective.missing.value
        yield "Missing", f"{count(status.observed.missing_slices)} slices (policy: {policy})"


def burns(status: ObjectiveStatus) -> Table:
    """How fast each window burns."""
    columns = [Column(title="")] + [
        Column(title=window(w.window), right=True) for w in status.burns
    ]
    rates = [Cell("Burn rate"), *(_rate(w.multiple) for w in status.burns)]
    bad = [Cell("Bad events")] + [
        Cell(count(w.bad_events) if w.multiple is not None else "–") for w in status.burns
    ]
    return columns, [rates, bad]


def _rate(multiple: float | None) -> Cell:
    if multiple is None:
        return Cell("–", (Ink.FAINT,))
    return Cell(burn(multiple), (Ink.CAUTION,) if multiple > 1 else ())


def alerts(conditions: Sequence[AlertCondition]) -> Table:
    """Every alert of the policy, and how it stands."""
    columns = [
        Column(title="Alert"),
        Column(title="now"),
        Column(title="above", right=True),
        Column(title="long", right=True),
        Column(title="short", right=True),
        Column(title="", shrinks=True),
    ]
    return columns, [_alert(condition) for condition in conditions]


def _alert(condition: AlertCondition) -> list[Cell]:
    inks = (Ink.BAD, Ink.STRONG) if condition.holds else ()
    state = "HOLDS" if condition.holds else "quiet" if _known(condition) else "no data"
    return [
        Cell(condition.window.severity.value, inks),
        Cell(state, inks),
        Cell(burn(condition.window.burn_rate)),
        *(
            Cell(f"{window(w.window)} {'–' if w.multiple is None else burn(w.multiple)}")
            for w in (condition.long, condition.short)
        ),
        Cell(_held_back(condition), (Ink.FAINT,)),
    ]


def _known(condition: AlertCondition) -> bool:
    return None not in (condition.long.multiple, condition.short.multiple)


def _held_back(condition: AlertCondition) -> str:
    if not condition.burns:
        return ""
    if not condition.old_enough and condition.telemetry is not None:
        return f"young: there are {span(condition.telemetry)} of telemetry"
    if condition.enough_events:
        return ""
    needed = condition.minimum_bad_events
    return f"low traffic: {count(condition.long.bad_events)} bad, needs {needed}"
