"""Measuring signals step by step in a capture."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from midwatch.dialects.promql import SHORT_OF_FULL
from midwatch.dialects.promql_tracks import BUCKET_LABEL, nothing
from midwatch.dialects.promql_tracks import track as expression
from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.measure import (
    PEAK_EVERY,
    PROCESSOR_LABELS,
    Busy,
    Level,
    PeakShare,
    PersonsQuery,
    Present,
    Quantile,
    Rise,
    Selected,
    Share,
    TrackRequest,
)
from midwatch.domain.signals.quantiles import quantile
from midwatch.domain.signals.selector import Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.units import seconds
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
            return NoData(reason=nothing(request.measure, request.step), provenance=origin)
        track = Track(step=request.step, times=windows.ends, values=values)
        return Measured(value=track, provenance=origin)

    def _measured(self, measure: Selected, windows: Windows) -> tuple[Floats, int]:
        """Values a step, and how many samples were read for all of them."""
        match measure:
            case Quantile(selection=selection, q=q):
                return self._quantile(selection, q, windows)
            case Share():
                return self._share(measure, windows)
            case PeakShare():
                return self._peak(measure, windows)
            case _:
                series = self._capture.matching(measure.selection)
                return _together(measure, series, windows), _read(series, windows)

    def _share(self, measure: Share, windows: Windows) -> tuple[Floats, int]:
        used, limits = map(self._capture.matching, (measure.selection, measure.limit))
        by_labels = {_key(limit.labels): limit for limit in limits}
        shares = (
            _shares(gauge, by_labels[key], windows, free=measure.free)
            for gauge in used
            if (key := _key(gauge.labels)) in by_labels
        )
        return _greatest(shares, windows), _read((*used, *limits), windows)

    def _peak(self, peak: PeakShare, windows: Windows) -> tuple[Floats, int]:
        total, part = (self._capture.matching(each) for each in (peak.total, peak.part))
        at = multiples(PEAK_EVERY, windows)
        looked = Windows(starts=at - seconds(peak.window), ends=at)
        events, chosen = rises(total, looked), rises(part, looked)
        bad = events - chosen if peak.part_is_good else chosen
        told = (events > 0) & (bad >= peak.fewest)
        shares = np.where(told, bad / np.where(told, events, 1.0), np.nan)
        read = _read(total, looked.hull) + _read(part, looked.hull)
        return _highest(shares, at, windows), read

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


def _together(
    measure: Rise | Level | Busy | Present, series: Sequence[SampleSeries], windows: Windows
) -> Floats:
    match measure:
        case Rise():
            return rises(series, windows)
        case Level():
            return _greatest((_mean(gauge, windows) for gauge in series), windows)
        case Busy():
            return _greatest(_busy(series, windows), windows)
        case Present():
            return _present(series, windows)


def _present(series: Sequence[SampleSeries], windows: Windows) -> Floats:
    """How many of the series have a sample in each window; NaN where none has."""
    found = sum((samples_in([each], windows) > 0 for each in series), np.zeros(len(windows.ends)))
    return np.where(found > 0, found, np.nan)


def _greatest(tracks: Iterable[Floats], windows: Windows) -> Floats:
    """The greatest of several in each window; NaN where none has a finite one."""
    highest = np.full(len(windows.ends), np.nan)
    for values in tracks:
        highest = np.fmax(highest, values)
    return np.where(np.isfinite(highest), highest, np.nan)


def _highest(column: Floats, at: Floats, windows: Windows) -> Floats:
    """The greatest of what was seen in each window, its start left out; NaN where nothing was."""
    low = np.searchsorted(at, windows.starts + seconds(SHORT_OF_FULL), side="left")
    high = np.searchsorted(at, windows.ends, side="right")
    seen = np.where(np.isnan(column), -np.inf, column)
    found = [
        float(seen[first:last].max(initial=-np.inf)) for first, last in zip(low, high, strict=True)
    ]
    return np.where(np.isinf(found), np.nan, found)


def _mean(gauge: SampleSeries, windows: Windows) -> Floats:
    """A gauge's mean in each window; NaN where it has no sample there."""
    known = ~np.isnan(gauge.values)
    times, values = gauge.times[known], gauge.values[known]
    low = np.searchsorted(times, windows.starts, side="left")
    high = np.searchsorted(times, windows.ends, side="right")
    finite = np.isfinite(values)
    total, endless = (
        _summed(column, low, high)
        for column in (np.where(finite, values, 0.0), np.where(finite, 0.0, np.sign(values)))
    )
    count = high - low
    mean = np.where(endless == 0, total / np.maximum(count, 1), np.copysign(np.inf, endless))
    return np.where(count > 0, mean, np.nan)


def _summed(column: Floats, low: npt.NDArray[np.int64], high: npt.NDArray[np.int64]) -> Floats:
    total = np.concatenate(([0.0], np.cumsum(column)))
    summed: Floats = total[high] - total[low]
    return summed


def _shares(gauge: SampleSeries, limit: SampleSeries, windows: Windows, *, free: bool) -> Floats:
    means, limits = _mean(gauge, windows), _mean(limit, windows)
    known = (limits > 0) & np.isfinite(limits)
    share = means / np.where(known, limits, np.nan)
    return 1 - share if free else share


def _busy(idle: Sequence[SampleSeries], windows: Windows) -> Iterator[Floats]:
    """One minus the mean idle share of each machine's processors."""
    machines: dict[frozenset[tuple[str, str]], list[Floats]] = defaultdict(list)
    for each in idle:
        labels = {name: v for name, v in each.labels.items() if name not in PROCESSOR_LABELS}
        share = rises([each], windows) / (windows.ends - windows.starts)
        machines[_key(labels)].append(share)
    for shares in machines.values():
        known = ~np.isnan(shares)
        count = np.count_nonzero(known, axis=0)
        mean = np.where(known, shares, 0.0).sum(axis=0) / np.maximum(count, 1)
        yield np.where(count > 0, np.maximum(1 - mean, 0.0), np.nan)


def _key(labels: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What tells series of one metric apart; an empty label is none."""
    return frozenset((name, value) for name, value in labels.items() if value)
