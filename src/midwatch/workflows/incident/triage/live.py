"""What telemetry says of the services that an alert is about."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from midwatch.domain.incidents.triage.evidence import (
    LONGEST_WINDOW,
    SHORTEST_WINDOW,
    Burning,
    Failing,
    ServiceEvidence,
    Trend,
)
from midwatch.domain.incidents.triage.triage import Affected, Live
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.trends.reach import Reach
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.burn_rate import BurnRate
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.reading import SignalName
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service, Tier
from midwatch.domain.slo.standing.status import CURRENT_WINDOW, ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.formats.reports.observe import sentences
from midwatch.ports.events import CountRequest
from midwatch.store.repository import Repository
from midwatch.workflows.observe.observe import ObserveSources, observe
from midwatch.workflows.observe.request import ObserveRequest
from midwatch.workflows.slo.counting import Answer, count_all
from midwatch.workflows.slo.loading import Loaded

MOST_SERVICES: Final = 200
"""More services than these are not looked at beside those that an alert names: that would take too long."""
_HARMED: Final = frozenset(
    name.value for name in (SignalName.ERRORS, SignalName.SLOW, SignalName.P95, SignalName.PROBE)
)
"""Signals whose departure is the beginning of an impact."""
_MOST_CHANGES: Final = 8


def look(
    named: Sequence[str],
    at: datetime,
    began: datetime | None,
    loaded: Loaded,
    sources: ObserveSources,
    *,
    repository: Repository,
) -> Live:
    """Observe the services and everything around them, and measure since the onset how many requests fail.

    `began`: since when the alert says that it fires. Raises what `observe` raises.
    """
    every = [service.name for service in loaded.services]
    asked = (
        () if not named or len(every) <= MOST_SERVICES else tuple(_around(named, loaded.services))
    )
    report = observe(ObserveRequest(at=at, services=asked), loaded, sources, repository=repository)
    seen = report.seen
    chosen = [health for health in seen.services if _matters(health, named)]
    onsets = {health.service.name: _onset(health) or began for health in chosen}
    windows = {name: _window(onset, at) for name, onset in onsets.items()}
    wanted = {
        (health.service.name, objective.id): CountRequest(
            objective.indicator, TimeRange.ending(at, windows[health.service.name])
        )
        for health in chosen
        for objective in _telling(health.service)
    }
    counts = count_all(sources.counting, [(name, request) for (name, _), request in wanted.items()])
    return Live(
        evidence=tuple(
            _evidence(health, _onset(health), windows[health.service.name], wanted, counts)
            for health in chosen
        ),
        affected=tuple(_affected(seen, named)),
        changes=tuple(_changes(seen, named))[:_MOST_CHANGES],
        suspects=tuple(sentences.causes(seen.causes, at)) if seen.causes else (),
        untold=tuple(_untold(seen)),
    )


def _around(named: Sequence[str], services: Sequence[Service]) -> Iterator[str]:
    """Those that are named, and who calls them; whom they call is measured anyway."""
    for service in services:
        if service.name in named or set(service.depends_on) & set(named):
            yield service.name


def _matters(health: ServiceHealth, named: Sequence[str]) -> bool:
    """The services of the alert; where it names none, those that are not well."""
    if named:
        return health.service.name in named
    return health.colour in {Colour.RED, Colour.YELLOW}


def _onset(health: ServiceHealth) -> datetime | None:
    on = [
        each.began
        for each in health.anomalies
        if each.ended is None and each.signal.name in _HARMED
    ]
    return min(on, default=None)


def _window(onset: datetime | None, at: datetime) -> timedelta:
    if onset is None:
        return SHORTEST_WINDOW
    return min(max(at - onset, SHORTEST_WINDOW), LONGEST_WINDOW)


def _telling(service: Service) -> Iterator[Objective]:
    """The objectives whose bad events are harm: client errors only where nothing else tells of failures."""
    kinds = {objective.kind for objective in service.objectives}
    for objective in service.objectives:
        client = objective.kind is ObjectiveKind.ERROR_RATE
        if not (client and ObjectiveKind.AVAILABILITY in kinds):
            yield objective


def _evidence(
    health: ServiceHealth,
    onset: datetime | None,
    window: timedelta,
    wanted: Mapping[tuple[str, str], CountRequest],
    counts: Mapping[CountRequest, Answer],
) -> ServiceEvidence:
    service = health.service
    minimum = max((each.alerting.minimum_bad_events for each in service.objectives), default=0)
    return ServiceEvidence(
        service=service.name,
        critical=service.tier is Tier.CRITICAL,
        internal=service.tier is Tier.INTERNAL,
        onset=onset,
        window=window,
        failing=tuple(
            _failing(each, counts[wanted[service.name, each.id]]) for each in _telling(service)
        ),
        burning=tuple(burning(status) for status in health.statuses),
        trends=tuple(
            Trend(
                signal=due.signal,
                expected=due.reach.expected,
                earliest=due.reach.earliest,
                latest=due.reach.latest,
            )
            for due in health.due
            if isinstance(due.reach, Reach)
        ),
        minimum_bad_events=minimum,
    )


def _failing(objective: Objective, answer: Answer) -> Failing:
    slow = objective.kind is ObjectiveKind.LATENCY
    if isinstance(answer, NoData):
        return Failing(objective=objective.id, slow=slow, share=answer)
    ratio = answer.value.bad_ratio
    if ratio is None:
        reason = "no valid events since the onset: without traffic there is no share"
        return Failing(
            objective=objective.id,
            slow=slow,
            share=NoData(reason=reason, provenance=answer.provenance),
        )
    return Failing(
        objective=objective.id,
        slow=slow,
        share=answer.map(lambda _: ratio),
        bad_events=answer.value.bad,
    )


def burning(status: ObjectiveStatus) -> Burning:
    """How fast an objective burns, as severity needs it."""
    burn = next(
        (_rate(each.burn) for each in status.burns if each.window == CURRENT_WINDOW),
        NoData(reason="its last hour was not counted"),
    )
    share_of_hour = CURRENT_WINDOW / status.period.length
    budget = status.budget
    return Burning(
        objective=status.objective.id,
        burn=burn,
        shortest=next((_rate(each.burn) for each in status.burns), burn),
        page=_fastest(status, AlertSeverity.PAGE),
        ticket=_fastest(status, AlertSeverity.TICKET),
        spent=budget.map(lambda b: 1 - b.share_left) if isinstance(budget, Measured) else budget,
        per_hour=burn.map(lambda m: m * share_of_hour) if isinstance(burn, Measured) else burn,
    )


def _rate(burn: Measured[BurnRate] | NoData) -> Measured[float] | NoData:
    return burn.map(lambda rate: rate.multiple) if isinstance(burn, Measured) else burn


def _fastest(status: ObjectiveStatus, severity: AlertSeverity) -> float | None:
    return max((each.window.burn_rate for each in status.holding(severity)), default=None)


def _affected(seen: Observation, named: Sequence[str]) -> Iterator[Affected]:
    for health in seen.services:
        if health.colour is Colour.GREEN and health.service.name not in named:
            continue
        yield Affected(
            service=health.service.name,
            colour=health.colour.value,
            because=tuple(sentences.reason(one, seen.range.end) for one in health.reasons),
            owner=health.service.owner or "",
        )


def _changes(seen: Observation, named: Sequence[str]) -> Iterator[str]:
    """What was changed, the newest first, of the alert's services before that of others."""
    made = [
        (health.service.name not in named, -one.change.at.timestamp(), one)
        for health in seen.services
        for one in health.changes
    ]
    for *_, one in sorted(made, key=lambda each: each[:2]):
        yield f"{one.change.service}: {sentences.change(one, seen.range.end)}"


def _untold(seen: Observation) -> Iterator[str]:
    yield from sentences.not_known(seen)
