"""Signals derived from what counters did: rates from events, shares from two kinds of them."""

import numpy as np

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats

Answer = Measured[Track] | NoData
Number = Measured[float] | NoData
NO_TRAFFIC = "no traffic: nothing was counted in the range"


def rate(events: Answer) -> Answer:
    """Events a second, step by step."""
    return events.map(_per_second) if isinstance(events, Measured) else events


def whole_rate(events: Number, steps: Answer, length_s: float) -> Number:
    """Events a second over a range, or over the part of it in whose `steps` there was telemetry."""
    if isinstance(events, NoData):
        return events
    told = 1.0
    if isinstance(steps, Measured):
        told = max(float(np.mean(~np.isnan(steps.value.values))), 1 / len(steps.value.values))
    return events.map(lambda count: count / (length_s * told))


def share(part: Answer, total: Answer) -> Answer:
    """The share of some events among all, step by step, weighed by all; where none of the part was ever counted, zero.

    A step without events is NaN. A part whose source failed makes no share.
    """
    if isinstance(total, NoData) or (isinstance(part, NoData) and part.source_failed):
        return total if isinstance(total, NoData) else part
    values = part.value.values if isinstance(part, Measured) else np.zeros(len(total.value.times))
    track = total.value
    shares = _ratio(np.nan_to_num(values), track.values)
    found = Track(step=track.step, times=track.times, values=shares, weights=track.values)
    return Measured(
        value=found,
        provenance=_of_both(part, total),
        warnings=_warnings(part, total),
    )


def whole_share(part: Number, total: Number) -> Number:
    """The share of some events among all over a range; no traffic is no data."""
    if isinstance(total, NoData) or (isinstance(part, NoData) and part.source_failed):
        return total if isinstance(total, NoData) else part
    origin = _of_both(part, total)
    if total.value <= 0:
        return NoData(reason=NO_TRAFFIC, provenance=origin)
    value = part.value if isinstance(part, Measured) else 0.0
    found = min(max(value, 0.0) / total.value, 1.0)
    return Measured(value=found, provenance=origin, warnings=_warnings(part, total))


def shortfall(good: Answer, total: Answer) -> Answer:
    """The share that is not good, step by step, weighed by all; NaN where good ones were not told of, or nothing came.

    Good events that are not there at all are no data: nobody can tell them from a metric that was renamed.
    """
    if isinstance(good, NoData) or isinstance(total, NoData):
        return good if isinstance(good, NoData) else total
    track = total.value
    bad = np.maximum(track.values - _whole_steps(good.value.values, track.values), 0.0)
    found = Track(
        step=track.step,
        times=track.times,
        values=_ratio(bad, track.values),
        weights=track.values,
    )
    return Measured(value=found, provenance=_of_both(good, total), warnings=_warnings(good, total))


def _whole_steps(good: Floats, total: Floats) -> Floats:
    """Good events without the steps beside those that tell of none: they were told of for a part of these only."""
    gone = np.isnan(good) & (total > 0)
    beside = np.zeros_like(gone)
    beside[1:] |= gone[:-1]
    beside[:-1] |= gone[1:]
    return np.where(beside, np.nan, good)


def whole_shortfall(good: Number, total: Number, steps: Answer) -> Number:
    """The share that is not good over a range; where some of its `steps` do not tell, over those that do."""
    if isinstance(good, NoData) or isinstance(total, NoData):
        return good if isinstance(good, NoData) else total
    origin, warnings = _of_both(good, total), _warnings(good, total)
    if total.value <= 0:
        return NoData(reason=NO_TRAFFIC, provenance=origin)
    found = min(max(total.value - good.value, 0.0) / total.value, 1.0)
    if isinstance(steps, Measured) and (partly := _of_told_steps(steps.value)) is not None:
        found = partly
    return Measured(value=found, provenance=origin, warnings=warnings)


def _of_told_steps(share: Track) -> float | None:
    """The share over the steps that tell; None where all with events do, or none."""
    weights = np.nan_to_num(share.weights if share.weights is not None else np.zeros(0))
    told = ~np.isnan(share.values)
    if not told.any() or told[weights > 0].all():
        return None
    return float(np.average(share.values[told], weights=weights[told]))


def scaled(number: Number, factor: float) -> Number:
    """The number in another unit."""
    return number.map(lambda value: value * factor) if isinstance(number, Measured) else number


def scaled_track(track: Answer, factor: float) -> Answer:
    """The track in another unit."""
    if isinstance(track, NoData):
        return track
    return track.map(lambda one: Track(step=one.step, times=one.times, values=one.values * factor))


def _per_second(track: Track) -> Track:
    return Track(step=track.step, times=track.times, values=track.values / track.step_s)


def _ratio(part: Floats, total: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, np.minimum(part / total, 1.0), np.nan)


def _warnings(*answers: Answer | Number) -> tuple[str, ...]:
    told = (w for a in answers if isinstance(a, Measured) for w in a.warnings)
    return tuple(dict.fromkeys(told))


def _of_both(part: Answer | Number, total: Answer | Number) -> Provenance:
    """Where a quotient comes from: both queries, to be pasted one by one."""
    origins = [answer.provenance for answer in (part, total) if answer.provenance is not None]
    samples = [origin.samples for origin in origins]
    return Provenance(
        query="; over: ".join(origin.query for origin in origins),
        range=origins[-1].range if origins else None,
        samples=None if None in samples else sum(count or 0 for count in samples),
        source=origins[-1].source if origins else "",
    )
