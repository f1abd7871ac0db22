"""A picture with everything that a picture can have, and what was drawn of it."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import numpy as np

from midwatch.domain.measured import NoData
from midwatch.domain.signals.counts import Floats
from midwatch.domain.units import TimeRange
from midwatch.formats.charts.chart import (
    Badge,
    Band,
    Bar,
    BarPanel,
    Chart,
    Level,
    Line,
    Marker,
    TimePanel,
    Tone,
    Unit,
)

END = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
SPAN = TimeRange.ending(END, timedelta(hours=6))
ENDS: Floats = SPAN.start.timestamp() + 300.0 * np.arange(1, 73, dtype=np.float64)
PARTS = {"svg": "http://www.w3.org/2000/svg"}


def before(minutes: float) -> datetime:
    return END - timedelta(minutes=minutes)


def line(label: str, level: float, tone: Tone, *, gap: slice = slice(0, 0)) -> Line:
    values = level * (1 + 0.1 * np.sin(ENDS / 2000) + 2 * (before(40).timestamp() < ENDS))
    values[gap] = np.nan
    note = f"{1000 * values[-1]:.0f} ms"
    return Line(label=label, ends=ENDS, values=values, tone=tone, note=note)


def picture() -> Chart:
    """Golden signals of a service, with an anomaly, changes, a gap, and a source that said nothing."""
    latency = TimePanel(
        title="Latency",
        unit=Unit.SECONDS,
        lines=(
            line("P50", 0.04, Tone.FIRST),
            line("P95", 0.11, Tone.SECOND, gap=slice(20, 30)),
            line("P99", 0.12, Tone.THIRD),
        ),
        levels=(Level(value=0.2, label="target 200 ms"),),
        bands=(Band(span=TimeRange(before(40), END), label="anomaly", tone=Tone.BAD),),
    )
    silent = TimePanel(title="Queue", unit=Unit.COUNT, absent="no data: nothing was counted")
    burns = BarPanel(
        title="Burn rate",
        unit=Unit.MULTIPLE,
        bars=(
            Bar(label="5m", value=208.0, note="208×", tone=Tone.BAD, limits=(14.4,)),
            Bar(label="1h", value=2.0, note="2×", tone=Tone.CAUTION, limits=(14.4,)),
            Bar(label="6h", value=NoData(reason="quiet"), note="–", limits=(6.0, 1.0)),
        ),
        most=16.0,
        levels=(Level(value=14.4, label="14.4× page"),),
    )
    return Chart(
        title="checkout",
        badge=Badge(word="red", tone=Tone.BAD),
        notes=("P95 is above its target since 01:34 UTC.",),
        description="P95 of checkout rose from 110 ms to 330 ms at 01:34 UTC.",
        span=SPAN,
        panels=(latency, silent),
        bars=(burns,),
        markers=(
            Marker(at=before(300), label="log level changed"),
            Marker(at=before(45), label="v2.3.1"),
            Marker(at=before(44), label="payments: v1.9.0"),
        ),
    )


def drawn(svg: str) -> ET.Element:
    """The parsed picture."""
    return ET.fromstring(svg)  # noqa: S314 - our own


def texts(svg: str) -> list[str]:
    """Everything that is written in it."""
    return ["".join(each.itertext()) for each in drawn(svg).iterfind(".//svg:text", PARTS)]


def paths(svg: str, look: str) -> list[str]:
    """The paths whose classes hold `look`."""
    return [
        each.attrib["d"]
        for each in drawn(svg).iterfind(".//svg:path", PARTS)
        if look in each.attrib["class"].split()
    ]
