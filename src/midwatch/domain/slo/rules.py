"""Which rules an objective needs: what to record and what to alert on, before anybody's query language.

Windows up to one hour read the counters. Longer ones are the last hour read from the counters, plus sums of what was
recorded before it: they stay cheap, and a total outage is seen as early as if they read the counters themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, AlertSeverity, AlertWindow, windows_of
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Service
from midwatch.domain.slo.period import RollingPeriod

BASE_WINDOW = timedelta(minutes=5)
"""The window whose recorded events are summed into longer ones."""
DIRECT_LIMIT = timedelta(hours=1)
"""Windows up to here read the counters themselves."""
_PAGE_WINDOWS = windows_of(AlertSeverity.PAGE)
_ALL_WINDOWS = windows_of(*AlertSeverity)
DIRECT_WINDOWS = tuple(window for window in _ALL_WINDOWS if window <= DIRECT_LIMIT)
_PAGES_DERIVED = tuple(window for window in _PAGE_WINDOWS if window > DIRECT_LIMIT)
_TICKETS_DERIVED = tuple(
    window for window in _ALL_WINDOWS if window > DIRECT_LIMIT and window not in _PAGES_DERIVED
)

LONGEST_ALERT_WINDOW = _ALL_WINDOWS[-1]
FAST_INTERVAL = timedelta(seconds=30)
"""How often pages are evaluated; a quarter of a minute less would double the samples for 15 s of detection."""
SLOW_INTERVAL = timedelta(minutes=2)
"""How often tickets and the period are evaluated; below Prometheus' look-back of 5 minutes."""
TRAFFIC_INTERVAL = timedelta(minutes=1)
"""How often traffic is looked for: a day of counters is read each time, and ten minutes decide."""

COVERAGE_STEP = timedelta(hours=1)
"""How finely it is looked up how far back there is something: a longer window is judged once so little is missing."""

ABOUT_REQUESTS = frozenset(
    {ObjectiveKind.AVAILABILITY, ObjectiveKind.ERROR_RATE, ObjectiveKind.LATENCY}
)

ABSOLUTE_PAGE_RATIO = 0.5
"""Share of failed requests, over the base window, at which the absolute page fires."""
TRAFFIC_FLOOR = 0.1
"""Share of the same hour a week ago below which traffic counts as gone."""


@dataclass(frozen=True, slots=True)
class RecordDirect:
    """Record valid and bad events of a window from the counters."""

    window: timedelta


@dataclass(frozen=True, slots=True)
class RecordDerived:
    """Record valid and bad events of a long window: the last hour as counted, the rest as recorded."""

    window: timedelta


@dataclass(frozen=True, slots=True)
class RecordCoverage:
    """Record how far back recorded sums reach, within the period."""

    period: timedelta


@dataclass(frozen=True, slots=True)
class RecordTarget:
    """Record the target, so that dashboards need no copy of it."""


Recording = RecordDirect | RecordDerived | RecordCoverage | RecordTarget


@dataclass(frozen=True, slots=True)
class BurnAlert:
    """Alert while both windows burn faster than the rate, with the low-traffic minimum in the long one."""

    window: AlertWindow


@dataclass(frozen=True, slots=True)
class AbsolutePage:
    """Page when most requests fail, for targets whose burn rates page late or never."""

    ratio: float = ABSOLUTE_PAGE_RATIO


@dataclass(frozen=True, slots=True)
class ObjectiveBlind:
    """Ticket when an objective has nothing to judge by: no outcome of the events that flow, or no series at all."""


@dataclass(frozen=True, slots=True)
class TrafficGone:
    """Page when a service that had requests has none (or a tenth), and its targets or its probe are down."""

    floor: float = TRAFFIC_FLOOR


@dataclass(frozen=True, slots=True)
class TrafficUnexplained:
    """Ticket when a service that had requests has none, and nothing is known to be down."""

    floor: float = TRAFFIC_FLOOR


Alert = BurnAlert | AbsolutePage | ObjectiveBlind | TrafficGone | TrafficUnexplained


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Rules evaluated together, in order, every `interval`: recordings first, then alerts.

    `objective` None: the group is about the service as a whole.
    """

    name: str
    interval: timedelta
    objective: Objective | None
    recordings: tuple[Recording, ...]
    alerts: tuple[Alert, ...]


def max_burn_rate(objective: Objective) -> float:
    """The burn rate of a total outage: one over the budget."""
    return 1 / float(objective.target.budget)


def burn_alerts(objective: Objective) -> tuple[BurnAlert, ...]:
    """The burn alerts that the objective's policy asks for and that can fire at all."""
    wanted = {
        AlertSeverity.PAGE: objective.alerting.pages,
        AlertSeverity.TICKET: objective.alerting.tickets,
    }
    return tuple(
        BurnAlert(window)
        for window in ALERT_WINDOWS
        if wanted[window.severity] and window.burn_rate < max_burn_rate(objective)
    )


def rule_groups(service: Service) -> tuple[RuleGroup, ...]:
    """All groups of a service, two for each objective and one for its traffic."""
    groups = [group for objective in service.objectives for group in _groups_of(objective)]
    return (*groups, *_traffic_group(service))


def recording_start(moment: datetime) -> datetime:
    """From when on to record the past, so that it reaches back to `moment` (with a time zone): its whole hour, UTC.

    promtool (2.42) writes blocks of two hours, and evaluates a group at its own offset. Where nothing is left to
    evaluate between the start and the end of the first block, it records nothing at all, says nothing, and ends with
    status 0.
    """
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _groups_of(objective: Objective) -> Iterator[RuleGroup]:
    alerts = burn_alerts(objective)
    pages = tuple(a for a in alerts if a.window.severity is AlertSeverity.PAGE)
    tickets = tuple(a for a in alerts if a.window.severity is AlertSeverity.TICKET)
    absolute = (AbsolutePage(),) if objective.alerting.pages_absolutely else ()
    yield RuleGroup(
        name=f"{objective.id}-fast",
        interval=FAST_INTERVAL,
        objective=objective,
        recordings=(
            *map(RecordDirect, DIRECT_WINDOWS),
            *map(RecordDerived, _PAGES_DERIVED),
        ),
        alerts=(*pages, *absolute),
    )
    yield RuleGroup(
        name=f"{objective.id}-slow",
        interval=SLOW_INTERVAL,
        objective=objective,
        recordings=(
            RecordTarget(),
            *map(RecordDerived, _TICKETS_DERIVED),
            *_period_recordings(objective),
        ),
        alerts=(*tickets, ObjectiveBlind()),
    )


def _period_recordings(objective: Objective) -> tuple[Recording, ...]:
    """Events of the period, where rules can know it, and how far back recordings reach, for alerts and the period."""
    coverage = RecordCoverage(max(objective.period.nominal_length, LONGEST_ALERT_WINDOW))
    if not isinstance(objective.period, RollingPeriod):
        return (coverage,)
    length = objective.period.length
    return (coverage,) if length in _ALL_WINDOWS else (RecordDerived(length), coverage)


def watches_traffic(service: Service) -> bool:
    """Whether requests that stop are an alert: where an objective is about requests, and the convention counts them."""
    serves_requests = any(objective.kind in ABOUT_REQUESTS for objective in service.objectives)
    return service.traffic is not None and serves_requests


def _traffic_group(service: Service) -> Iterator[RuleGroup]:
    if not watches_traffic(service):
        return
    yield RuleGroup(
        name=f"{service.name}-traffic",
        interval=TRAFFIC_INTERVAL,
        objective=None,
        recordings=(),
        alerts=(TrafficGone(), TrafficUnexplained()),
    )
