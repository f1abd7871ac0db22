"""Where an objective stands, as a picture: its budget over the period, its indicator, and how fast it burns."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.change import Change
from midwatch.domain.signals.counts import Floats
from midwatch.domain.slo.alert_windows import AlertSeverity
from midwatch.domain.slo.budget import stretches
from midwatch.domain.slo.freeze import Verdict
from midwatch.domain.slo.objective import Target
from midwatch.domain.slo.standing.burn_down import BurnDown
from midwatch.domain.slo.standing.conditions import AlertCondition, WindowBurn
from midwatch.domain.slo.standing.course import Course
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import TimeRange
from midwatch.formats.charts.chart import (
    Badge,
    Band,
    Bar,
    BarPanel,
    Chart,
    Level,
    Line,
    Marker,
    TimePanel,
    Tone,
    Unit,
)
from midwatch.formats.reports.quantities import burn, percent, span, window
from midwatch.formats.reports.slo import objective as words
from midwatch.formats.reports.slo.reasons import WORDS, gone, left, why

TONES = {
    Verdict.SHIP: Tone.GOOD,
    Verdict.SLOW: Tone.CAUTION,
    Verdict.FREEZE: Tone.BAD,
    Verdict.NO_DATA: Tone.QUIET,
}
MOST_BURN = 16.0
"""Where the axis of burn rates ends: just above 14.4, so that the same height means the same on every picture."""
_LITTLE = 0.25

Went = Measured[BurnDown] | NoData

_SEVERITIES = {AlertSeverity.PAGE: Tone.BAD, AlertSeverity.TICKET: Tone.CAUTION}


def chart(course: Course) -> Chart:
    """The whole picture of one objective."""
    status, went = course.status, course.burn_down
    bands = tuple(_bands(status, went))
    notes = (_promise(status), *_sentences(status))
    return Chart(
        title=status.objective.id,
        badge=_badge(status),
        notes=notes,
        description=". ".join([f"{status.objective.id}: {WORDS[status.verdict]}", *notes]) + ".",
        span=status.period,
        panels=(_budget(status, went, bands), _indicator(status, went, bands)),
        bars=(_burns(status),),
        markers=tuple(_marker(change, status) for change in course.changes),
    )


def row(course: Course) -> Chart:
    """One objective among many: the budget and the service's own changes, in few words."""
    status, went = course.status, course.burn_down
    notes = (_left(status), _rates(status))
    budget = _budget(status, went, tuple(_bands(status, went)), low=True)
    return Chart(
        title=status.objective.id,
        badge=_badge(status),
        notes=notes,
        description=". ".join([f"{status.objective.id}: {WORDS[status.verdict]}", *notes]) + ".",
        span=status.period,
        panels=(budget,),
        markers=tuple(
            _marker(change, status)
            for change in course.changes
            if change.service == status.service.name
        ),
    )


def _badge(status: ObjectiveStatus) -> Badge:
    return Badge(word=WORDS[status.verdict], tone=TONES[status.verdict])


def _promise(status: ObjectiveStatus) -> str:
    target = f"target {percent_of(status.target)} over {words.period_name(status)}"
    return f"SLI {words.sli(status)} · {target} · at {status.at:%Y-%m-%d %H:%M} UTC"


def _left(status: ObjectiveStatus) -> str:
    if isinstance(status.budget, NoData):
        return "no budget without data"
    budget = status.budget.value
    if budget.left <= 0:
        return f"budget overspent: {percent(budget.share_spent, 0)} of it is spent"
    end = gone(status)
    told = "" if end == "–" else f", gone in {end} at the present burn"
    left, allowed = span(budget.left_time), span(budget.allowed_time)
    return f"{percent(budget.share_left)} of the budget left, {left} of {allowed}{told}"


def _sentences(status: ObjectiveStatus) -> Iterator[str]:
    """What is left, and why the verdict is what it is, without saying anything twice."""
    reasons = list(why(status))
    if isinstance(status.budget, Measured) and status.budget.value.left > 0:
        yield _left(status)
        reasons = [reason for reason in reasons if reason != left(status)]
    for reason in reasons:
        yield reason[:1].upper() + reason[1:]


def _rates(status: ObjectiveStatus) -> str:
    shown = {timedelta(hours=1), timedelta(hours=6), timedelta(days=3)}
    rates = (
        f"{window(w.window)} {'–' if w.multiple is None else burn(w.multiple)}"
        for w in status.burns
        if w.window in shown
    )
    return f"burn rate over {', '.join(rates)}"


def percent_of(target: Target) -> str:
    """A target as it is written."""
    return f"{target.ratio.percent.normalize():f}%"


