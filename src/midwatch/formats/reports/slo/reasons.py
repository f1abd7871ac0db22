"""Why a verdict is what it is, in sentences with their numbers."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.freeze import FreezePolicy, Verdict, VerdictReason
from midwatch.domain.slo.period import CalendarPeriod
from midwatch.domain.slo.standing.conditions import AlertCondition
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.projection import Projection
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports.look import Ink
from midwatch.formats.reports.quantities import burn, count, percent, span, window

INKS = {
    Verdict.SHIP: (Ink.GOOD,),
    Verdict.SLOW: (Ink.CAUTION,),
    Verdict.FREEZE: (Ink.BAD, Ink.STRONG),
    Verdict.NO_DATA: (Ink.CAUTION,),
}
WORDS = {
    Verdict.SHIP: "ship",
    Verdict.SLOW: "slow",
    Verdict.FREEZE: "FREEZE",
    Verdict.NO_DATA: "no data",
}
_NAMED = 3
"""Objectives that are named where a source fails them all; the table has the others."""


def told(objectives: Sequence[ObjectiveStatus]) -> Iterator[tuple[ObjectiveStatus, str, list[str]]]:
    """What there is to say: an objective, its name, and a sentence for each reason.

    Where a source fails several objectives for the same reason, it is said once, with their names.
    """
    groups: dict[tuple[str, ...], list[ObjectiveStatus]] = {}
    for status in objectives:
        key = tuple(why(status)) if status.source_failed else (status.objective.id,)
        groups.setdefault(key, []).append(status)
    for members in groups.values():
        yield members[0], _names(members), list(why(members[0]))


def _names(objectives: Sequence[ObjectiveStatus]) -> str:
    names = [for_terminal(status.objective.id, 80) for status in objectives]
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def why(status: ObjectiveStatus) -> Iterator[str]:
    """A sentence for each reason, the gravest first; none where all is well."""
    for reason in status.reasons:
        match reason:
            case VerdictReason.NO_DATA:
                yield no_data(status)
            case VerdictReason.PAGE_CONDITION:
                yield from (paging(c) for c in status.holding(AlertSeverity.PAGE))
            case VerdictReason.BUDGET_SPENT:
                yield left(status)
                yield from went(status.exhaustion)
            case VerdictReason.LITTLE_LEFT:
                yield left(status)
            case VerdictReason.ENDS_INSIDE_PERIOD:
                yield ending(status)
            case VerdictReason.WITHIN_BUDGET:
                pass
    yield from (ticketing(c) for c in status.holding(AlertSeverity.TICKET))


def no_data(status: ObjectiveStatus) -> str:
    """What is absent, and whether a source is to blame."""
    answers = [status.budget, *(w.burn for w in status.burns)]
    absent = [answer for answer in answers if isinstance(answer, NoData)]
    gravest = next((a for a in absent if a.source_failed), absent[0] if absent else None)
    if gravest is None:
        return "no data"
    cause = "the source failed: " if gravest.source_failed else ""
    return f"no data: {cause}{for_terminal(gravest.reason)}"


def paging(condition: AlertCondition) -> str:
    """Which page condition holds, with both burn rates."""
    return f"a page condition holds: {burning(condition)}"


def ticketing(condition: AlertCondition) -> str:
    """Which ticket condition holds, with both burn rates."""
    return f"a ticket condition holds: {burning(condition)}"


def burning(condition: AlertCondition) -> str:
    """Both windows' burn rates against the rate that alerts."""
    rate = burn(condition.window.burn_rate)
    shown = [
        f"{burn(w.multiple or 0)} over {window(w.window)}"
        for w in dict.fromkeys((condition.long, condition.short))
    ]
    return f"{' and '.join(shown)}, above {rate}"


def left(status: ObjectiveStatus) -> str:
    """How much budget is left, or by how much it is overspent."""
    if isinstance(status.budget, NoData):
        return no_data(status)
    budget = status.budget.value
    unit = budget.unit.value
    if budget.left <= 0:
        return (
            f"the budget is spent: {count(budget.spent)} bad {unit} of {count(budget.allowed)} "
            f"allowed ({percent(budget.share_spent, 0)})"
        )
    return f"{percent(budget.share_left)} of the budget is left"


def went(exhaustion: Exhaustion | None) -> Iterator[str]:
    """When a spent budget went, and when it is back; or why the steps of the period cannot tell."""
    if exhaustion is None:
        return
    since, back = exhaustion.spent_at, exhaustion.back_at
    if isinstance(since, datetime):
        yield f"it was used up by {minute(since)}"
    if isinstance(back, datetime):
        yield f"without further failures it is back at {minute(back)}"
    open_: dict[str, list[str]] = {}
    for question, moment in (("when it was used up", since), ("when it is back", back)):
        if isinstance(moment, NoData):
            open_.setdefault(for_terminal(moment.reason), []).append(question)
    for reason, questions in open_.items():
        yield f"{' and '.join(questions)} is not known: {reason}"


def minute(moment: datetime) -> str:
    """A moment, to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def ending(status: ObjectiveStatus) -> str:
    """When the budget ends at the burn of the last day, and what that is too early for."""
    recent = status.recent
    if not isinstance(recent, Projection) or not recent.gone_after:
        return left(status)
    period = status.objective.period
    before = (
        f"before the {period.unit.value} does"
        if isinstance(period, CalendarPeriod)
        else "before it has renewed"
    )
    return (
        f"at {burn(recent.burn.multiple)} (last {window(recent.window)}) the budget ends {before}: "
        f"in {span(recent.gone_after)}"
    )


def gone(status: ObjectiveStatus) -> str:
    """When the budget is gone at the burn that is happening, in a few characters."""
    if isinstance(status.budget, Measured) and status.budget.value.left <= 0:
        return "gone"
    current = status.current
    if isinstance(current, NoData) or not current.ends_inside_period or not current.gone_after:
        return "–"
    return span(current.gone_after)


def exempt_kinds(policy: FreezePolicy) -> str:
    """The kinds of change that pass a freeze, as a list in words."""
    kinds = [for_terminal(kind, 60) for kind in policy.exempt]
    return (
        " and ".join(part for part in (", ".join(kinds[:-1]), kinds[-1]) if part) if kinds else ""
    )
