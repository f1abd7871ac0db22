"""The page for Monday: states, budgets, what changed and what to do first, ready to paste."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.health.fast_burn import FastBurn
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.reading import Reading, SignalName, Unit
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, Reason, ReasonKind
from midwatch.domain.slo.standing.status import CURRENT_WINDOW, ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.reports.observe import sentences
from midwatch.formats.reports.observe.many import listed, more_commits, shown_changes, unlisted
from midwatch.formats.reports.observe.values import ABSENT, current, stretch, value
from midwatch.formats.reports.quantities import burn, change, percent

MOST_ACTIONS = 5
"""Actions at the top: more are a list that nobody works off."""
LEFT_TO_WRITE_UPS = 2
"""Of these, left to incidents that are over, however many budgets they left low."""
_DO: dict[ReasonKind, str] = {
    ReasonKind.PAGE_BURN: "find what burns {about} now",
    ReasonKind.OVER_OPTION: "bring {about} of {service} below its threshold",
    ReasonKind.BURNING: "find what spends the budget of {about} faster than it grows back",
    ReasonKind.BUDGET_SPENT: "{service}: hold changes that are not about reliability; the budget of {about} is spent",
    ReasonKind.LITTLE_LEFT: "{service}: slow down; little of the budget of {about} is left",
    ReasonKind.SATURATED: "give {service} more room: {about} is above 80%",
    ReasonKind.DUE_SOON: "give {service} more room: {about} is full within a day",
    ReasonKind.TRAFFIC_OFF: "find out why the traffic of {service} left its usual level",
    ReasonKind.DOWN: "find out why the probe of {service} failed",
    ReasonKind.LIMIT_UNTOLD: "make {service} tell what {about} is held against",
    ReasonKind.STOPPED: "find out why {service} tells no more of {about}",
    ReasonKind.NO_ANSWER: "make the source of {service} answer: `midwatch doctor`",
}
_OWN_DO: dict[ReasonKind, str] = {
    ReasonKind.SATURATED: "make more room: {about} is above 80%",
    ReasonKind.NO_ANSWER: "make the source of {about} answer: `midwatch doctor`",
}
"""Signals of a person's own have no other reasons: a share that is full, and no answer."""


def render(seen: Observation) -> str:
    """The page, GitHub-flavoured."""
    return "\n".join(_lines(seen)) + "\n"


def _lines(seen: Observation) -> Iterator[str]:
    yield f"# Health, {seen.range.end:%Y-%m-%d}"
    yield ""
    yield for_markdown(f"{sentences.frame(seen)}.")
    shown, rest = listed(seen), unlisted(seen)
    yield from _actions(seen)
    yield from _services(shown.services)
    if rest is not None:
        yield from ("", for_markdown(f"{len(seen.services):,} services; ") + for_markdown(rest))
    yield from _trends(shown)
    yield from _budgets([status for health in shown.services for status in health.statuses])
    yield from _custom(seen.custom)
    yield from _section("What burned faster than a page allows", _fast_burns(seen))
    yield from _section("What left its usual level", _anomalies(shown))
    yield from _section("What was changed", _changes(shown))
    yield from _section("Not known", [for_markdown(each) for each in sentences.not_known(seen)])
    if seen.causes is not None:
        yield from _section(
            "What may be behind the gravest trouble",
            [
                for_markdown(" ".join(each.split()))
                for each in sentences.causes(seen.causes, seen.range.end)
            ],
        )


def _actions(seen: Observation) -> Iterator[str]:
    found = [
        (list(Colour).index(reason.colour), _action(health, reason))
        for health in seen.services
        for reason in health.reasons
    ]
    found += [
        (
            list(Colour).index(reason.colour),
            _OWN_DO[reason.kind].format(about=for_markdown(reason.about, 80)),
        )
        for own in seen.custom
        for reason in own.reasons
    ]
    urgent = [text for _, text in sorted(found, key=lambda pair: pair[0])]
    now, over = list(dict.fromkeys(urgent)), list(_write_ups(seen))
    actions = [*now[: MOST_ACTIONS - min(len(over), LEFT_TO_WRITE_UPS)], *over]
    left = len(now) + len(over) - MOST_ACTIONS
    more = [f"and {left} more, below"] if left > 0 else []
    listing = [*actions[:MOST_ACTIONS], *more]
    yield from _section("To do first", listing or ["nothing: all is well"])


def _action(health: ServiceHealth, reason: Reason) -> str:
    about, service = for_markdown(reason.about, 80), for_markdown(health.service.name, 80)
    return _DO[reason.kind].format(about=about, service=service) + _owner(health)


def _owner(health: ServiceHealth) -> str:
    return f" ({for_markdown(health.service.owner, 60)})" if health.service.owner else ""


def _write_ups(seen: Observation) -> Iterator[str]:
    """Incidents that are over, the first one first: whatever burned at the same time is one."""
    over = sorted(
        ((burned, health) for health in seen.services for burned in _ended(health, seen.range.end)),
        key=lambda pair: pair[0].span.start,
    )
    while over:
        span = over[0][0].span
        for burned, _ in over:
            if burned.span.start < span.end:
                span = TimeRange(span.start, max(span.end, burned.span.end))
        together = [pair for pair in over if pair[0].span.start < span.end]
        over = over[len(together) :]
        names = ", ".join(for_markdown(burned.objective.id, 80) for burned, _ in together)
        owners = "".join(dict.fromkeys(_owner(health) for _, health in together))
        yield f"write up what burned {names} on {stretch(span)}{owners}"


