"""Measuring signals step by step in a capture."""

from collections.abc import Mapping, Sequence

import numpy as np

from midwatch.dialects.promql import SHORT_OF_FULL
from midwatch.dialects.promql_tracks import BUCKET_LABEL
from midwatch.dialects.promql_tracks import track as expression
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counters import present
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.measure import (
    PEAK_EVERY,
    Level,
    PeakShare,
    PersonsQuery,
    Present,
    Quantile,
    Rise,
    Selected,
    TrackRequest,
)
from midwatch.domain.signals.quantiles import quantile
from midwatch.domain.signals.selector import Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.units import seconds
from midwatch.domain.untrusted import for_terminal
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.windows import Windows, multiples, rises, samples_in

Answer = Measured[Track] | NoData


NO_PROMQL = NoData(reason="a capture evaluates no PromQL: ask a Prometheus that has this telemetry")


class CaptureTracks:
    """Measures signals in telemetry that was loaded; a Prometheus that holds the same measures the same."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture

    def tracks(self, requests: Sequence[TrackRequest]) -> Mapping[TrackRequest, Answer]:
        """Answer every request; a person's own query is `NoData`: it needs a Prometheus.

        Raises InputError where a regular expression cannot be read.
        """
        return {request: self._one(request) for request in requests}

    def _one(self, request: TrackRequest) -> Answer:
        if isinstance(request.measure, PersonsQuery):
            return NO_PROMQL
        windows = Windows.steps(request.range, request.step)
        alone = expression(request.measure, request.step, None, request.step * 0)
        values, samples = self._measured(request.measure, windows)
        origin = Provenance(
            query=alone,
            range=request.range,
            samples=samples,
            source=self._capture.name,
        )
        if not values.size or np.isnan(values).all():
            reason = f"nothing in the range for {for_terminal(alone, 300)}"
            return NoData(reason=reason, provenance=origin)
        track = Track(step=request.step, times=windows.ends, values=values)
        return Measured(value=track, provenance=origin)

    def _measured(self, measure: Selected | PeakShare, windows: Windows) -> tuple[Floats, int]:
        """Values a step, and how many samples were read for all of them."""
        match measure:
            case Rise(selection=selection):
                series = self._capture.matching(selection)
                return rises(series, windows), _read(series, windows)
            case Level(selection=selection):
                series = self._capture.matching(selection)
                return _fullest(series, windows), _read(series, windows)
            case Quantile(selection=selection, q=q):
                return self._quantile(selection, q, windows)
            case Present(selection=selection):
                series = self._capture.matching(selection)
                return _present(series, windows), _read(series, windows)
            case PeakShare():
                return self._peak(measure, windows)

    def _peak(self, peak: PeakShare, windows: Windows) -> tuple[Floats, int]:
        total, part = (self._capture.matching(each) for each in (peak.total, peak.part))
        at = multiples(PEAK_EVERY, windows)
        looked = Windows(starts=at - seconds(peak.window), ends=at)
        events, chosen = rises(total, looked), rises(part, looked)
        bad = events - chosen if peak.part_is_good else chosen
        told = (events > 0) & (bad >= peak.fewest)
        shares = np.where(told, bad / np.where(told, events, 1.0), np.nan)
        read = _read(total, looked.hull) + _read(part, looked.hull)
        return _greatest(shares, at, windows), read

    def _quantile(self, buckets: Selector, q: float, windows: Windows) -> tuple[Floats, int]:
        by_bound: dict[float, list[SampleSeries]] = {}
        for series in self._capture.matching(buckets):
            bound = _bound(series)
            if bound is not None:
                by_bound.setdefault(bound, []).append(series)
        bounds = np.array(sorted(by_bound), np.float64)
        if not len(bounds):
            return np.full(len(windows.ends), np.nan), 0
        counts = np.stack([rises(by_bound[bound], windows) for bound in bounds])
        read = sum(_read(series, windows) for series in by_bound.values())
        return quantile(q, bounds, counts), read


def _bound(series: SampleSeries) -> float | None:
    try:
        return float(series.labels.get(BUCKET_LABEL, ""))
    except ValueError:
        return None


def _read(series: Sequence[SampleSeries], windows: Windows) -> int:
    return int(samples_in(series, windows).sum())


def _present(series: Sequence[SampleSeries], windows: Windows) -> Floats:
    """How many of the series have a sample in each window; NaN where none has."""
    found = sum((samples_in([each], windows) > 0 for each in series), np.zeros(len(windows.ends)))
    return np.where(found > 0, found, np.nan)


def _fullest(series: Sequence[SampleSeries], windows: Windows) -> Floats:
    """The greatest of the gauges' means in each window; NaN where none has a sample there."""
    highest = np.full(len(windows.ends), np.nan)
    for gauge in series:
        times, values = present(gauge)
        total = np.concatenate(([0.0], np.cumsum(values)))
        low = np.searchsorted(times, windows.starts, side="left")
        high = np.searchsorted(times, windows.ends, side="right")
        count = high - low
        mean = np.where(count > 0, (total[high] - total[low]) / np.maximum(count, 1), np.nan)
        highest = np.fmax(highest, mean)
    return highest


def _greatest(column: Floats, at: Floats, windows: Windows) -> Floats:
    """The greatest of what was seen in each window, its start left out; NaN where nothing was."""
    low = np.searchsorted(at, windows.starts + seconds(SHORT_OF_FULL), side="left")
    high = np.searchsorted(at, windows.ends, side="right")
    seen = np.where(np.isnan(column), -np.inf, column)
    found = [
        float(seen[first:last].max(initial=-np.inf)) for first, last in zip(low, high, strict=True)
    ]
    return np.where(np.isinf(found), np.nan, found)
