"""Splitting a block of exposition text into columns without looking at a line at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.telemetry import SeriesIds
from midwatch.formats.capture.lines import EARLIEST_MS, LATEST_SECONDS, TextStyle

Indices = npt.NDArray[np.intp]

_NEWLINE, _SPACE, _HASH = b"\n #"
_NUMBERS = b"0123456789+-.eEinfatyINFATY "
_SHORTEST = 2
"""A space and a digit."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Samples of a block: `ids` int32[n] of their series, `times` float64[n] Unix seconds, `values` float64[n]."""

    ids: SeriesIds
    times: Floats
    values: Floats

    @classmethod
    def of(cls, ids: list[int], times: list[float], values: list[float]) -> Self:
        """Lists of equal length as columns."""
        return cls(np.array(ids, np.int32), np.array(times, float), np.array(values, float))


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A block taken apart: `heads` name the series of each sample, `numbers` are its value and time in turn."""

    comments: tuple[bytes, ...]
    heads: list[bytes]
    numbers: list[bytes]


def split(block: bytes) -> Split | None:
    """Take apart lines that end with a newline each; None where one is not plainly series, value, time."""
    letters = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(letters == _NEWLINE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    commented = letters[starts] == _HASH
    comments = tuple(block[starts[at] : ends[at]] for at in np.flatnonzero(commented))
    data = ~commented & (ends > starts)
    starts, ends = starts[data], ends[data]
    spaces = np.flatnonzero(letters == _SPACE)
    before = np.searchsorted(spaces, ends)
    if before.min(initial=_SHORTEST) < _SHORTEST:
        return None
    first, second = spaces[before - 2], spaces[before - 1]
    gaps = (first - starts, second - first, ends - second)
    if any(gap.min(initial=_SHORTEST) < least for gap, least in zip(gaps, (1, 2, 2), strict=True)):
        return None
    numbers = _between(letters, first, ends)
    if numbers.translate(None, _NUMBERS):
        return None
    heads = [block[start:end] for start, end in zip(starts.tolist(), first.tolist(), strict=True)]
    return Split(comments, heads, numbers.split())


def columns(split: Split, heads: Mapping[bytes, int], style: TextStyle) -> Columns | None:
    """The samples as columns; None where a number or a time is none. Raises what looking up a head raises."""
    ids = list(map(heads.__getitem__, split.heads))
    try:
        numbers = np.array(list(map(float, split.numbers)), float)
    except ValueError:
        return None
    values, times = numbers[0::2].copy(), numbers[1::2].copy()
    openmetrics = style is TextStyle.OPENMETRICS
    low, high = (0.0, LATEST_SECONDS) if openmetrics else (EARLIEST_MS, LATEST_SECONDS * 1000)
    if not ((times >= low) & (times <= high)).all():
        return None
    return Columns(np.array(ids, np.int32), times if openmetrics else times / 1000, values)


def _between(letters: npt.NDArray[np.uint8], starts: Indices, ends: Indices) -> bytes:
    """All letters in [start, end) of the spans, which do not touch."""
    steps = np.zeros(len(letters), np.int8)
    steps[starts], steps[ends] = 1, -1
    return letters[np.cumsum(steps, dtype=np.int8).view(np.bool_)].tobytes()
