"""A service over a range, as a picture: its golden signals beside what was promised and what is usual."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.slo.health.observation import Observation
from midwatch.domain.slo.health.own_signal import OwnSignal
from midwatch.domain.slo.health.reading import Reading, SignalName
from midwatch.domain.slo.health.reading import Unit as SignalUnit
from midwatch.domain.slo.health.service import ServiceHealth
from midwatch.domain.slo.health.verdict import Colour
from midwatch.domain.slo.objective import ObjectiveKind
from midwatch.domain.units import TimeRange
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.charts.chart import (
    Badge,
    Band,
    Chart,
    Level,
    Line,
    Marker,
    TimePanel,
    Tone,
    Unit,
)
from midwatch.formats.reports.observe import sentences
from midwatch.formats.reports.observe.many import shown_changes
from midwatch.formats.reports.observe.values import current, value

TONES = {
    Colour.RED: Tone.BAD,
    Colour.YELLOW: Tone.CAUTION,
    Colour.NO_DATA: Tone.QUIET,
    Colour.GREEN: Tone.GOOD,
}
_LATENCIES = (SignalName.P50, SignalName.P95, SignalName.P99)
_LINES = (Tone.FIRST, Tone.SECOND, Tone.THIRD)
_UNITS = {
    SignalUnit.PER_SECOND: Unit.PER_SECOND,
    SignalUnit.RATIO: Unit.SHARE,
    SignalUnit.UP: Unit.SHARE,
    SignalUnit.SECONDS: Unit.SECONDS,
    SignalUnit.BYTES: Unit.BYTES,
    SignalUnit.CORES: Unit.COUNT,
    SignalUnit.COUNT: Unit.COUNT,
    SignalUnit.NONE: Unit.COUNT,
}
_BURNED = {ObjectiveKind.LATENCY: SignalName.SLOW.value}
"""In which signal a fast burn shows: in errors, where nothing else is said."""
MOST_NOTES = 6
"""Sentences below the title: a picture is looked at, not read."""


def chart(health: ServiceHealth, seen: Observation) -> Chart:
    """Every signal of one service that was measured; golden ones first, and their absence with its reason."""
    name = for_terminal(health.service.name, 80)
    notes = (sentences.frame(seen), *_told(health, seen.range.end))
    return Chart(
        title=name,
        badge=badge(health),
        notes=notes[:MOST_NOTES],
        description=". ".join([f"{name}: {health.colour.value}", *notes]) + ".",
        span=seen.range,
        panels=tuple(_panels(health, seen)),
        markers=tuple(_markers(health, seen.range)),
    )


def row(health: ServiceHealth, seen: Observation) -> Chart:
    """One service among many: its errors, and the gravest that is to say."""
    name = for_terminal(health.service.name, 80)
    names = (SignalName.TRAFFIC, SignalName.ERRORS, SignalName.P95)
    numbers = [f"{each.value} {current(health.reading(each.value))}" for each in names]
    notes = (" · ".join(numbers), *list(_told(health, seen.range.end))[:1])
    errors = health.reading(SignalName.ERRORS.value)
    panels = (_panel("", (errors,), health, seen, low=True),) if errors else ()
    return Chart(
        title=name,
        badge=badge(health),
        notes=notes,
        description=". ".join([f"{name}: {health.colour.value}", *notes]) + ".",
        span=seen.range,
        panels=panels,
        markers=tuple(_markers(health, seen.range)),
    )


def badge(health: ServiceHealth) -> Badge:
    """The service's state in one word."""
    return Badge(word=health.colour.value, tone=TONES[health.colour])


def custom(own: OwnSignal, seen: Observation) -> Chart:
    """A signal of a person's own."""
    reading, name = own.reading, for_terminal(own.reading.name, 80)
    notes = tuple(sentences.reason(one, seen.range.end) for one in own.reasons)
    told = notes or (f"{name} {current(reading)}",)
    return Chart(
        title=name,
        badge=Badge(word=own.colour.value, tone=TONES[own.colour]),
        notes=told,
        span=seen.range,
        description=". ".join([f"{name}: {own.colour.value}", *told]) + ".",
        panels=(_panel("", (reading,), None, seen),),
    )


def _told(health: ServiceHealth, at: datetime) -> Iterator[str]:
    yield from (sentences.reason(reason, at) for reason in health.reasons)
    yield from (sentences.fast_burn(each) for each in health.fast_burns)


