"""Numbers of signals as a person reads them, and their course as a line of characters."""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import numpy as np

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.slo.health.reading import Reading, Unit
from midwatch.domain.units import TimeRange
from midwatch.formats.reports.quantities import percent

ABSENT = "–"
_BARS = "▁▂▃▄▅▆▇█"
_BYTES = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")
_KIBI = 1024
SPARK_WIDTH = 30
_WEEKDAY = "%a %Y-%m-%d %H:%M"


def value(number: float, unit: Unit) -> str:
    """A number in its unit, in three digits."""
    return _SHOWN[unit](number)


def current(reading: Reading | None) -> str:
    """The value over the range, that it lies above where its histogram ends, or a dash."""
    if reading is None or isinstance(reading.current, NoData):
        return ABSENT
    shown = value(reading.current.value, reading.unit)
    return f"> {shown}" if reading.lies_above else shown


def spark(track: Measured[Track] | NoData, width: int = SPARK_WIDTH) -> str:
    """The course from zero to its greatest value; a space where there was nothing."""
    if isinstance(track, NoData):
        return ""
    values = _narrowed(track.value.values, width)
    most = float(np.nanmax(values)) if not np.isnan(values).all() else 0.0
    return "".join(_bar(float(each), most) for each in values)


def clock(moment: datetime, beside: datetime) -> str:
    """A moment as its clock shows it, with the date where that is another than `beside`'s."""
    moment = moment.astimezone(UTC)
    form = "%H:%M" if moment.date() == beside.astimezone(UTC).date() else "%Y-%m-%d %H:%M"
    return f"{moment:{form}}"


def stretch(span: TimeRange) -> str:
    """A span of some other day: its weekday, date and hours, in UTC."""
    start, end = span.start, span.end
    second = f"–{end:%H:%M}" if start.date() == end.date() else f" to {end:{_WEEKDAY}}"
    return f"{start:{_WEEKDAY}}{second}"


def _narrowed(
    values: np.ndarray[tuple[int], np.dtype[np.float64]], width: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """As many values as there is room for, the greatest of each group: what sticks out must not get lost."""
    group = max(-(-len(values) // width), 1)
    padded = np.full(-(-len(values) // group) * group, np.nan)
    padded[len(padded) - len(values) :] = values
    grouped = padded.reshape(-1, group)
    filled = np.where(np.isnan(grouped), -np.inf, grouped).max(axis=1)
    return np.where(np.isinf(filled), np.nan, filled)


def _bar(number: float, most: float) -> str:
    if math.isnan(number):
        return " "
    if most <= 0:
        return _BARS[0]
    return _BARS[min(int(number / most * len(_BARS)), len(_BARS) - 1)]


def three(number: float) -> str:
    """Three digits, grouped by thousands where there are more before the point."""
    if number == 0:
        return "0"
    digits = max(2 - math.floor(math.log10(abs(number))), 0)
    text = f"{number:,.{min(digits, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bytes(number: float) -> str:
    for unit in _BYTES[:-1]:
        if abs(number) < _KIBI:
            return f"{three(number)} {unit}"
        number /= _KIBI
    return f"{three(number)} {_BYTES[-1]}"


def _ratio(number: float) -> str:
    return percent(number, 2 if number < 0.1 else 1)  # noqa: PLR2004 - a tenth: one digit less says as much


def _seconds(number: float) -> str:
    return f"{three(number)} s" if number >= 1 else f"{three(number * 1000)} ms"


def _up(number: float) -> str:
    return "up" if number >= 1 else f"up {percent(number)}"


_SHOWN: Mapping[Unit, Callable[[float], str]] = {
    Unit.PER_SECOND: lambda number: f"{three(number)}/s",
    Unit.RATIO: _ratio,
    Unit.SECONDS: _seconds,
    Unit.CORES: lambda number: f"{three(number)} cores",
    Unit.BYTES: _bytes,
    Unit.COUNT: three,
    Unit.UP: _up,
    Unit.NONE: three,
}
