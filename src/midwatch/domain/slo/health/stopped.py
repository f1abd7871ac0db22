"""Telemetry that stopped or began within the range: a metric that was renamed, a target that is gone, a new service."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.anomalies.track import FEWEST_TOLD, LONG_ENOUGH, Track, quiet_ends
from midwatch.domain.slo.health.reading import Reading, SignalName


def stops(readings: Sequence[Reading]) -> Iterator[tuple[Reading, datetime]]:
    """What was told of in the range and no more at its end, with the end of its last step.

    Requests stop where their counters are gone: without traffic they stand still, and that is zero. The share of slow
    requests stops where requests go on, and their durations do not.
    """
    traffic, slow = (_named(readings, name) for name in (SignalName.TRAFFIC, SignalName.SLOW))
    requests = _track(traffic)
    if traffic is None or requests is None:
        return
    _, silent = quiet_ends(requests)
    if silent:
        yield traffic, _end_before(requests, silent)
    shares = _track(slow)
    if slow is None or shares is None or shares.values.shape != requests.values.shape:
        return
    _, silent = quiet_ends(shares)
    if silent and bool((requests.values[-silent:] > 0).any()):
        yield slow, _end_before(shares, silent)


def last_of_few(reading: Reading) -> datetime | None:
    """The end of the last step that tells something, where too few do to know by them whether the rest stopped."""
    track = _track(reading)
    told = np.flatnonzero(~np.isnan(track.values)) if track is not None else np.zeros(0, np.intp)
    if track is None or not 0 < told.size < FEWEST_TOLD:
        return None
    silent = len(track.values) - 1 - int(told[-1])
    return _end_before(track, silent) if silent * track.step >= LONG_ENOUGH else None


def tells_of_requests(readings: Sequence[Reading]) -> bool:
    """Whether there is anything of requests in the range."""
    return _track(_named(readings, SignalName.TRAFFIC)) is not None


def begins(readings: Sequence[Reading]) -> datetime | None:
    """When the first step with requests began; None where nothing was missing before it, or there is none."""
    track = _track(_named(readings, SignalName.TRAFFIC))
    if track is None or np.isnan(track.values).all():
        return None
    silent, _ = quiet_ends(track)
    return datetime.fromtimestamp(float(track.times[silent - 1]), UTC) if silent else None


def _end_before(track: Track, silent: int) -> datetime:
    return datetime.fromtimestamp(float(track.times[-silent - 1]), UTC)


def _track(reading: Reading | None) -> Track | None:
    if reading is None or isinstance(reading.track, NoData):
        return None
    return reading.track.value


def _named(readings: Sequence[Reading], name: SignalName) -> Reading | None:
    return next((reading for reading in readings if reading.name == name.value), None)