def _panels(health: ServiceHealth, seen: Observation) -> Iterator[TimePanel]:
    for name, title in ((SignalName.TRAFFIC, "Requests"), (SignalName.ERRORS, "Errors")):
        reading = health.reading(name.value)
        if reading is not None:
            yield _panel(title, (reading,), health, seen)
    latencies = [one for each in _LATENCIES if (one := health.reading(each.value)) is not None]
    if latencies:
        yield _panel("Latency", latencies, health, seen)
    golden = {
        SignalName.TRAFFIC.value,
        SignalName.ERRORS.value,
        *(each.value for each in _LATENCIES),
    }
    for reading in health.readings:
        if reading.name not in golden and isinstance(reading.track, Measured):
            yield _panel(_title(reading.name), (reading,), health, seen)


def _title(name: str) -> str:
    shown = for_terminal(name, 60)
    processor = name in {SignalName.CPU.value, SignalName.CPU_SHARE.value}
    return f"CPU{shown[3:]}" if processor else shown[:1].upper() + shown[1:]


def _panel(
    title: str,
    readings: Sequence[Reading],
    health: ServiceHealth | None,
    seen: Observation,
    *,
    low: bool = False,
) -> TimePanel:
    unit = _UNITS[readings[0].unit]
    absent = next((r.track for r in readings if isinstance(r.track, NoData)), None)
    drawn = [reading for reading in readings if isinstance(reading.track, Measured)]
    if not drawn:
        reason = f"no data: {for_terminal(absent.reason)}" if absent else "no data"
        return TimePanel(title=title, unit=unit, low=low, absent=reason)
    several = len(readings) > 1
    return TimePanel(
        title=title,
        unit=unit,
        lines=tuple(
            _line(reading, reading.track.value, tone, named=several)
            for reading, tone in zip(drawn, _LINES, strict=False)
            if isinstance(reading.track, Measured)
        ),
        levels=tuple(_levels(drawn)),
        bands=tuple(_bands(drawn, health, seen)),
        low=low,
    )


def _line(reading: Reading, track: Track, tone: Tone, *, named: bool) -> Line:
    label = reading.name.removeprefix("latency ").upper() if named else ""
    return Line(
        label=label,
        starts=track.times - track.step_s,
        ends=track.times,
        values=track.values,
        tone=tone,
        filled=not named,
        note="" if named else _latest(track, reading.unit),
    )


def _latest(track: Track, unit: SignalUnit) -> str:
    """The value of the last step, where the line ends."""
    last = float(track.values[-1])
    return "" if np.isnan(last) else value(last, unit)


def _levels(readings: Sequence[Reading]) -> Iterator[Level]:
    for reading in readings:
        if reading.goal is not None:
            limit = value(reading.goal.limit, reading.unit)
            whose = reading.name.removeprefix("latency ").upper() if len(readings) > 1 else ""
            yield Level(value=reading.goal.limit, label=f"{whose} target {limit}".strip())
        judgement = reading.judgement
        if judgement is not None and not isinstance(judgement.baseline, NoData):
            usual = judgement.baseline.level
            label = f"usual {value(usual, reading.unit)}"
            yield Level(value=usual, label=label, tone=Tone.QUIET)


def _bands(
    readings: Sequence[Reading], health: ServiceHealth | None, seen: Observation
) -> Iterator[Band]:
    if health is None:
        return
    names = {reading.name for reading in readings}
    unusual = [
        TimeRange(began, ended)
        for anomaly in health.anomalies
        if anomaly.signal.name in names
        and (began := max(anomaly.began, seen.range.start))
        < (ended := anomaly.ended or seen.range.end)
    ]
    yield from (Band(span=span, label="unusual", tone=Tone.BAD) for span in unusual)
    for burned in health.fast_burns:
        span = burned.span.overlap(seen.range)
        shown = _BURNED.get(burned.objective.kind, SignalName.ERRORS.value) in names
        if span and shown and not any(span.overlap(each) for each in unusual):
            yield Band(span=span, label="burned fast")


def _markers(health: ServiceHealth, span: TimeRange) -> Iterator[Marker]:
    for change in shown_changes(health):
        made = change.change
        if span.start < made.at <= span.end:
            label = made.version or made.summary
            yield Marker(at=made.at, label=for_terminal(label, 60))
