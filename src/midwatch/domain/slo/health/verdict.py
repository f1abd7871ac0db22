"""The colour of a service: red where a page burns, yellow where trouble is due, else green; no data is its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.anomaly import Anomaly
from midwatch.domain.signals.trends.reach import Reach
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.health.reading import Goal, GoalSource, Reading, SignalName, Unit
from midwatch.domain.slo.health.stopped import last_of_few, stops
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.domain.slo.standing.status import CURRENT_WINDOW, ObjectiveStatus

SATURATED: Final = 0.8
"""A share of what there is, above which queues grow faster than what fills them (queueing at 80% of capacity)."""
BEYOND_SIGHT: Final = (
    "more than 5% of requests lie above the highest bucket of the histogram, as the limit does: "
    "add buckets around it"
)
LITTLE_LEFT: Final = 0.25
"""Share of the budget below which a service is not well, whatever burns now: the policy's own default for slow."""


class Colour(Enum):
    """How a service is, gravest first."""

    RED = "red"
    YELLOW = "yellow"
    NO_DATA = "no data"
    GREEN = "green"


class ReasonKind(Enum):
    """What made a colour."""

    PAGE_BURN = "page burn"
    OVER_OPTION = "over a limit"
    BURNING = "burning"
    LITTLE_LEFT = "little left"
    BUDGET_SPENT = "budget spent"
    SATURATED = "saturated"
    DUE_SOON = "due within a day"
    TRAFFIC_OFF = "traffic off its baseline"
    DOWN = "probe down"
    STOPPED = "telemetry stopped"
    NO_ANSWER = "the source did not answer"
    LIMIT_UNTOLD = "a limit that nothing can be held against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that holds: about which signal or objective, its number, and the number it is held against."""

    kind: ReasonKind
    colour: Colour
    about: str
    value: float | None = None
    limit: float | None = None
    anomaly: Anomaly | None = None
    reach: Reach | None = None
    since: datetime | None = None
    why: str = ""


def reasons(readings: Sequence[Reading], statuses: Sequence[ObjectiveStatus]) -> tuple[Reason, ...]:
    """Everything that speaks against green, gravest first.

    What an objective burns is not told where its good events stopped being counted while requests went on: all of these
    would count as bad.
    """
    stopped = tuple(stops(readings))
    blind = _blind(stopped, statuses)
    found = [
        *(
            reason
            for status in statuses
            for reason in _of_objective(status)
            if reason.kind is ReasonKind.NO_ANSWER or status.objective.id not in blind
        ),
        *(reason for reading in readings for reason in _of_signal(reading)),
        *(_stopped(reading, since) for reading, since in stopped),
        *_long_gone(readings, statuses),
    ]
    order = list(Colour)
    return tuple(sorted(found, key=lambda reason: order.index(reason.colour)))


def _blind(
    stopped: Sequence[tuple[Reading, datetime]], statuses: Sequence[ObjectiveStatus]
) -> frozenset[str]:
    """Objectives on durations that are no longer told of: they share a histogram."""
    slow = any(reading.name == SignalName.SLOW.value for reading, _ in stopped)
    latencies = (s.objective for s in statuses if s.objective.kind is ObjectiveKind.LATENCY)
    return frozenset(objective.id for objective in latencies if slow)


def _long_gone(
    readings: Sequence[Reading], statuses: Sequence[ObjectiveStatus]
) -> Iterator[Reason]:
    """Requests of which the whole range tells nothing, or only its beginning does, and the time before it does."""
    traffic = next((one for one in readings if one.name == SignalName.TRAFFIC.value), None)
    if traffic is None:
        return
    if isinstance(traffic.current, NoData):
        before = any(isinstance(status.counts, Measured) for status in statuses)
        known = before or any(not isinstance(one, NoData) for one in traffic.before)
        if known and not traffic.current.source_failed:
            yield _stopped(traffic, None)
        return
    since = last_of_few(traffic)
    if since is not None and statuses and not _counted_lately(statuses):
        yield _stopped(traffic, since)


def _counted_lately(statuses: Sequence[ObjectiveStatus]) -> bool:
    """Whether the shortest windows hold any event: then samples only lie farther apart than steps."""
    shortest = (min(s.burns, key=lambda burn: burn.window, default=None) for s in statuses)
    return any(burn is not None and isinstance(burn.counts, Measured) for burn in shortest)


def due_soon(signal: str, reach: Reach) -> Reason:
    """What fills up within a day."""
    return Reason(
        kind=ReasonKind.DUE_SOON,
        colour=Colour.YELLOW,
        about=signal,
        limit=reach.limit,
        reach=reach,
    )


