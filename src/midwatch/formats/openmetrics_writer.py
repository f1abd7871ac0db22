"""Columns of samples as OpenMetrics text, millions of lines in a second or two.

Source: https://prometheus.io/docs/specs/om/open_metrics_spec/
"""

import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries

Letters = npt.NDArray[np.uint8]
"""uint8[n, width]: a text a row, with NUL wherever a row has no letter."""

MOST_DECIMALS = 6
EXACT_BELOW = 2.0**53
"""Above it neighbouring floats are further than 1 apart."""

_GZIP = (
    31  # zlib's `windowBits` for a gzip header, whose time is then zero: the same bytes each time
)
_FASTEST = 1


class FamilyType(Enum):
    """The types that the writer has a use for."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Metrics described together; `name` is without the `_total`, `_bucket` and the like that samples add to it."""

    name: str
    type: FamilyType
    help: str
    series: tuple[SampleSeries, ...]


def dump_columns(families: Iterable[Family]) -> Iterator[bytes]:
    """The text in pieces, a series a piece, `# EOF` the last; values and times come back exactly as they went in.

    Series follow one another whole, which Prometheus reads as readily as samples in turn, and compresses better.
    """
    for family in families:
        yield _description(family).encode()
        for series in family.series:
            yield _lines(series)
    yield b"# EOF\n"


def gzipped(pieces: Iterable[bytes]) -> bytes:
    """One gzip stream of all pieces, the same bytes for the same text."""
    packer = zlib.compressobj(_FASTEST, zlib.DEFLATED, _GZIP)
    return b"".join([*(packer.compress(piece) for piece in pieces), packer.flush()])


def series_name(metric: str, labels: Mapping[str, str]) -> str:
    """A series as a line begins: `metric{label="value"}`, labels in their order."""
    if not labels:
        return metric
    pairs = (f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{metric}{{{','.join(pairs)}}}"


def _description(family: Family) -> str:
    return (
        f"# TYPE {family.name} {family.type.value}\n"
        f"# HELP {family.name} {_escaped(family.help)}\n"
    )  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _lines(series: SampleSeries) -> bytes:
    count = len(series.times)
    if not count:
        return b""
    parts = (
        _repeated(f"{series_name(series.metric, series.labels)} ", count),
        letters(series.values),
        _repeated(" ", count),
        letters(series.times),
        _repeated("\n", count),
    )
    table = np.concatenate(parts, axis=1)
    written: Letters = table[table != 0]
    return written.tobytes()


def _repeated(text: str, count: int) -> Letters:
    row = np.frombuffer(text.encode(), dtype=np.uint8)
    return np.broadcast_to(row, (count, row.size))


def letters(values: Floats) -> Letters:
    """Each value in decimal, with as many decimals as the column needs; Python's own `repr` where it needs too many."""
    decimals = _decimals(values)
    if decimals is None:
        text = np.array([_number(value).encode() for value in values.tolist()])
        return text.view(np.uint8).reshape(len(values), -1)
    return _digits(np.rint(values * 10.0**decimals).astype(np.uint64), decimals)


def _number(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else f"{'+' if value > 0 else '-'}Inf"


def _decimals(values: Floats) -> int | None:
    """The least number of decimals that says every value exactly; None where digits alone do not."""
    if not (np.isfinite(values).all() and not np.signbit(values).any()):
        return None
    for decimals in range(MOST_DECIMALS + 1):
        scale = 10.0**decimals
        scaled = np.rint(values * scale)
        if scaled.max(initial=0) >= EXACT_BELOW:
            return None
        if np.array_equal(scaled / scale, values):
            return decimals
    return None


def _digits(numbers: npt.NDArray[np.uint64], decimals: int) -> Letters:
    """Decimal digits of whole numbers, of which the last `decimals` stand behind the point."""
    width = max(len(str(int(numbers.max()))), decimals + 1)
    point = int(decimals > 0)
    table = np.zeros((len(numbers), width + point), dtype=np.uint8)
    rest = numbers
    for place in range(width):
        shown = rest > 0 if place > decimals else True
        rest, digit = np.divmod(rest, np.uint64(10))
        column = width - 1 - place + (point if place < decimals else 0)
        table[:, column] = np.where(shown, digit + ord("0"), 0)
    if decimals:
        table[:, width - decimals] = ord(".")
    return table
