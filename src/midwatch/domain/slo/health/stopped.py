"""Telemetry that stopped or began within the range: a metric that was renamed, a target that is gone, a new service."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.slo.health.reading import Reading, SignalName

LONG_ENOUGH: Final = timedelta(minutes=5)
"""Silence of so long is told of: a source itself takes a series for gone after that.

Source: https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
"""


def stops(readings: Sequence[Reading]) -> Iterator[tuple[Reading, datetime]]:
    """What was told of in the range and no more at its end, with the end of its last step.

    Requests stop where their counters are gone: without traffic they stand still, and that is zero. The share of slow
    requests stops where requests go on, and their durations do not.
    """
    traffic = _named(readings, SignalName.TRAFFIC)
    if traffic is None or isinstance(traffic.track, NoData):
        return
    stopped = _stop(traffic, np.isnan(traffic.track.value.values))
    if stopped is not None:
        yield traffic, stopped
    slow = _named(readings, SignalName.SLOW)
    if slow is None or isinstance(slow.track, NoData):
        return
    silent = np.isnan(slow.track.value.values)
    if silent.shape == traffic.track.value.values.shape:
        busy = traffic.track.value.values > 0
        since = _stop(slow, silent) if busy[_trailing(silent) :].any() else None
        if since is not None:
            yield slow, since


def tells_of_requests(readings: Sequence[Reading]) -> bool:
    """Whether there is anything of requests in the range."""
    traffic = _named(readings, SignalName.TRAFFIC)
    return traffic is not None and not isinstance(traffic.track, NoData)


def begins(readings: Sequence[Reading]) -> datetime | None:
    """When the first step with requests began; None where it is the first of the range, or there is none."""
    traffic = _named(readings, SignalName.TRAFFIC)
    if traffic is None or isinstance(traffic.track, NoData):
        return None
    told = np.flatnonzero(~np.isnan(traffic.track.value.values))
    if not told.size or not told[0]:
        return None
    return datetime.fromtimestamp(float(traffic.track.value.times[told[0] - 1]), UTC)


def _stop(
    reading: Reading, silent: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> datetime | None:
    if isinstance(reading.track, NoData):
        return None
    track, begun = reading.track.value, _trailing(silent)
    if not begun or (len(silent) - begun) * track.step < LONG_ENOUGH:
        return None
    return datetime.fromtimestamp(float(track.times[begun - 1]), UTC)


def _trailing(silent: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> int:
    """Where the silence at the end begins; 0 where there was never anything."""
    told = np.flatnonzero(~silent)
    return int(told[-1]) + 1 if told.size else 0


def _named(readings: Sequence[Reading], name: SignalName) -> Reading | None:
    return next((reading for reading in readings if reading.name == name.value), None)