def colour(
    held: Sequence[Reason], readings: Sequence[Reading], statuses: Sequence[ObjectiveStatus]
) -> Colour:
    """The gravest that holds; no data where nothing was measured at all, or a source that was needed did not answer.

    What a service runs on may be well while it is gone, and a month's budget holds what was before: neither alone makes
    it green.
    """
    gravest = min((reason.colour for reason in held), key=list(Colour).index, default=None)
    if gravest in {Colour.RED, Colour.YELLOW}:
        return gravest
    own = (reading for reading in readings if not reading.borrowed)
    measured = any(isinstance(reading.current, Measured) for reading in own) or any(
        isinstance(burn.counts, Measured)
        for status in statuses
        for burn in status.burns
        if burn.window <= CURRENT_WINDOW
    )
    return gravest or (Colour.GREEN if measured else Colour.NO_DATA)


def _of_objective(status: ObjectiveStatus) -> Iterator[Reason]:
    about = status.objective.id
    for answer in (status.counts, *(burn.counts for burn in status.burns)):
        if isinstance(answer, NoData) and answer.source_failed:
            why = answer.reason
            yield Reason(kind=ReasonKind.NO_ANSWER, colour=Colour.NO_DATA, about=about, why=why)
            break
    pages = status.holding(AlertSeverity.PAGE)
    if pages:
        fastest = max(pages, key=lambda page: page.window.burn_rate)
        yield Reason(
            kind=ReasonKind.PAGE_BURN,
            colour=Colour.RED,
            about=about,
            value=fastest.short.multiple,
            limit=fastest.window.burn_rate,
        )
    elif (burn := _burn(status)) is not None:
        yield Reason(
            kind=ReasonKind.BURNING, colour=Colour.YELLOW, about=about, value=burn, limit=1
        )
    if (
        isinstance(status.budget, Measured)
        and (left := status.budget.value.share_left) < LITTLE_LEFT
    ):
        kind = ReasonKind.BUDGET_SPENT if left <= 0 else ReasonKind.LITTLE_LEFT
        yield Reason(kind=kind, colour=Colour.YELLOW, about=about, value=left, limit=LITTLE_LEFT)


def _burn(status: ObjectiveStatus) -> float | None:
    """The burn of the last hour, where it is above 1 and more than a few events."""
    hour = next((b for b in status.burns if b.window == CURRENT_WINDOW), None)
    if hour is None or hour.multiple is None or hour.multiple <= 1:
        return None
    enough = hour.bad_events >= status.objective.alerting.minimum_bad_events
    return hour.multiple if enough else None


def untold(option: str, why: str) -> Reason:
    """A limit that a person gave, of whose signal there is nothing: whether it is kept, nobody can tell."""
    return Reason(kind=ReasonKind.LIMIT_UNTOLD, colour=Colour.NO_DATA, about=option, why=why)


def _stopped(reading: Reading, since: datetime | None) -> Reason:
    return Reason(kind=ReasonKind.STOPPED, colour=Colour.NO_DATA, about=reading.name, since=since)


def _of_signal(reading: Reading) -> Iterator[Reason]:
    if isinstance(reading.current, NoData):
        yield from _of_absence(reading, reading.current)
        return
    value, goal = reading.current.value, reading.goal
    if goal is not None:
        yield from _of_goal(reading, goal, value)
    if reading.unit is Unit.UP and value < 1:
        yield Reason(
            kind=ReasonKind.DOWN, colour=Colour.YELLOW, about=reading.name, value=value, limit=1
        )
    if reading.name == SignalName.TRAFFIC.value and reading.judgement is not None:
        on = [anomaly for anomaly in reading.judgement.anomalies if anomaly.ended is None]
        yield from map(_off, on)


def _of_absence(reading: Reading, absent: NoData) -> Iterator[Reason]:
    if reading.goal is not None and reading.goal.source is GoalSource.OPTION:
        yield untold(reading.goal.name, absent.reason)
    if absent.source_failed:
        yield Reason(
            kind=ReasonKind.NO_ANSWER,
            colour=Colour.NO_DATA,
            about=reading.name,
            why=absent.reason,
        )


def _of_goal(reading: Reading, goal: Goal, value: float) -> Iterator[Reason]:
    if reading.goal_out_of_sight:
        yield untold(goal.name, BEYOND_SIGHT)
    if reading.beyond_goal and goal.source is not GoalSource.OBJECTIVE:
        saturated = goal.source is GoalSource.SATURATION
        yield Reason(
            kind=ReasonKind.SATURATED if saturated else ReasonKind.OVER_OPTION,
            colour=Colour.YELLOW if saturated else Colour.RED,
            about=reading.name,
            value=value,
            limit=goal.limit,
        )


def _off(anomaly: Anomaly) -> Reason:
    return Reason(
        kind=ReasonKind.TRAFFIC_OFF,
        colour=Colour.YELLOW,
        about=anomaly.signal.name,
        value=anomaly.after,
        limit=anomaly.before,
        anomaly=anomaly,
    )
