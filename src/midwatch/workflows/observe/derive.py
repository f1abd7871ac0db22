"""Signals derived from what counters did: rates from events, shares from two kinds of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np

from midwatch.dialects import promql_tracks as promql
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.anomalies.track import Track, quiet_ends
from midwatch.domain.signals.counts import Floats

Answer = Measured[Track] | NoData
Number = Measured[float] | NoData
T = TypeVar("T")
NO_TRAFFIC = "no traffic: nothing was counted in the range"
PARTLY = "# over the steps alone in which good ones were told of"
"""Behind the query of a range, as a comment: what it says of the whole range is not the number."""


def rate(events: Answer) -> Answer:
    """Events a second, step by step."""
    if isinstance(events, NoData):
        return events
    span_s = events.value.step_s
    return _asked(events.map(_per_second), lambda query: promql.per_second(query, span_s))


def whole_rate(events: Number, steps: Answer, length_s: float) -> Number:
    """Events a second over a range; what its `steps` tell nothing of at either end is no part of it."""
    if isinstance(events, NoData):
        return events
    span_s = length_s
    if isinstance(steps, Measured):
        quiet = sum(quiet_ends(steps.value))
        span_s *= 1 - quiet / len(steps.value.values)
    found = events.map(lambda count: count / span_s)
    return _asked(found, lambda query: promql.per_second(query, span_s))


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
        provenance=_of_both(part, total, _share(part)),
        warnings=_warnings(part, total),
    )


def whole_share(part: Number, total: Number) -> Number:
    """The share of some events among all over a range; no traffic is no data."""
    if isinstance(total, NoData) or (isinstance(part, NoData) and part.source_failed):
        return total if isinstance(total, NoData) else part
    origin = _of_both(part, total, _share(part))
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
    return Measured(
        value=found, provenance=_of_both(good, total, _shortfall), warnings=_warnings(good, total)
    )


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
    origin, warnings = _of_both(good, total, _shortfall), _warnings(good, total)
    if total.value <= 0:
        return NoData(reason=NO_TRAFFIC, provenance=origin)
    found = min(max(total.value - good.value, 0.0) / total.value, 1.0)
    if isinstance(steps, Measured) and (partly := _of_told_steps(steps.value)) is not None:
        found, origin = partly, replace(origin, query=f"{origin.query}  {PARTLY}")
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
    if isinstance(number, NoData):
        return number
    found = number.map(lambda value: value * factor)
    return _asked(found, lambda query: promql.scaled(query, factor))


def scaled_track(track: Answer, factor: float) -> Answer:
    """The track in another unit."""
    if isinstance(track, NoData):
        return track
    found = track.map(lambda one: Track(step=one.step, times=one.times, values=one.values * factor))
    return _asked(found, lambda query: promql.scaled(query, factor))


def _per_second(track: Track) -> Track:
    return Track(step=track.step, times=track.times, values=track.values / track.step_s)


def _ratio(part: Floats, total: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, np.minimum(part / total, 1.0), np.nan)


def _warnings(*answers: Answer | Number) -> tuple[str, ...]:
    told = (w for a in answers if isinstance(a, Measured) for w in a.warnings)
    return tuple(dict.fromkeys(told))


Form = Callable[[str, str], str]
"""One query of two: of a part, and of everything."""


def _share(part: Answer | Number) -> Form:
    there = isinstance(part, Measured)
    return lambda of_part, of_total: promql.share(of_part, of_total, part_is_there=there)


def _shortfall(of_good: str, of_total: str) -> str:
    return promql.share(promql.rest(of_total, of_good), of_total, part_is_there=True)


def _asked(found: Measured[T], form: Callable[[str], str]) -> Measured[T]:
    """The value with the query that gives it, not what it was computed from."""
    origin = found.provenance
    return replace(found, provenance=replace(origin, query=form(origin.query)))


def _of_both(part: Answer | Number, total: Answer | Number, form: Form) -> Provenance:
    """Where a quotient or a difference comes from: one query that gives it at the end of the range."""
    origins = [answer.provenance for answer in (part, total) if answer.provenance is not None]
    queries = [origin.query for origin in origins]
    samples = [origin.samples for origin in origins]
    return Provenance(
        query=form(*queries) if len(queries) == 2 else "".join(queries),  # noqa: PLR2004 - a part, and everything
        range=origins[-1].range if origins else None,
        samples=None if None in samples else sum(count or 0 for count in samples),
        source=origins[-1].source if origins else "",
    )
