"""Tables of samples (CSV), long or wide, read into columns.

Long: a row is a sample, with a column for the time, the metric and the value; every other column is a label.
Wide: a row is a moment, and every column but the time is a series, whose heading names it (`up{job="api"}`).
Single: a time and a value, and perhaps somebody's verdict: one gauge, which the file's name names.
Source: RFC 4180.
"""

import csv
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import Enum
from functools import lru_cache
from pathlib import PurePath
from typing import TypeVar

import numpy as np

from midwatch.domain.errors import InputError, nearest
from midwatch.domain.signals.telemetry import SeriesKey, Telemetry, gather, series_key
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.capture import limits, lines
from midwatch.formats.capture.lines import Complaint, TextStyle
from midwatch.formats.selector_text import LABEL_NAME, METRIC_NAME

_BOM = "\ufeff"
_NOT_OF_A_NAME = re.compile(r"[^a-zA-Z0-9_:]")

T = TypeVar("T")


class TimeUnit(Enum):
    """How a table writes times."""

    SECONDS = "s"
    MILLISECONDS = "ms"
    ISO8601 = "iso8601"
    ISO8601_UTC = "iso8601-utc"
    """… where a time without a zone is in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """Which column is what.

    A table with the columns `metric` and `value` is long, one with nothing but `value` and `VERDICTS` beside the time
    is single, any other is wide.
    `columns`: heading → series, for wide tables whose headings name no series; only these columns are read then.
    `types`: family → type (`counter`, …), which a table cannot tell by itself.
    """

    time: str = "timestamp"
    unit: TimeUnit = TimeUnit.SECONDS
    metric: str = "metric"
    value: str = "value"
    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


VERDICTS = frozenset({"label", "anomaly", "is_anomaly", "changepoint"})
"""Columns in which public series for the detection of anomalies say where one is: answers, which nobody measured."""


def parse(chunks: Iterable[bytes], *, name: str, mapping: TableMapping | None = None) -> Telemetry:
    """Read a table that comes in pieces of any size; `name` is how errors call it.

    An empty cell is no sample; rows come in any order. Raises InputError with line and column, and where the table is
    larger than `limits` allow.
    """
    return _Table(name, mapping or TableMapping()).read(chunks)


class _At(Exception):
    """A complaint about one cell."""

    def __init__(self, column: int, complaint: Complaint) -> None:
        super().__init__(complaint.why)
        self.column, self.complaint = column, complaint


Row = Sequence[str]
TakeRow = Callable[[float, Row], None]


class _Table:
    """Collects the samples of one table."""

    def __init__(self, name: str, mapping: TableMapping) -> None:
        self.name, self.mapping = name, mapping
        self.series: dict[SeriesKey, int] = {}
        self.ids, self.times, self.values = array("i"), array("d"), array("d")
        self.types = dict(self.mapping.types)
        self.header: list[str] = []

    def read(self, chunks: Iterable[bytes]) -> Telemetry:
        rows = csv.reader(self._texts(chunks), strict=True)
        try:
            self._read_rows(rows)
        except csv.Error as error:
            why = for_terminal(str(error))
            fix = "quote cells that hold commas or quotes, and close every quote"
            raise self._error(rows.line_num, 0, Complaint(why, fix)) from error
        except _At as error:
            raise self._error(rows.line_num, error.column, error.complaint) from error
        except Complaint as error:
            raise self._error(rows.line_num, 0, error) from error
        ids, times, values = np.array(self.ids), np.array(self.times), np.array(self.values)
        found = gather(list(self.series), ids, times, values)
        return Telemetry(series=found, types=self.types)

    def _read_rows(self, rows: Iterator[list[str]]) -> None:
        self.header = [heading.strip() for heading in next(rows, [])]
        time, take = self._column(self.mapping.time), self._way()
        seconds = lru_cache(maxsize=1024)(self._seconds)  # rows of a long table repeat their times
        for row in rows:
            if not row:
                continue
            if len(row) != len(self.header):
                raise Complaint(
                    f"it has {len(row)} cells, and the heading has {len(self.header)}",
                    "give every row as many cells as the heading has",
                )
            take(_in_cell(time, row, seconds), row)
            if len(self.ids) > limits.MAX_SAMPLES:
                raise Complaint(*limits.TOO_MANY_SAMPLES)

    def _way(self) -> TakeRow:
        mapping = self.mapping
        if not mapping.columns and {mapping.metric, mapping.value} <= set(self.header):
            return self._long()
        others = set(self.header) - {mapping.time, mapping.value}
        if not mapping.columns and mapping.value in self.header and others <= VERDICTS:
            return self._single()
        return self._wide()

    def _single(self) -> TakeRow:
        at, metric = self._column(self.mapping.value), metric_of(self.name)
        self.types.setdefault(metric, "gauge")
        number = self._number_of(series_key(metric, ()))

        def take(seconds: float, row: Row) -> None:
            self._add(number, seconds, at, row)

        return take

    def _long(self) -> TakeRow:
        metric, value = self._column(self.mapping.metric), self._column(self.mapping.value)
        used = {metric, value, self._column(self.mapping.time)}
        labels = [(at, name) for at, name in enumerate(self.header) if at not in used]
        for at, name in labels:
            _require(LABEL_NAME, at, name, "label")
        known: dict[tuple[str, ...], int] = {}

        def take(seconds: float, row: Row) -> None:
            naming = (row[metric], *(row[at] for at, _ in labels))
            number = known.get(naming)
            if number is None:
                _require(METRIC_NAME, metric, row[metric], "metric")
                pairs = ((name, row[at]) for at, name in labels)
                number = known[naming] = self._number_of(series_key(row[metric], pairs))
            self._add(number, seconds, value, row)

        return take

    def _wide(self) -> TakeRow:
        numbers = [
            (at, self._number_of(_in_cell(at, self.header, self._series)))
            for at, heading in enumerate(self.header)
            if heading != self.mapping.time
            and (not self.mapping.columns or heading in self.mapping.columns)
        ]
        for heading in self.mapping.columns:
            self._column(heading)

        def take(seconds: float, row: Row) -> None:
            for at, number in numbers:
                self._add(number, seconds, at, row)

        return take

    def _add(self, number: int, seconds: float, at: int, row: Row) -> None:
        cell = row[at].strip()
        if not cell:
            return
        self.values.append(_in_cell(at, row, _value))
        self.ids.append(number)
        self.times.append(seconds)

    def _series(self, heading: str) -> SeriesKey:
        named = self.mapping.columns.get(heading, heading)
        try:
            return lines.series(named.encode())
        except Complaint as complaint:
            fix = f"give the column a series under `columns`, or leave it out; {complaint.fix}"
            raise Complaint(complaint.why, fix) from complaint

    def _number_of(self, key: SeriesKey) -> int:
        if len(self.series) >= limits.MAX_SERIES:
            raise Complaint(*limits.TOO_MANY_SERIES)
        return self.series.setdefault(key, len(self.series))

    def _seconds(self, cell: str) -> float:
        match self.mapping.unit:
            case TimeUnit.SECONDS:
                return lines.seconds(lines.number(cell, "time"), TextStyle.OPENMETRICS)
            case TimeUnit.MILLISECONDS:
                return lines.seconds(lines.number(cell, "time"), TextStyle.PROMETHEUS)
            case TimeUnit.ISO8601:
                return _moment(cell, None)
            case TimeUnit.ISO8601_UTC:
                return _moment(cell, UTC)

    def _column(self, heading: str) -> int:
        if self.header.count(heading) == 1:
            return self.header.index(heading)
        shown = for_terminal(heading, limit=60)
        if heading in self.header:
            raise Complaint(f"two columns are called “{shown}”", "rename one of them")
        near = nearest(heading, self.header)
        hint = f"; “{for_terminal(near, limit=60)}” is there" if near else ""
        raise Complaint(
            f"no column is called “{shown}”{hint}",
            "name the columns in the first line, or say in the mapping what they are called",
        )

    def _texts(self, chunks: Iterable[bytes]) -> Iterator[str]:
        for number, line in enumerate(_lines(chunks), start=1):
            if len(line) > limits.MAX_LINE_BYTES:
                raise self._error(number, 0, Complaint(*limits.LINE_TOO_LONG))
            try:
                text = lines.decoded(line)
            except Complaint as complaint:
                raise self._error(number, 0, complaint) from complaint
            yield text.removeprefix(_BOM) if number == 1 else text

    def _error(self, line: int, column: int, complaint: Complaint) -> InputError:
        heading = f" ({for_terminal(self.header[column - 1], limit=60)})" if column else ""
        place = f", line {line}" if line else ""
        place += f", column {column}{heading}" if column else ""
        what = f"read {for_terminal(self.name)}{place}"
        return InputError(what, why=complaint.why, fix=complaint.fix)


def metric_of(name: str) -> str:
    """The metric that a file's name names: without folder and endings, and with _ for what no metric's name holds."""
    stem = PurePath(name).name.split(".", 1)[0]
    metric = _NOT_OF_A_NAME.sub("_", stem) or "_"
    return f"_{metric}" if metric[0].isdigit() else metric


def _in_cell(at: int, row: Row, read: Callable[[str], T]) -> T:
    try:
        return read(row[at].strip())
    except Complaint as complaint:
        raise _At(at + 1, complaint) from complaint


def _value(cell: str) -> float:
    return lines.number(cell, "value")


def _moment(cell: str, zone: tzinfo | None) -> float:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError as error:
        why = f"its time “{for_terminal(cell, limit=60)}” is not in ISO 8601"
        raise Complaint(why, "write 2026-11-01T02:14:00Z") from error
    if moment.tzinfo is None:
        if zone is None:
            fix = "put Z behind it for UTC, or +02:00; or say in the mapping that all are in UTC"
            raise Complaint("its time has no zone", fix)
        moment = moment.replace(tzinfo=zone)
    return lines.seconds(moment.timestamp(), TextStyle.OPENMETRICS)


def _require(names: re.Pattern[str], at: int, name: str, kind: str) -> None:
    if names.fullmatch(name) is None:
        why = f"“{for_terminal(name, limit=60)}” is no name of a {kind}"
        fix = "write letters, digits and _, not beginning with a digit"
        raise _At(at + 1, Complaint(why, fix))


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their newlines; a longer one than lines may be is cut there, so that little is held at once."""
    rest = b""
    for chunk in chunks:
        whole = (rest + chunk).splitlines(keepends=True)
        rest = whole.pop() if whole and not whole[-1].endswith(b"\n") else b""
        yield from whole
        if len(rest) > limits.MAX_LINE_BYTES:
            yield rest
            rest = b""
    if rest:
        yield rest
