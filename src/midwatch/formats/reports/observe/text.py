"""One screen: a table for many services, a page for one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.reading import Reading, SignalName, Unit
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.domain.slo.standing.status import CURRENT_WINDOW, ObjectiveStatus
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.reports import table
from midwatch.formats.reports.look import Ink, Look
from midwatch.formats.reports.observe import sentences
from midwatch.formats.reports.observe.explain import lines as origins
from midwatch.formats.reports.observe.explain import of_calls, of_own
from midwatch.formats.reports.observe.many import listed, more_commits, shown_changes, unlisted
from midwatch.formats.reports.observe.values import ABSENT, current, spark, value
from midwatch.formats.reports.quantities import burn, percent
from midwatch.formats.reports.table import Cell, Column, wrapped

WORDS = {
    Colour.RED: "RED",
    Colour.YELLOW: "yellow",
    Colour.NO_DATA: "no data",
    Colour.GREEN: "green",
}
INKS = {
    Colour.RED: (Ink.BAD, Ink.STRONG),
    Colour.YELLOW: (Ink.CAUTION,),
    Colour.NO_DATA: (Ink.CAUTION,),
    Colour.GREEN: (Ink.GOOD,),
}
WIDE = 100
"""From this width on the table shows the course of errors too."""
GOLDEN = (SignalName.TRAFFIC, SignalName.ERRORS, SignalName.P50, SignalName.P95, SignalName.P99)


def render(
    seen: Observation, look: Look, *, slo_status: bool = False, explain: bool = False
) -> str:
    """The whole report. `slo_status` lists all objectives too; `explain` adds where each number came from."""
    lines = [look.fold(f"{look.ink('Health', Ink.STRONG)}, {sentences.frame(seen)}", 2), ""]
    if not seen.services:
        lines += ["  No service is described yet: midwatch slo new writes the first."]
    elif len(seen.services) == 1:
        lines += _page(seen.services[0], seen, look)
    else:
        lines += _overview(seen, look)
    if slo_status and len(seen.services) > 1:
        every = [status for health in seen.services for status in health.statuses]
        lines += ["", *table.render(*objectives(every), look)]
    lines += _custom(seen, look)
    lines += _causes(seen, look)
    for sentence in sentences.not_known(seen):
        lines += ["", *wrapped(sentence, look, indent=2)]
    lines += _explained(seen, look) if explain else ()
    return "\n".join(lines)


def _explained(seen: Observation, look: Look) -> Iterator[str]:
    for health in listed(seen).services:
        yield from ("", *origins(health, look))
    if seen.custom:
        yield from ("", *of_own(seen.custom, look))
    if seen.calls:
        yield from ("", *of_calls(seen, look))


def _overview(seen: Observation, look: Look) -> Iterator[str]:
    wide, shown = look.width >= WIDE, listed(seen)
    if shown.services:
        yield from table.render(*overview(shown, wide=wide), look)
        yield ""
    tally = Counter(health.colour for health in seen.services)
    parts = [f"{tally[each]:,} {WORDS[each]}" for each in Colour if tally[each]]
    yield f"  {len(seen.services):,} services: {', '.join(parts)}"
    if (rest := unlisted(seen)) is not None:
        yield from wrapped(rest, look, inks=(Ink.FAINT,))
    yield from _failures(seen, look)
    everybody = sentences.all_begin(seen)
    for health in shown.services:
        sentences_of = list(told(health, seen, everybody))
        if sentences_of:
            yield ""
            yield f"  {look.ink(for_terminal(health.service.name, 80), Ink.STRONG)}"
            for sentence in sentences_of:
                yield from wrapped(sentence, look, indent=4)


Table = tuple[Sequence[Column], Sequence[Sequence[Cell]]]


def overview(seen: Observation, *, wide: bool = True) -> Table:
    """A row for each service; `wide`: with the course of its errors."""
    return _columns(wide), [_row(each, wide) for each in seen.services]


def signals(health: ServiceHealth) -> Table:
    """A row for each signal that was measured."""
    shown = [each for each in health.readings if isinstance(each.current, Measured)]
    return _SIGNAL_COLUMNS, [_signal(each) for each in shown]


def objectives(statuses: Sequence[ObjectiveStatus]) -> Table:
    """A row for each objective."""
    return _OBJECTIVE_COLUMNS, [_objective(each) for each in statuses]


def _columns(wide: bool) -> list[Column]:  # noqa: FBT001 - one of two tables
    return [
        Column(title="state"),
        Column(title="service", shrinks=True),
        Column(title="requests", right=True),
        Column(title="errors", right=True),
        *([Column(title="their course")] if wide else []),
        Column(title="P95", right=True),
        Column(title="burn 1h", right=True),
        Column(title="budget", right=True),
    ]


def _row(health: ServiceHealth, wide: bool) -> list[Cell]:  # noqa: FBT001 - one of two tables
    errors = health.reading(SignalName.ERRORS.value)
    return [
        Cell(WORDS[health.colour], INKS[health.colour]),
        Cell(for_terminal(health.service.name, 80)),
        Cell(current(health.reading(SignalName.TRAFFIC.value))),
        Cell(current(errors), _beyond(errors)),
        *([Cell(spark(errors.track, 20) if errors else "", (Ink.FAINT,))] if wide else []),
        Cell(
            current(health.reading(SignalName.P95.value)),
            _beyond(health.reading(SignalName.P95.value)),
        ),
        _fastest(health.statuses),
        _least(health.statuses),
    ]


def _beyond(reading: Reading | None) -> tuple[Ink, ...]:
    return (Ink.BAD,) if reading is not None and reading.beyond_goal else ()


def _fastest(statuses: Sequence[ObjectiveStatus]) -> Cell:
    rates = [
        w.multiple
        for s in statuses
        for w in s.burns
        if w.window == CURRENT_WINDOW and w.multiple is not None
    ]
    if not rates:
        return Cell(ABSENT, (Ink.FAINT,))
    return Cell(burn(max(rates)), (Ink.CAUTION,) if max(rates) > 1 else ())


def _least(statuses: Sequence[ObjectiveStatus]) -> Cell:
    left = [s.budget.value.share_left for s in statuses if isinstance(s.budget, Measured)]
    if not left:
        return Cell(ABSENT, (Ink.FAINT,))
    least = min(left)
    return Cell(percent(least, 0), (Ink.BAD,) if least <= 0 else ())


def _failures(seen: Observation, look: Look) -> Iterator[str]:
    """What sources did not answer, each reason once."""
    why = {
        reason.why
        for health in seen.services
        for reason in health.reasons
        if reason.kind is ReasonKind.NO_ANSWER
    } | {
        reading.past_failed.reason
        for health in seen.services
        for reading in health.readings
        if reading.past_failed is not None
    }
    why |= {
        hours.shares.reason
        for health in seen.services
        for hours in health.worst_hours
        if isinstance(hours.shares, NoData) and hours.shares.source_failed
    }
    for each in sorted(why):
        yield ""
        yield from wrapped(f"not answered: {for_terminal(each)}", look, inks=(Ink.CAUTION,))


def told(health: ServiceHealth, seen: Observation, everybody: datetime | None) -> Iterator[str]:
    """Why a service is as it is, what departed, and what was changed, in sentences.

    `everybody`: when the telemetry of all services began, which is said once elsewhere.
    """
    at = seen.range.end
    for reason in health.reasons:
        if reason.kind is not ReasonKind.NO_ANSWER:
            yield sentences.reason(reason, at)
    yield from (sentences.fast_burn(each) for each in health.fast_burns)
    traffic_told = {r.anomaly for r in health.reasons if r.anomaly is not None}
    units = {reading.name: reading.unit for reading in health.readings}
    for anomaly in health.anomalies:
        if anomaly not in traffic_told:
            yield sentences.anomaly(anomaly, units.get(anomaly.signal.name, Unit.RATIO), at)
    for change in shown_changes(health):
        yield sentences.change(change, at)
    if (more := more_commits(health)) is not None:
        yield more
    yield from sentences.without_course(health, seen.step)
    begun = sentences.begun(health, everybody, at)
    if begun is not None:
        yield begun


def _page(health: ServiceHealth, seen: Observation, look: Look) -> Iterator[str]:
    name = look.ink(for_terminal(health.service.name), Ink.STRONG)
    yield f"{name}  {look.ink(WORDS[health.colour], *INKS[health.colour])}"
    for sentence in told(health, seen, sentences.all_begin(seen)):
        yield from wrapped(sentence, look)
    caveat = sentences.caveat(health)
    if caveat:
        yield from wrapped(caveat, look, inks=(Ink.FAINT,))
    yield ""
    columns, rows = signals(health)
    if rows:
        yield from table.render(columns, rows, look)
    yield from _absent(health, look)
    yield from _failures(seen, look)
    yield ""
    yield from table.render(*objectives(health.statuses), look)
    links = (("Runbook", health.service.runbook), ("Dashboard", health.service.dashboard))
    shown_links = [f"  {label:10} {for_terminal(link)}" for label, link in links if link]
    if shown_links:
        yield ""
        yield from shown_links


def _absent(health: ServiceHealth, look: Look) -> Iterator[str]:
    """Golden signals of which there is nothing: that says something; others are shown where the service has them."""
    golden = {name.value for name in GOLDEN}
    absent = [r.name for r in health.readings if r.name in golden and isinstance(r.current, NoData)]
    if absent:
        words = f"no data: {', '.join(absent)} (`--explain` says why)"
        yield from wrapped(words, look, inks=(Ink.FAINT,))


_SIGNAL_COLUMNS = [
    Column(title="signal"),
    Column(title="now", right=True),
    Column(title="target", right=True),
    Column(title="headroom", right=True),
    Column(title="usual", right=True),
    Column(title="course"),
]
_OWN_COLUMNS = [
    Column(title="state"),
    Column(title="signal", shrinks=True),
    Column(title="now", right=True),
    Column(title="target", right=True),
    Column(title="headroom", right=True),
    Column(title="course"),
]
_OBJECTIVE_COLUMNS = [
    Column(title="objective", shrinks=True),
    Column(title="target", right=True),
    Column(title="SLI", right=True),
    Column(title="budget", right=True),
    Column(title="burn 1h", right=True),
]


def _signal(reading: Reading) -> list[Cell]:
    goal = reading.goal
    return [
        Cell(for_terminal(reading.name, 40)),
        Cell(current(reading), _beyond(reading)),
        Cell(f"≤ {value(goal.limit, reading.unit)}" if goal else ""),
        Cell(_headroom(reading), _beyond(reading)),
        Cell(_usual(reading)),
        Cell(spark(reading.track), (Ink.FAINT,)),
    ]


def _headroom(reading: Reading) -> str:
    if reading.headroom is None:
        return "none" if reading.beyond_goal else ""
    return percent(reading.headroom, 0) if reading.headroom >= 0 else "none"


def _usual(reading: Reading) -> str:
    if reading.judgement is None or isinstance(reading.judgement.baseline, NoData):
        return ""
    return value(reading.judgement.baseline.level, reading.unit)


def _objective(status: ObjectiveStatus) -> list[Cell]:
    sli = ABSENT if isinstance(status.sli, NoData) else percent(status.sli.value, 3)
    return [
        Cell(for_terminal(status.objective.id, 80)),
        Cell(f"{status.target.ratio.percent.normalize():f}%"),
        Cell(sli),
        _least([status]),
        _fastest([status]),
    ]


def own_signals(owns: Sequence[OwnSignal]) -> Table:
    """A row for each signal of a person's own."""
    return _OWN_COLUMNS, [_own(each) for each in owns]


def _own(own: OwnSignal) -> list[Cell]:
    name, now, target, headroom, _, course = _signal(own.reading)
    return [Cell(WORDS[own.colour], INKS[own.colour]), name, now, target, headroom, course]


def own_told(own: OwnSignal, at: datetime) -> Iterator[str]:
    """What speaks against a signal of a person's own, and why there is none."""
    for reason in own.reasons:
        yield sentences.reason(reason, at)
    absent = own.reading.current
    if isinstance(absent, NoData) and not own.reasons:
        yield f"{for_terminal(own.reading.name, 60)}: {for_terminal(absent.reason)}"


def _custom(seen: Observation, look: Look) -> Iterator[str]:
    if not seen.custom:
        return
    yield ""
    yield from table.render(*own_signals(seen.custom), look)
    for own in seen.custom:
        for sentence in own_told(own, seen.range.end):
            yield from wrapped(sentence, look)


def _causes(seen: Observation, look: Look) -> Iterator[str]:
    if seen.causes is None:
        return
    yield ""
    yield f"  {look.ink('What may be behind it', Ink.STRONG)}"
    for sentence in sentences.causes(seen.causes, seen.range.end):
        yield from wrapped(sentence, look, indent=4)
