"""What a capture holds: many series, each once, and what their families are said to be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from midwatch.domain.errors import InputError
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.untrusted import for_terminal

SeriesKey = tuple[str, tuple[tuple[str, str], ...]]
"""A metric and its labels, sorted by name; a label with an empty value is no label."""

SeriesIds = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Telemetry:
    """Series ordered by metric and labels, each once; times of one series ascend strictly.

    `types`: name of a family → its type in OpenMetrics' words (`counter`, `histogram`, …), where it was told.
    """

    series: tuple[SampleSeries, ...]
    types: Mapping[str, str] = field(default_factory=dict)

    @property
    def samples(self) -> int:
        """How many samples all series have together."""
        return sum(len(series.times) for series in self.series)


def series_key(metric: str, labels: Iterable[tuple[str, str]]) -> SeriesKey:
    """The identity of a series, however its labels were ordered."""
    return metric, tuple(sorted((name, value) for name, value in labels if value))


def gather(
    keys: Sequence[SeriesKey], ids: SeriesIds, times: Floats, values: Floats
) -> tuple[SampleSeries, ...]:
    """Sort samples into series, by key and time.

    `ids`, `times`, `values`: [n], one sample each, in any order; sample i is of series `keys[ids[i]]`. A sample that
    comes twice counts once. Raises InputError where a series has two values at one time.
    """
    # Numbers of 16 bits are sorted by radix, in one pass whatever their order.
    narrow = ids.astype(np.uint16) if len(keys) <= np.iinfo(np.uint16).max else ids
    order = np.argsort(narrow, kind="stable")
    times, values = times[order], values[order]
    ends = np.cumsum(np.bincount(ids, minlength=len(keys)))
    if not keys:
        return ()
    parts = zip(keys, np.split(times, ends[:-1]), np.split(values, ends[:-1]), strict=True)
    return tuple(_in_order(key, at, value) for key, at, value in sorted(parts, key=_key) if len(at))


def merge(parts: Iterable[Telemetry]) -> Telemetry:
    """All parts as one; a series that several parts hold is joined. Raises InputError as `gather` does."""
    given = tuple(parts)
    if len(given) == 1:
        return given[0]
    found: dict[SeriesKey, list[SampleSeries]] = {}
    for part in given:
        for series in part.series:
            found.setdefault(series_key(series.metric, series.labels.items()), []).append(series)
    return Telemetry(
        series=tuple(_joined(key, found[key]) for key in sorted(found)),
        types={family: kind for part in reversed(given) for family, kind in part.types.items()},
    )


def type_of(metric: str, types: Mapping[str, str]) -> str | None:
    """The declared type of the family a metric belongs to: its own name, or that name without a suffix; None untold."""
    if metric in types:
        return types[metric]
    for suffix, kinds in _SUFFIXES.items():
        kind = types.get(metric.removesuffix(suffix)) if metric.endswith(suffix) else None
        if kind in kinds:
            return kind
    return None


# Suffixes of sample names and the types whose families have them (OpenMetrics 1.0, “Suffixes”).
_SUFFIXES = {
    "_total": ("counter",),
    "_bucket": ("histogram", "gaugehistogram"),
    "_count": ("histogram", "summary"),
    "_sum": ("histogram", "summary"),
    "_gcount": ("gaugehistogram",),
    "_gsum": ("gaugehistogram",),
    "_info": ("info",),
    "_created": ("counter", "histogram", "summary"),
}


def _key(part: tuple[SeriesKey, Floats, Floats]) -> SeriesKey:
    return part[0]


def _joined(key: SeriesKey, parts: list[SampleSeries]) -> SampleSeries:
    if len(parts) == 1:
        return parts[0]
    times = np.concatenate([part.times for part in parts])
    return _in_order(key, times, np.concatenate([part.values for part in parts]))


def _in_order(key: SeriesKey, times: Floats, values: Floats) -> SampleSeries:
    """One series with ascending times, whatever the order of its samples."""
    metric, labels = key
    if not (np.diff(times) > 0).all():
        order = np.argsort(times, kind="stable")
        times, values = times[order], values[order]
        again = np.flatnonzero(np.diff(times) == 0)
        same = (values[again] == values[again + 1]) | (
            np.isnan(values[again]) & np.isnan(values[again + 1])
        )
        if not same.all():
            raise _two_values(key, times[again[~same][0]])
        times, values = np.delete(times, again), np.delete(values, again)
    return SampleSeries(metric=metric, labels=dict(labels), times=times, values=values)


def _two_values(key: SeriesKey, at: float) -> InputError:
    metric, labels = key
    shown = for_terminal(f"{metric}{dict(labels)}", limit=200)
    return InputError(
        f"read {shown}",
        why=f"it has two values at {datetime.fromtimestamp(at, UTC).isoformat()}",
        fix="keep one of the two; where two files overlap, cut one of them",
    )
