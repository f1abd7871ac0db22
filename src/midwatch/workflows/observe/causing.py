"""What may be behind the gravest trouble: the alarm that is looked into, and its situation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.causes.answer import Ranking
from midwatch.domain.signals.causes.ranking import rank
from midwatch.domain.signals.causes.situation import (
    Alarm,
    Graph,
    Observed,
    Signal,
    Situation,
)
from midwatch.domain.signals.change import Change, ChangeOrigin
from midwatch.domain.signals.counts import Floats
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.health.reading import SignalName
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour, ReasonKind
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.workflows.observe.signals import Drawn

_SIGNALS = {
    SignalName.TRAFFIC.value: Signal.TRAFFIC,
    SignalName.ERRORS.value: Signal.ERRORS,
    SignalName.P95.value: Signal.LATENCY,
    SignalName.MEMORY_SHARE.value: Signal.SATURATION,
}


COARSEST: Final = timedelta(minutes=15)
"""An incident that is over is looked into where steps are no longer: of one of an hour four are left, which is enough
to tell what was before it from it."""


def causes(
    healths: Sequence[ServiceHealth],
    drawn: Mapping[str, Sequence[Drawn]],
    changes: Sequence[Change],
    graph: Graph,
) -> Ranking | None:
    """Suspects behind the red service that nobody red calls; where nothing is red, behind what burned fastest.

    None where there is neither, or no such signal, or where steps hide what is over.
    """
    alarm = _alarm(healths, graph) or _burned(healths, graph)
    if alarm is None:
        return None
    telemetry = {
        (service, _SIGNALS[one.name]): observed
        for service, signals in drawn.items()
        for one in signals
        if one.name in _SIGNALS and (observed := _observed(one)) is not None
    }
    times = _times(drawn[alarm.service])
    if (alarm.service, alarm.signal) not in telemetry or len(times) < 2:  # noqa: PLR2004 - one time has no step
        return None
    step = timedelta(seconds=float(times[1] - times[0]))
    if step > COARSEST:
        return None
    found = rank(
        Situation(
            graph=graph,
            telemetry=telemetry,
            times=times,
            changes=_in_production(changes),
            alarm=alarm,
        )
    )
    return _from_where_steps_begin(found, step)


def _from_where_steps_begin(found: Ranking, step: timedelta) -> Ranking:
    """Onsets where the first step that is worse begins, as those of anomalies are."""

    def begun(onset: datetime | NoData) -> datetime | NoData:
        return onset if isinstance(onset, NoData) else onset - step

    traffic = found.traffic
    return replace(
        found,
        onset=begun(found.onset),
        suspects=tuple(
            replace(one, evidence=replace(one.evidence, onset=begun(one.evidence.onset)))
            for one in found.suspects
        ),
        traffic=replace(traffic, onset=traffic.onset - step) if traffic is not None else None,
    )


def _in_production(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Changes of what runs: a commit is none before it is deployed, and then a version or the feed tells."""
    return tuple(change for change in changes if change.origin is not ChangeOrigin.COMMIT)


def _alarm(healths: Sequence[ServiceHealth], graph: Graph) -> Alarm | None:
    red = {health.service.name: health for health in healths if health.colour is Colour.RED}
    called = {name for service in red for name in graph.get(service, ())}
    outermost = [health for name, health in red.items() if name not in called] or red.values()
    found = (alarm for health in outermost if (alarm := _of(health)) is not None)
    return next(found, None)


def _burned(healths: Sequence[ServiceHealth], graph: Graph) -> Alarm | None:
    """What burned fastest and is over, of the services that nobody calls who burned too."""
    burned = {health.service.name: health for health in healths if health.fast_burns}
    called = {name for service in burned for name in graph.get(service, ())}
    outermost = [each for name, each in burned.items() if name not in called] or burned.values()
    fastest = max(
        ((burn.burn, health, burn) for health in outermost for burn in health.fast_burns),
        key=lambda found: found[0],
        default=None,
    )
    if fastest is None:
        return None
    _, health, burn = fastest
    slow = burn.objective.kind is ObjectiveKind.LATENCY
    signal = Signal.LATENCY if slow else Signal.ERRORS
    return Alarm(service=health.service.name, signal=signal, since=burn.span.start)


def _of(health: ServiceHealth) -> Alarm | None:
    """The fastest page's signal, what fails or what is slow; else the one that a given limit is crossed by."""
    pages = [
        (page.window.burn_rate, status)
        for status in health.statuses
        for page in status.holding(AlertSeverity.PAGE)
    ]
    if not pages:
        return _of_option(health)
    _, status = max(pages, key=lambda pair: pair[0])
    slow = status.objective.kind is ObjectiveKind.LATENCY
    signal = Signal.LATENCY if slow else Signal.ERRORS
    return Alarm(service=health.service.name, signal=signal, since=status.at)


def _of_option(health: ServiceHealth) -> Alarm | None:
    over = (r for r in health.reasons if r.kind is ReasonKind.OVER_OPTION and r.about in _SIGNALS)
    reason = next(over, None)
    if reason is None or not health.statuses:
        return None
    since = health.statuses[0].at
    return Alarm(service=health.service.name, signal=_SIGNALS[reason.about], since=since)


def _observed(one: Drawn) -> Observed | None:
    if not isinstance(one.steps, Measured):
        return None
    past = [week.value.values for week in one.past if isinstance(week, Measured)]
    normal = np.concatenate(past) if past else np.zeros(0)
    return Observed(normal=normal, current=one.steps.value.values)


def _times(signals: Sequence[Drawn]) -> Floats:
    tracks = (one.steps.value for one in signals if isinstance(one.steps, Measured))
    return next((track.times for track in tracks), np.zeros(0))