def _budget(
    status: ObjectiveStatus, went: Went, bands: tuple[Band, ...], *, low: bool = False
) -> TimePanel:
    title = "" if low else "Error budget left"
    if isinstance(went, NoData):
        absent = f"no data: {went.reason}"
        return TimePanel(title=title, unit=Unit.SHARE, reaches=(0.0, 1.0), low=low, absent=absent)
    share = _share_left(status)
    tone = Tone.BAD if share <= 0 else Tone.CAUTION if share < _LITTLE else Tone.GOOD
    times, values = _polyline(went.value)
    pace = Line(
        label="" if low else "even pace",
        ends=np.array([times[0], status.period.end.timestamp()]),
        values=np.array([1.0, 0.0]),
        tone=Tone.QUIET,
    )
    left = Line(
        label="",
        ends=times,
        values=values,
        tone=tone,
        filled=True,
        note=percent(share, 0).replace("-", "−"),
    )
    return TimePanel(
        title=title,
        unit=Unit.SHARE,
        lines=(pace, left),
        levels=(Level(value=0.0, label="" if low else "nothing left"),),
        bands=bands,
        reaches=(0.0, 1.0),
        low=low,
    )


def _share_left(status: ObjectiveStatus) -> float:
    return status.budget.value.share_left if isinstance(status.budget, Measured) else 0.0


def _polyline(went: BurnDown) -> tuple[Floats, Floats]:
    """Moments and what was left then, from the first telemetry on: each stretch begins with what was left before it."""
    times: list[float] = []
    values: list[float] = []
    known, broken = 1.0, True
    for start, end, share in zip(went.starts, went.ends, went.left, strict=True):
        if broken and not np.isnan(share):
            times.append(float(start))
            values.append(known)
        if times:
            times.append(float(end))
            values.append(float(share))
        broken = bool(np.isnan(share))
        known = known if broken else float(share)
    return np.array(times), np.array(values)


def _indicator(status: ObjectiveStatus, went: Went, bands: tuple[Band, ...]) -> TimePanel:
    title = "Indicator (SLI)"
    if isinstance(went, NoData):
        absent = f"no data: {went.reason}"
        return TimePanel(title=title, unit=Unit.SHARE, baseline=1.0, reaches=(0.0,), absent=absent)
    steps = went.value
    line = Line(label="", starts=steps.starts, ends=steps.ends, values=steps.sli, filled=True)
    levels = tuple(_targets(status))
    least = min(level.value for level in levels)
    return TimePanel(
        title=title,
        unit=Unit.SHARE,
        lines=(line,),
        levels=levels,
        bands=bands,
        baseline=1.0,
        reaches=(max(2 * least - 1, 0.0),),
    )


def _targets(status: ObjectiveStatus) -> Iterator[Level]:
    for stretch in stretches(status.objective, status.period):
        target = stretch.target
        label = f"target {percent_of(target)}"
        yield Level(value=float(target.ratio), label=label, span=stretch.range)


def _bands(status: ObjectiveStatus, went: Went) -> Iterator[Band]:
    for left_out in status.observed.excluded:
        yield Band(span=left_out, label="left out", tone=Tone.QUIET)
    if isinstance(went, Measured):
        for silent in _silences(went.value):
            yield Band(span=silent, label="no telemetry", tone=Tone.QUIET)


def _silences(went: BurnDown) -> Iterator[TimeRange]:
    """Stretches without an indicator, as long as they go on."""
    begin: float | None = None
    ended = 0.0
    for start, end, sli in zip(went.starts, went.ends, went.sli, strict=True):
        if np.isnan(sli):
            begin = float(start) if begin is None else begin
        elif begin is not None:
            yield _range(begin, ended)
            begin = None
        ended = float(end)
    if begin is not None:
        yield _range(begin, ended)


def _range(start: float, end: float) -> TimeRange:
    return TimeRange(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))


def _burns(status: ObjectiveStatus) -> BarPanel:
    rates = {c.window.burn_rate: c.window.severity for c in reversed(status.conditions)}
    return BarPanel(
        title="Burn rate by window, and its alerts",
        unit=Unit.MULTIPLE,
        bars=tuple(_bar(each, status.conditions) for each in status.burns),
        most=max(MOST_BURN, *(rate * MOST_BURN / 14.4 for rate in rates)) if rates else MOST_BURN,
        levels=tuple(
            Level(value=rate, label=f"{burn(rate)} {severity.value}", tone=_SEVERITIES[severity])
            for rate, severity in rates.items()
        ),
    )


def _bar(of: WindowBurn, conditions: tuple[AlertCondition, ...]) -> Bar:
    own = [c for c in conditions if of.window in {c.window.long, c.window.short}]
    limits = tuple(dict.fromkeys(condition.window.burn_rate for condition in own))
    if of.multiple is None:
        reason = of.burn.reason if isinstance(of.burn, NoData) else ""
        return Bar(
            label=window(of.window),
            value=NoData(reason=reason),
            note="–",
            tone=Tone.QUIET,
            limits=limits,
        )
    held = [condition for condition in own if condition.holds]
    tone = Tone.CAUTION if of.multiple > 1 else Tone.FIRST
    if held:
        tone = _SEVERITIES[held[0].window.severity]
    return Bar(
        label=window(of.window), value=of.multiple, note=burn(of.multiple), tone=tone, limits=limits
    )


def _marker(change: Change, status: ObjectiveStatus) -> Marker:
    label = change.version or change.summary
    if change.version and change.kind != "deployment":
        label = f"{change.kind} {change.version}"
    own = change.service == status.service.name
    return Marker(at=change.at, label=label if own else f"{change.service}: {label}")
