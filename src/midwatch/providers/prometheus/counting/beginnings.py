"""Since when a source has telemetry: seen coarsely over the whole span, then finely where it begins."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from midwatch.dialects.promql import events
from midwatch.domain.errors import SourceFailed
from midwatch.domain.measured import Measured
from midwatch.domain.signals.measure import Measure, PersonsQuery, Present, TrackRequest
from midwatch.domain.slo.indicator import CounterEvents, Indicator, SampleEvents
from midwatch.domain.units import TimeRange
from midwatch.providers.prometheus.tracks import PrometheusTracks

HOUR: Final = timedelta(hours=1)
PARTS: Final = 30
"""The beginning is known to one part in so many of what there is: a day in 30, an hour in a day."""


def begins(
    tracks: PrometheusTracks, indicators: Sequence[Indicator], span: TimeRange
) -> Mapping[Indicator, datetime]:
    """Since when each indicator has telemetry in the span, as the port says. Raises SourceError."""
    found: dict[Indicator, datetime] = {}
    pending: Mapping[TimeRange, Sequence[Indicator]] = {span: tuple(dict.fromkeys(indicators))}
    while pending:
        coarse: dict[TimeRange, list[Indicator]] = defaultdict(list)
        for indicator, first in _first_steps(tracks, pending):
            if first is None:
                continue
            if first.start <= span.start or first.length <= max(
                HOUR, (span.end - first.start) / PARTS
            ):
                found[indicator] = max(first.start, span.start)
            else:
                coarse[first].append(indicator)
        pending = coarse
    return found


def _first_steps(
    tracks: PrometheusTracks, pending: Mapping[TimeRange, Sequence[Indicator]]
) -> Iterator[tuple[Indicator, TimeRange | None]]:
    """The first step of each span in which an indicator has telemetry; None where it has none."""
    asked = {
        (indicator, part): TrackRequest(_there(indicator, _step(part)), _whole(part), _step(part))
        for part, indicators in pending.items()
        for indicator in indicators
    }
    answers = tracks.tracks(list(asked.values()))
    for (indicator, _), request in asked.items():
        answer = answers[request]
        if isinstance(answer, Measured):
            place = int(np.flatnonzero(~np.isnan(answer.value.values))[0])
            end = datetime.fromtimestamp(float(answer.value.times[place]), UTC)
            yield indicator, TimeRange.ending(end, request.step)
        elif answer.source_failed:
            raise SourceFailed("find out since when there is telemetry", why=answer.reason)
        else:
            yield indicator, None


def _step(part: TimeRange) -> timedelta:
    """A thirtieth of the span in whole hours; an hour at least."""
    return max(-(-(part.length / PARTS) // HOUR), 1) * HOUR


def _whole(part: TimeRange) -> TimeRange:
    """The span in whole steps, reaching back as far as it does at least."""
    steps = -(-part.length // _step(part))
    return TimeRange.ending(part.end, steps * _step(part))


def _there(indicator: Indicator, step: timedelta) -> Measure:
    match indicator:
        case CounterEvents(valid=valid):
            return Present(valid)
        case SampleEvents(gauge=gauge):
            return Present(gauge)
        case _:
            return PersonsQuery(events(indicator, step).valid)
