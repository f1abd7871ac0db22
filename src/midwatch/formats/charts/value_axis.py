"""Axes of values: round steps, and labels a person reads at a glance."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from midwatch.formats.charts.chart import Unit

_HAIR = 1e-9
"""Floating point's own error, in parts of a step."""
_MOST_DECIMALS = 9
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_KIBI = 1024.0
_TIMES = (
    ("d", 86_400.0, 172_800.0),
    ("h", 3_600.0, 7_200.0),
    ("min", 60.0, 180.0),
    ("s", 1.0, 1.0),
)
"""A unit of time, its seconds, and from how many seconds at the axis' end it is used; below are milliseconds."""
_SIZES = ("B", "KiB", "MiB", "GiB", "TiB")
_COUNTS = (("G", 1e9), ("M", 1e6), ("k", 1e4))
"""Thousands are written out until there are ten of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAxis:
    """From `low` to `high`, with a line at each of `ticks`, which `labels` name."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def share(self, value: float) -> float:
        """Where a value lies: 0 is `low`, 1 is `high`; what lies outside is moved to the end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def axis(values: Iterable[float], unit: Unit, *, lines: int = 4) -> ValueAxis:
    """The axis that holds all finite values, ending at round ones, with about so many lines."""
    known = [value for value in values if math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    scale, suffix = _scale(unit, max(abs(low), abs(high)))
    step = _step((high - low) / scale / lines)
    first, last = math.floor(low / scale / step + _HAIR), math.ceil(high / scale / step - _HAIR)
    ticks = tuple(index * step for index in range(first, last + 1))
    decimals = _decimals(step)
    return ValueAxis(
        low=ticks[0] * scale,
        high=ticks[-1] * scale,
        ticks=tuple(tick * scale for tick in ticks),
        labels=tuple(f"{tick:,.{decimals}f}{suffix}".replace("-", "−") for tick in ticks),
    )


def _decimals(step: float) -> int:
    """As many decimals as a round step has."""
    return next(
        (d for d in range(_MOST_DECIMALS) if abs(round(step, d) - step) < step * _HAIR),
        _MOST_DECIMALS,
    )


def _step(wanted: float) -> float:
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * each for each in _ROUND if power * each >= wanted * (1 - _HAIR))


def _scale(unit: Unit, most: float) -> tuple[float, str]:
    """By what values are divided before they are shown, and what then stands behind them."""
    match unit:
        case Unit.SHARE:
            return 0.01, "%"
        case Unit.MULTIPLE:
            return 1.0, "×"
        case Unit.SECONDS:
            return next(
                ((s, f" {name}") for name, s, least in _TIMES if most >= least), (0.001, " ms")
            )
        case Unit.BYTES:
            power = min(int(math.log(most, _KIBI)), len(_SIZES) - 1) if most >= 1 else 0
            return _KIBI**power, f" {_SIZES[power]}"
        case Unit.COUNT | Unit.PER_SECOND:
            scale, letter = next(((s, letter) for letter, s in _COUNTS if most >= s), (1.0, ""))
            return scale, f"{letter}/s" if unit is Unit.PER_SECOND else letter
