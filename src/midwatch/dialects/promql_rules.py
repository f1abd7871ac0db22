"""Recordings and alert conditions as PromQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from midwatch.dialects.promql import EventExpressions, duration, events, number, string
from midwatch.domain.slo.alert_windows import AlertWindow
from midwatch.domain.slo.indicator import CounterEvents, Indicator, Polarity, QueryEvents
from midwatch.domain.slo.objective import Objective
from midwatch.domain.slo.rulebook import recorded
from midwatch.domain.slo.rules import (
    BASE_WINDOW,
    COVERAGE_STEP,
    DIRECT_LIMIT,
    FAST_INTERVAL,
    RecordCoverage,
    RecordDerived,
    RecordDirect,
    Recording,
    RecordTarget,
)
from midwatch.domain.units import seconds

_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingRule:
    """One series to record. `window` is its label's value, "" for none."""

    record: str
    window: str
    expression: str


def recording_rules(recording: Recording, objective: Objective) -> Iterator[RecordingRule]:
    """The series that a recording stands for."""
    match recording:
        case RecordDirect():
            yield from _direct(recording.window, objective)
        case RecordDerived():
            for metric in (recorded.VALID_EVENTS, recorded.BAD_EVENTS):
                yield RecordingRule(
                    record=metric,
                    window=duration(recording.window),
                    expression=_derived(metric, objective, recording.window),
                )
        case RecordCoverage():
            yield RecordingRule(
                record=recorded.RECORDED_SECONDS,
                window="",
                expression=_coverage(objective, recording.period),
            )
        case RecordTarget():
            ratio = number(objective.target.ratio.value)
            yield RecordingRule(
                record=recorded.OBJECTIVE_RATIO, window="", expression=f"vector({ratio})"
            )


def _direct(window: timedelta, objective: Objective) -> Iterator[RecordingRule]:
    expressions = events(objective.indicator, window)
    label, valid = duration(window), _judged(objective.indicator, expressions)
    yield RecordingRule(record=recorded.VALID_EVENTS, window=label, expression=valid)
    yield RecordingRule(record=recorded.BAD_EVENTS, window=label, expression=expressions.bad)


def _judged(indicator: Indicator, expressions: EventExpressions) -> str:
    """Valid events, absent where nothing tells whether they were bad: alone they would look like good ones."""
    match indicator:
        case (
            CounterEvents(polarity=Polarity.BAD, presence_label=None)
            | QueryEvents(polarity=Polarity.BAD)
        ):
            return f"({expressions.valid} and {expressions.bad})"
        case _:
            return expressions.valid


def recorded_events(metric: str, objective: Objective, window: timedelta | None) -> str:
    """Recorded events of an objective in one window; None: the windows are told apart by their label."""
    conditions = [f"{recorded.SLO_LABEL}={string(objective.id)}"]
    if window is not None:
        conditions.append(f"{recorded.WINDOW_LABEL}={string(duration(window))}")
    return f"{metric}{{{', '.join(conditions)}}}"


def _derived(metric: str, objective: Objective, window: timedelta) -> str:
    """The last hour as counted and the time before it as recorded, whichever there is.

    A recorded event weighs `interval / base window` in each of the evaluations that saw it, and is seen for half a base
    window on average after it happened: hence the weight, and the offset that joins on to the hour. The range is a
    second short of full, so that one that is closed at both ends (Prometheus 2) holds no evaluation too many.
    """
    base = recorded_events(metric, objective, BASE_WINDOW)
    hour = recorded_events(metric, objective, DIRECT_LIMIT)
    weight = number(Decimal(int(seconds(FAST_INTERVAL))) / Decimal(int(seconds(BASE_WINDOW))))
    span = duration(window - DIRECT_LIMIT - _ONE_SECOND)
    offset = duration(DIRECT_LIMIT - BASE_WINDOW / 2)
    return (
        f"sum without ({recorded.WINDOW_LABEL}) (\n"
        f"  {weight} * sum_over_time({base}[{span}] offset {offset})\n"
        f"  or {hour}\n"
        ")"
    )


def _coverage(objective: Objective, period: timedelta) -> str:
    base = recorded_events(recorded.VALID_EVENTS, objective, BASE_WINDOW)
    span = f"[{duration(period + COVERAGE_STEP)}:{duration(COVERAGE_STEP)}]"
    # `timestamp(…)` says the same, but Prometheus 2 looks the series up anew at each step of it: 430 ms instead of 3.
    there = f"(time() + 0 * {base})"
    return f"time() - sum without ({recorded.WINDOW_LABEL}) (min_over_time({there}{span}))"


def bad_share(objective: Objective, window: timedelta) -> str:
    """The share of bad events in a window, from recorded events; absent without valid events."""
    bad = recorded_events(recorded.BAD_EVENTS, objective, window)
    valid = recorded_events(recorded.VALID_EVENTS, objective, window)
    return f"{bad} / ({valid} > 0)"


def burn_rate(objective: Objective, window: timedelta) -> str:
    """The burn rate in a window, from recorded events; absent without valid events."""
    return f"{bad_share(objective, window)} / {number(objective.target.budget.value)}"


def burn_condition(objective: Objective, window: AlertWindow) -> str:
    """Both windows burn faster than the rate; its value is the burn rate of the long window."""
    rate = number(window.burn_rate)
    ignoring = f"and ignoring ({recorded.WINDOW_LABEL})"
    lines = [
        f"{burn_rate(objective, window.long)} > {rate}",
        f"{ignoring} {burn_rate(objective, window.short)} > {rate}",
    ]
    minimum = objective.alerting.minimum_bad_events
    if minimum:
        bad = recorded_events(recorded.BAD_EVENTS, objective, window.long)
        lines.append(f"{ignoring} {bad} >= {minimum}")
    if window.long > DIRECT_LIMIT:
        lines.append(f"unless on ({recorded.SLO_LABEL}) {_too_young(objective, window.long)}")
    return "\n".join(lines)


def _too_young(objective: Objective, window: timedelta) -> str:
    """Recordings do not reach back through the window yet: it would be judged by less than its name says.

    Coverage is told to the hour, downwards; absent, in the first hour of all, it hushes nothing.
    """
    needed = number(seconds(window - COVERAGE_STEP))
    return f"{recorded.RECORDED_SECONDS}{{{recorded.SLO_LABEL}={string(objective.id)}}} < {needed}"


def absolute_condition(objective: Objective, ratio: float) -> str:
    """More than `ratio` of the events in the base window are bad; its value is their share."""
    bad = recorded_events(recorded.BAD_EVENTS, objective, BASE_WINDOW)
    condition = f"{bad_share(objective, BASE_WINDOW)} > {number(ratio)}"
    minimum = objective.alerting.minimum_bad_events
    return f"{condition}\nand {bad} >= {minimum}" if minimum else condition
