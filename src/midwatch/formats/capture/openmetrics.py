"""OpenMetrics and Prometheus text with times, read into columns, millions of lines in seconds.

Blocks of lines are split in bulk: what names a series is looked up as raw bytes and parsed once. A block in which
anything is unusual (a tab, a mistake) is read again a line at a time, which finds the line to blame.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from midwatch.domain.errors import InputError
from midwatch.domain.signals.telemetry import SeriesKey, Telemetry, gather
from midwatch.domain.untrusted import for_terminal
from midwatch.formats.capture import bulk, limits, lines
from midwatch.formats.capture.bulk import Columns
from midwatch.formats.capture.lines import Complaint, TextStyle

BLOCK_BYTES = 1 << 19

_END = b"# EOF"
_EXEMPLAR = re.compile(rb"(?<=[^\n]) # \{[^\n]*+")


def parse(
    chunks: Iterable[bytes], *, name: str, style: TextStyle = TextStyle.OPENMETRICS
) -> Telemetry:
    """Read a text that comes in pieces of any size; `name` is how errors call it.

    OpenMetrics has times in seconds and must end with `# EOF`; Prometheus text has them in milliseconds. HELP and UNIT
    lines, exemplars and `_created` samples are passed over; a label with an empty value is no label. Samples come in
    any order. Raises InputError with the line, and where the text is larger than `limits` allow.
    """
    reader = _Reader(name, style)
    for block in _blocks(chunks, reader):
        reader.take(block)
    return reader.finish()


class _Heads(dict[bytes, int]):
    """Raw bytes that name a series → its number among `series`; what is not known is parsed. Raises Complaint."""

    def __init__(self) -> None:
        super().__init__()
        self.series: dict[SeriesKey, int] = {}

    def __missing__(self, head: bytes) -> int:
        if len(self) >= limits.MAX_SERIES:
            raise Complaint(*limits.TOO_MANY_SERIES)
        key = lines.series(head)
        self[head] = found = self.series.setdefault(key, len(self.series))
        return found


class _Reader:
    """Takes blocks of whole lines, in order."""

    def __init__(self, name: str, style: TextStyle) -> None:
        self.name, self.style = name, style
        self.line = 0
        self.samples = 0
        self.ended = False
        self.heads = _Heads()
        self.types: dict[str, str] = {}
        self.columns: list[Columns] = []

    def take(self, block: bytes) -> None:
        """Read lines that end with a newline each. Raises InputError."""
        columns = self._in_bulk(block) if _END not in block and not self.ended else None
        if columns is None:
            columns = self._line_by_line(block.split(b"\n")[:-1])
        self.line += block.count(b"\n")
        self.samples += len(columns.ids)
        self.columns.append(columns)
        if self.samples > limits.MAX_SAMPLES:
            raise self.error(0, *limits.TOO_MANY_SAMPLES)

    def finish(self) -> Telemetry:
        """Sort what was read into series. Raises InputError where the text was cut off."""
        if self.style is TextStyle.OPENMETRICS and not self.ended:
            raise self.error(
                self.line,
                f"the text ends here without “{_END.decode()}”: it was cut off, or is no OpenMetrics",
                "write it again in full; Prometheus text (times in milliseconds) has the ending .prom",
            )
        columns, self.columns = self.columns, []
        series = gather(
            list(self.heads.series),
            np.concatenate([np.empty(0, np.int32), *(part.ids for part in columns)]),
            np.concatenate([np.empty(0), *(part.times for part in columns)]),
            np.concatenate([np.empty(0), *(part.values for part in columns)]),
        )
        kept = tuple(each for each in series if not _tells_creation(each.metric, self.types))
        return Telemetry(series=kept, types=self.types)

    def error(self, line: int, why: str, fix: str) -> InputError:
        """The error for a line; 0 for the text as a whole."""
        place = f", line {line}" if line else ""
        return InputError(f"read {for_terminal(self.name)}{place}", why=why, fix=fix)

    def _in_bulk(self, block: bytes) -> Columns | None:
        """The columns of a block in which nothing is unusual; None where a line at a time must tell."""
        plain = _EXEMPLAR.sub(b"", block) if b" # {" in block else block
        try:
            split = bulk.split(plain)
            for comment in split.comments if split else ():
                self._comment(comment)
            return bulk.columns(split, self.heads, self.style) if split else None
        except Complaint:
            return None

    def _line_by_line(self, block: list[bytes]) -> Columns:
        ids: list[int] = []
        found: list[lines.Sample] = []
        for number, line in enumerate(block, start=self.line + 1):
            try:
                if line.startswith(b"#"):
                    self._comment(line)
                elif line:
                    self._refuse_after_end()
                    found.append(lines.sample(line, self.style))
                    ids.append(self.heads[found[-1].head])
            except Complaint as complaint:
                raise self.error(number, complaint.why, complaint.fix) from complaint
        return Columns.of(ids, [each.seconds for each in found], [each.value for each in found])

    def _comment(self, line: bytes) -> None:
        self._refuse_after_end()
        if line == _END:
            self.ended = self.style is TextStyle.OPENMETRICS
        elif (declared := lines.declared_type(line)) is not None:
            family, kind = declared
            if self.types.setdefault(family, kind) != kind:
                raise Complaint(
                    f"“{family}” was declared as {self.types[family]} before",
                    "keep one of the two types",
                )

    def _refuse_after_end(self) -> None:
        if self.ended:
            raise Complaint(
                f"it comes after “{_END.decode()}”",
                f"let “{_END.decode()}” be the last line; when files are joined, only the last keeps it",
            )


def _blocks(chunks: Iterable[bytes], reader: _Reader) -> Iterator[bytes]:
    """Whole lines, about half a mebibyte at a time."""
    rest = bytearray()
    for chunk in chunks:
        for start in range(0, len(chunk), BLOCK_BYTES):
            rest += chunk[start : start + BLOCK_BYTES]
            if len(rest) < BLOCK_BYTES:
                continue
            end = rest.rfind(b"\n") + 1
            if end:
                yield _with_short_lines(bytes(rest[:end]), reader)
                del rest[:end]
            _with_short_lines(bytes(rest), reader)
    if not rest:
        return
    if rest.endswith(b"\n"):
        yield _with_short_lines(bytes(rest), reader)
        return
    if reader.style is TextStyle.PROMETHEUS:
        raise reader.error(
            reader.line + rest.count(b"\n") + 1,
            "the text ends in the middle of a line: it was cut off",
            "write it again in full, with a newline at its end",
        )
    yield _with_short_lines(bytes(rest) + b"\n", reader)


def _with_short_lines(block: bytes, reader: _Reader) -> bytes:
    """The same block. Raises InputError where a line is longer than lines may be."""
    start, number = 0, reader.line + 1
    while len(block) - start > limits.MAX_LINE_BYTES:
        end = block.rfind(b"\n", start, start + limits.MAX_LINE_BYTES + 1) + 1
        if not end:
            raise reader.error(number, *limits.LINE_TOO_LONG)
        number += block.count(b"\n", start, end)
        start = end
    return block


def _tells_creation(metric: str, types: dict[str, str]) -> bool:
    """Whether a series says when another was created: nothing was observed then."""
    family = metric.removesuffix("_created")
    return family != metric and types.get(family) in {"counter", "histogram", "summary"}