def _ended(health: ServiceHealth, at: datetime) -> Iterator[FastBurn]:
    """What burned, is over, and is nobody's maintenance."""
    now = {reason.about for reason in health.reasons if reason.kind is ReasonKind.PAGE_BURN}
    for burned in health.fast_burns:
        burns_now = burned.span.end >= at and burned.objective.id in now
        if not burned.corrected and not burns_now:
            yield burned


def _services(services: Sequence[ServiceHealth]) -> Iterator[str]:
    if not services:
        return
    yield from ("", "## Services", "")
    yield "| state | service | requests | errors | P50 | P95 | P99 |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    names = (SignalName.TRAFFIC, SignalName.ERRORS, SignalName.P50, SignalName.P95, SignalName.P99)
    for health in services:
        cells = [current(health.reading(name.value)) for name in names]
        name = for_markdown(health.service.name, 80)
        yield f"| {health.colour.value} | {name} | {' | '.join(cells)} |"


_TREND_NAMES = (SignalName.TRAFFIC, SignalName.ERRORS, SignalName.SLOW)


def _trends(seen: Observation) -> Iterator[str]:
    """Traffic and what went wrong beside the ranges before, and what fills up."""
    full = [line for health in seen.services for line in _filling(health, seen.range.end)]
    before = sentences.ranges_before(seen)
    if not (before and seen.services) and not full:
        return
    yield from ("", "## Trends", "")
    if before and seen.services:
        yield f"Before: the mean over {before}, where they are known."
        yield ""
        yield "| service | requests | before | change | errors | before | slow | before |"
        yield "|---|--:|--:|--:|--:|--:|--:|--:|"
        yield from (_trend(health) for health in seen.services)
    if full:
        yield ""
        yield from (f"- {line}" for line in full)


def _trend(health: ServiceHealth) -> str:
    traffic, errors, slow = (health.reading(name.value) for name in _TREND_NAMES)
    cells = (
        for_markdown(health.service.name, 80),
        *(current(traffic), _before(traffic), _change(traffic)),
        *(current(errors), _before(errors)),
        *(current(slow), _before(slow)),
    )
    return f"| {' | '.join(cells)} |"


def _before(reading: Reading | None) -> str:
    if reading is None or reading.mean_before is None:
        return ABSENT
    return value(reading.mean_before, reading.unit)


def _change(reading: Reading | None) -> str:
    if reading is None or isinstance(reading.current, NoData) or not reading.mean_before:
        return ABSENT
    return change(reading.current.value / reading.mean_before - 1)


def _filling(health: ServiceHealth, at: datetime) -> Iterator[str]:
    """What is a share of something: when it is full, or that it is not expected to be."""
    name = for_markdown(health.service.name, 80)
    for due in health.due:
        if isinstance(due.reach, NoData):
            now = current(health.reading(due.signal))
            told = f"{due.signal} {now}: {due.reach.reason}"
        else:
            told = sentences.reaches(due.signal, due.reach, at)
        yield f"{name}: {for_markdown(told)}"


def _budgets(statuses: Sequence[ObjectiveStatus]) -> Iterator[str]:
    if not statuses:
        return
    yield from ("", "## Budgets", "")
    yield "| objective | target | SLI | budget left | burn 1h | verdict |"
    yield "|---|--:|--:|--:|--:|---|"
    for status in statuses:
        sli = ABSENT if isinstance(status.sli, NoData) else percent(status.sli.value, 3)
        budget = status.budget
        left = percent(budget.value.share_left, 0) if isinstance(budget, Measured) else ABSENT
        hour = next((w.multiple for w in status.burns if w.window == CURRENT_WINDOW), None)
        cells = (
            for_markdown(status.objective.id, 80),
            f"{status.target.ratio.percent.normalize():f}%",
            sli,
            left,
            ABSENT if hour is None else burn(hour),
            status.verdict.value,
        )
        yield f"| {' | '.join(cells)} |"


def _anomalies(seen: Observation) -> list[str]:
    told = []
    for health in seen.services:
        units = {reading.name: reading.unit for reading in health.readings}
        for one in health.anomalies:
            unit = units.get(one.signal.name, Unit.RATIO)
            sentence = sentences.anomaly(one, unit, seen.range.end)
            told.append(f"{for_markdown(health.service.name, 80)}: {for_markdown(sentence)}")
    return told


def _custom(owns: Sequence[OwnSignal]) -> Iterator[str]:
    if not owns:
        return
    yield from ("", "## Your own signals", "")
    yield "| state | signal | now | target |"
    yield "|---|---|--:|--:|"
    for own in owns:
        goal = own.reading.goal
        target = f"≤ {value(goal.limit, own.reading.unit)}" if goal else ABSENT
        name = for_markdown(own.reading.name, 80)
        yield f"| {own.colour.value} | {name} | {current(own.reading)} | {target} |"


def _fast_burns(seen: Observation) -> list[str]:
    burned = sorted(
        (one for health in seen.services for one in health.fast_burns),
        key=lambda one: one.span.start,
    )
    return [for_markdown(sentences.fast_burn(one)) for one in burned]


def _changes(seen: Observation) -> list[str]:
    told: list[str] = []
    for health in seen.services:
        name = for_markdown(health.service.name, 80)
        made = [sentences.change(each, seen.range.end) for each in shown_changes(health)]
        if (more := more_commits(health)) is not None:
            made.append(more)
        told += [f"{name}: {for_markdown(each)}" for each in made]
    return told


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"## {title}", "")
        yield from (f"- {item}" for item in items)
