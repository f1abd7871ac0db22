"""The grammar of exposition text, a line at a time: what a series, a sample and a comment look like.

Sources: https://prometheus.io/docs/specs/om/open_metrics_spec/ (OpenMetrics 1.0, “ABNF”) and
https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details
"""

import math
import re
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from midwatch.domain.errors import nearest
from midwatch.domain.signals.telemetry import SeriesKey, series_key
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.selector_text import METRIC_NAME

LATEST_SECONDS = 1e11
"""A time beyond it (the year 5138) is not in seconds; as milliseconds it is in 1973."""
EARLIEST_MS = 1e10
"""A time before it is not in milliseconds (April 1970); as seconds it is in 2286."""

TYPES = frozenset(
    {
        "counter", "gauge", "gaugehistogram", "histogram", "info", "stateset", "summary", "unknown",
        "untyped",
    }
)  # fmt: skip


_LABELS = rb'\{(?:[^"}]|"(?:[^"\\]|\\.)*+")*+\}'
_SAMPLE = re.compile(
    rb"(?P<head>[^\s{#]++(?:[ \t]*+" + _LABELS + rb")?)"
    rb"[ \t]++(?P<value>[^\s#]++)(?:[ \t]++(?P<time>[^\s#]++))?+[ \t]*+(?:#.*+)?",
    re.DOTALL,
)
_HEAD = re.compile(r"(?P<metric>[^\s{]++)[ \t]*+(?:\{(?P<labels>.*)\})?", re.DOTALL)
_LABEL = re.compile(
    r'[ \t]*+(?P<name>[a-zA-Z_][a-zA-Z0-9_]*+)[ \t]*+=[ \t]*+"(?P<value>(?:[^"\\]|\\.)*+)"[ \t]*+(?:,|$)',
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\(["\\n])')
_NUMBER = re.compile(r"[-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|(?i:inf|infinity|nan))")


class TextStyle(Enum):
    """Which of the two text formats: they differ in the unit of times, and in how a file ends."""

    OPENMETRICS = "OpenMetrics"
    """Times in seconds; the last line is `# EOF`, and a file without it was cut off."""
    PROMETHEUS = "Prometheus text"
    """Times in whole milliseconds; nothing marks the end but a newline."""


class Complaint(Exception):
    """Why a line cannot be read, and what to write instead; the caller says where."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why)
        self.why, self.fix = why, fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One line of data: the bytes that name the series, its value, and its time in Unix seconds."""

    head: bytes
    value: float
    seconds: float


def sample(line: bytes, style: TextStyle) -> Sample:
    """Read one line of data; an exemplar behind it is passed over. Raises Complaint."""
    found = _SAMPLE.fullmatch(line)
    if found is None:
        raise Complaint(*_shape_of(line))
    if found["time"] is None:
        raise Complaint(
            "it has no time, so nobody knows when the sample was taken",
            f"write the time behind the value, in {_unit(style)}",
        )
    return Sample(
        head=found["head"],
        value=number(found["value"].decode("utf-8", "replace"), "value"),
        seconds=seconds(number(found["time"].decode("utf-8", "replace"), "time"), style),
    )


def series(head: bytes) -> SeriesKey:
    """Read what names a series: `metric{label="value"}`. Raises Complaint."""
    text = decoded(head)
    found = _HEAD.fullmatch(text.rstrip(" \t"))
    if found is None or METRIC_NAME.fullmatch(found["metric"]) is None:
        name = for_terminal(text, limit=60)
        raise Complaint(
            f"“{name}” does not begin with the name of a metric",
            "begin the line with letters, digits, _ and :, not with a digit",
        )
    return series_key(found["metric"], _labels(found["labels"] or "").items())


def declared_type(comment: bytes) -> tuple[str, str] | None:
    """The family and the type that a `# TYPE` line declares; None for any other comment. Raises Complaint."""
    words = decoded(comment).split(None, 3)
    if words[:2] != ["#", "TYPE"]:
        return None
    if len(words) != 4 or METRIC_NAME.fullmatch(words[2]) is None:  # noqa: PLR2004 - “# TYPE name type”
        raise Complaint("a TYPE line names a family and its type", "write “# TYPE name counter”")
    family, kind = words[2], words[3].strip()
    if kind not in TYPES:
        near = nearest(kind, TYPES)
        raise Complaint(
            f"“{for_terminal(kind, limit=60)}” is no type of a metric",
            f"did you mean “{near}”?" if near else f"use one of {', '.join(sorted(TYPES))}",
        )
    return family, kind


def number(text: str, what: str) -> float:
    """Read a number; `what` is how a complaint calls it. Raises Complaint."""
    if _NUMBER.fullmatch(text):
        with suppress(ValueError):
            return float(text)
    raise Complaint(
        f"its {what} “{for_terminal(text, limit=60)}” is no number",
        "write digits, such as 12.5 or 1e3" + (", or NaN, +Inf, -Inf" if what == "value" else ""),
    )


def seconds(time: float, style: TextStyle) -> float:
    """A time as the style writes it, in Unix seconds. Raises Complaint."""
    if not math.isfinite(time) or time < 0:
        raise Complaint(f"{time:g} is no time", f"write the time in {_unit(style)}")
    if style is TextStyle.OPENMETRICS:
        if time > LATEST_SECONDS:
            raise Complaint(
                f"its time {time:.0f} is no time in seconds; it looks like milliseconds",
                "divide times by 1000, or, if this is Prometheus text, give the file the ending .prom",
            )
        return time
    if not EARLIEST_MS <= time <= LATEST_SECONDS * 1000:
        raise Complaint(
            f"its time {time:.0f} is no time in milliseconds since 1970",
            "multiply times by 1000, or, if this is OpenMetrics, give the file the ending .om",
        )
    return time / 1000


def decoded(text: bytes) -> str:
    """Read UTF-8. Raises Complaint."""
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Complaint(
            f"byte 0x{text[error.start]:02x} is not UTF-8",
            "save the file as UTF-8, for example with `iconv -t UTF-8`",
        ) from error


def _labels(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    text = text.rstrip(" \t")
    position = 0
    while position < len(text):
        label = _LABEL.match(text, position)
        if label is None:
            raise Complaint(
                f"“{for_terminal(text[position:], limit=60)}” is no label",
                'write name="value", with commas between, and \\" for a quote in a value',
            )
        name = label["name"]
        if name in found or name == "__name__":
            raise Complaint(f"the label “{name}” is there twice", "keep one of the two")
        found[name] = _ESCAPE.sub(_unescaped, label["value"])
        position = label.end()
    return found


def _unescaped(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]


def _unit(style: TextStyle) -> str:
    return "seconds" if style is TextStyle.OPENMETRICS else "milliseconds"


def _shape_of(line: bytes) -> tuple[str, str]:
    """Why a line is no sample, as far as its shape tells."""
    if line.endswith(b"\r"):
        return "it ends in a carriage return", "save the file with Unix line ends, as dos2unix does"
    if line.startswith(b"{"):
        return (
            "it begins with a brace: names in quotes are not read",
            "write metric names of letters, digits, _ and : before the brace",
        )
    if line.count(b'"') % 2 or line.count(b"{") > line.count(b"}"):
        return "a quote or a brace is left open", 'close it: metric{label="value"} 1 1700000000'
    return (
        "it is no sample",
        'write metric{label="value"}, the value and the time, with a space between',
    )
