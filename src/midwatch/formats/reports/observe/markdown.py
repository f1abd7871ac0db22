"""The page for Monday: states, budgets, what changed and what to do first, ready to paste."""

from collections.abc import Iterator, Sequence

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.reading import SignalName, Unit
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, Reason, ReasonKind
from midwatch.domain.slo.standing.status import CURRENT_WINDOW, ObjectiveStatus
from midwatch.domain.untrusted import for_markdown
from midwatch.formats.reports.observe import sentences
from midwatch.formats.reports.observe.many import listed, unlisted
from midwatch.formats.reports.observe.values import ABSENT, current
from midwatch.formats.reports.quantities import burn, percent

MOST_ACTIONS = 5
"""Actions at the top: more are a list that nobody works off."""
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


def render(seen: Observation) -> str:
    """The page, GitHub-flavoured."""
    return "\n".join(_lines(seen)) + "\n"


def _lines(seen: Observation) -> Iterator[str]:
    yield f"# Health, {seen.range.end:%Y-%m-%d}"
    yield ""
    yield for_markdown(f"{sentences.frame(seen)}.")
    yield from _actions(seen.services)
    shown, rest = listed(seen), unlisted(seen)
    yield from _services(shown.services)
    if rest is not None:
        yield from ("", for_markdown(f"{len(seen.services):,} services; ") + for_markdown(rest))
    yield from _budgets([status for health in shown.services for status in health.statuses])
    yield from _section("What left its usual level", _anomalies(shown))
    yield from _section("What was changed", _changes(shown))
    if seen.causes is not None:
        yield from _section(
            "What may be behind the gravest trouble",
            [
                for_markdown(" ".join(each.split()))
                for each in sentences.causes(seen.causes, seen.range.end)
            ],
        )


def _actions(services: Sequence[ServiceHealth]) -> Iterator[str]:
    found = [
        (list(Colour).index(reason.colour), _action(health, reason))
        for health in services
        for reason in health.reasons
    ]
    actions = list(dict.fromkeys(text for _, text in sorted(found, key=lambda pair: pair[0])))
    yield from _section("To do first", actions[:MOST_ACTIONS] or ["nothing: all is well"])


def _action(health: ServiceHealth, reason: Reason) -> str:
    about, service = for_markdown(reason.about, 80), for_markdown(health.service.name, 80)
    owner = f" ({for_markdown(health.service.owner, 60)})" if health.service.owner else ""
    return _DO[reason.kind].format(about=about, service=service) + owner


def _services(services: Sequence[ServiceHealth]) -> Iterator[str]:
    yield from ("", "## Services", "")
    yield "| state | service | requests | errors | P50 | P95 | P99 |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    names = (SignalName.TRAFFIC, SignalName.ERRORS, SignalName.P50, SignalName.P95, SignalName.P99)
    for health in services:
        cells = [current(health.reading(name.value)) for name in names]
        name = for_markdown(health.service.name, 80)
        yield f"| {health.colour.value} | {name} | {' | '.join(cells)} |"


def _budgets(statuses: Sequence[ObjectiveStatus]) -> Iterator[str]:
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


def _changes(seen: Observation) -> list[str]:
    return [
        f"{for_markdown(health.service.name, 80)}: {for_markdown(sentences.change(each, seen.range.end))}"
        for health in seen.services
        for each in health.changes
    ]


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"## {title}", "")
        yield from (f"- {item}" for item in items)
