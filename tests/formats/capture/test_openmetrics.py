"""Exposition text with times becomes columns; what cannot be read is told with its line."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry, series_key
from midwatch.formats.capture import limits, openmetrics
from midwatch.formats.capture.lines import TextStyle
from midwatch.formats.openmetrics_writer import Family, FamilyType, dump_columns

Told = list[tuple[str, dict[str, str], list[float], list[float]]]


def parse(text: str | bytes, style: TextStyle = TextStyle.OPENMETRICS) -> Telemetry:
    content = text.encode() if isinstance(text, str) else text
    return openmetrics.parse([content], name="shop.om", style=style)


def told(telemetry: Telemetry) -> Told:
    return [
        (each.metric, dict(each.labels), each.times.tolist(), each.values.tolist())
        for each in telemetry.series
    ]


def samples(lines: str) -> Told:
    return told(parse(f"{lines}\n# EOF\n"))


@pytest.mark.parametrize(
    ("line", "labels", "value", "time"),
    [
        ("x 1 1700000000", {}, 1, 1.7e9),
        ("x{} 1 1700000000", {}, 1, 1.7e9),
        ("x 1.5e3 1700000000.25", {}, 1500, 1700000000.25),
        ("x -Inf 1", {}, -np.inf, 1),
        ("x +inf 1", {}, np.inf, 1),
        ('x{a="1",b="2"} 0 1', {"a": "1", "b": "2"}, 0, 1),
        ('x{b="2",a="1",} 0 1', {"a": "1", "b": "2"}, 0, 1),
        ('x { a = "1" , b="2" } 0 1', {"a": "1", "b": "2"}, 0, 1),
        ('x{a=""} 0 1', {}, 0, 1),
        (r'x{a="\"\\\n\t"} 0 1', {"a": '"\\\n\\t'}, 0, 1),
        ('x{a="} 5 6 # {"} 0 1', {"a": "} 5 6 # {"}, 0, 1),
        ('x{a="größer 大 \x00\x1b[31m"} 0 1', {"a": "größer 大 \x00\x1b[31m"}, 0, 1),
        ("x\t7   8", {}, 7, 8),
        ('x 7 8 # {trace_id="a b"} 0.5 9', {}, 7, 8),
        ("x 7 8 # {} 1", {}, 7, 8),
        ("x 0 1 # a remark", {}, 0, 1),
    ],
)
def test_a_line_is_a_sample(line: str, labels: dict[str, str], value: float, time: float) -> None:
    assert samples(line) == [("x", labels, [time], [value])]


def test_a_value_that_is_no_number_is_kept_as_absence() -> None:
    (series,) = parse("x NaN 1\n# EOF\n").series
    assert np.isnan(series.values).tolist() == [True]


def test_lines_of_one_series_may_come_in_any_order_and_name_their_labels_in_any_order() -> None:
    found = samples('y 1 5\nx{a="1",b="2"} 2 60\ny 2 6\nx{b="2",a="1"} 1 0')
    assert found == [
        ("x", {"a": "1", "b": "2"}, [0.0, 60.0], [1.0, 2.0]),
        ("y", {}, [5.0, 6.0], [1.0, 2.0]),
    ]


def test_types_are_kept_and_the_time_of_creation_is_passed_over() -> None:
    found = parse(
        "# HELP x What “x” is.\n# TYPE x counter\n# UNIT x requests\n"
        "x_total 1 2\nx_created 1 2\nlately_created 3 2\n# EOF"
    )
    assert found.types == {"x": "counter"}
    assert [each.metric for each in found.series] == ["lately_created", "x_total"]


def test_prometheus_text_has_milliseconds_and_no_end() -> None:
    found = parse("# a remark\nx 1 1700000000250\n\nx 2 1700000060250\n", TextStyle.PROMETHEUS)
    assert told(found) == [("x", {}, [1700000000.25, 1700000060.25], [1.0, 2.0])]


def test_an_empty_text_that_says_so_holds_nothing() -> None:
    assert parse("# EOF\n").series == ()


@pytest.mark.parametrize(
    ("text", "line", "why", "fix"),
    [
        pytest.param("", None, "the text ends here without", "ending .prom", id="empty"),
        pytest.param("x 1 2\ny 1 2\n", 2, "ends here without", "in full", id="no end"),
        pytest.param("x 1 2\ny 1", 2, "it has no time", "in seconds", id="cut off"),
        pytest.param(
            "# EOF\nx 1 2\n", 2, "comes after “# EOF”", "the last line", id="after the end"
        ),
        pytest.param("# EOF\n# EOF\n", 2, "comes after “# EOF”", "the last line", id="two ends"),
        pytest.param("\nx 1\n# EOF\n", 2, "it has no time", "behind the value", id="no time"),
        pytest.param("x 1 nan\n# EOF", 1, "nan is no time", "in seconds", id="time that is none"),
        pytest.param("x 1 -5\n# EOF", 1, "-5 is no time", "in seconds", id="time before 1970"),
        pytest.param("x 1 1700000000000\n# EOF", 1, "looks like milliseconds", ".prom", id="ms"),
        pytest.param("x 1_0 2\n# EOF", 1, "“1_0” is no number", "digits", id="underscores"),
        pytest.param("x 0x1 2\n# EOF", 1, "“0x1” is no number", "digits", id="hexadecimal"),
        pytest.param("x 1.2.3 2\n# EOF", 1, "“1.2.3” is no number", "digits", id="two points"),
        pytest.param("x 1 2e\n# EOF", 1, "its time “2e” is no number", "digits", id="half a time"),
        pytest.param("x 1 2 3\n# EOF", 1, "it is no sample", "a space between", id="too much"),
        pytest.param("x\n# EOF", 1, "it is no sample", "a space between", id="too little"),
        pytest.param('x{a="1 2 3\n# EOF', 1, "left open", "close it", id="open quote"),
        pytest.param('x{a="1" 2 3\n# EOF', 1, "left open", "close it", id="open brace"),
        pytest.param("x{a=1} 2 3\n# EOF", 1, "“a=1” is no label", 'name="value"', id="no quotes"),
        pytest.param('x{1="a"} 2 3\n# EOF', 1, "is no label", 'name="value"', id="bad label"),
        pytest.param('x{a="1"b="2"} 2 3\n# EOF', 1, "is no label", "commas", id="no comma"),
        pytest.param('x{a="1",a="1"} 2 3\n# EOF', 1, "“a” is there twice", "one of", id="twice"),
        pytest.param('x{__name__="y"} 2 3\n# EOF', 1, "there twice", "one of", id="two names"),
        pytest.param("1x 2 3\n# EOF", 1, "“1x” does not begin", "letters", id="digit first"),
        pytest.param("x-y 2 3\n# EOF", 1, "“x-y” does not begin", "letters", id="hyphen"),
        pytest.param('{"x"} 2 3\n# EOF', 1, "names in quotes", "letters", id="quoted name"),
        pytest.param("x 1 2\r\n# EOF\r\n", 1, "carriage return", "dos2unix", id="from Windows"),
        pytest.param("x 1 2\n\xff\n", 2, "is no sample", "a space", id="control letters"),
        pytest.param("# TYPE x countr\n", 1, "“countr” is no type", "“counter”", id="type"),
        pytest.param("# TYPE x\n", 1, "a TYPE line names", "write", id="half a type"),
        pytest.param("# TYPE x gauge\n# TYPE x counter\n", 2, "gauge before", "keep", id="types"),
        pytest.param("a" * 70_000, 1, "more than 65,536 bytes", "a line each", id="one long line"),
        pytest.param(
            "x 1 2\n" + "a" * 700_000, 2, "more than 65,536", "line each", id="far longer"
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    text: str, line: int | None, why: str, fix: str
) -> None:
    with pytest.raises(InputError) as raised:
        parse(text)
    place = f", line {line}" if line else ""
    assert raised.value.what == f"read shop.om{place}"
    assert why in raised.value.why
    assert fix in raised.value.fix


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"\xff 1 2\n# EOF\n", id="in a name"),
        pytest.param(b'x{a="\xc3\x28"} 1 2\n# EOF\n', id="in a label"),
        pytest.param(b"# TYPE \xff counter\n# EOF\n", id="in a comment"),
    ],
)
def test_bytes_that_are_not_utf_8_are_told(text: bytes) -> None:
    with pytest.raises(InputError, match="line 1") as raised:
        parse(text)
    assert "is not UTF-8" in raised.value.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x 1 1700000000\n", "no time in milliseconds since 1970"),
        ("x 1 1700000000000", "ends in the middle of a line"),
    ],
)
def test_prometheus_text_in_seconds_or_cut_off_is_refused(text: str, why: str) -> None:
    with pytest.raises(InputError, match="line 1") as raised:
        parse(text, TextStyle.PROMETHEUS)
    assert why in raised.value.why


def test_the_line_is_right_far_into_the_text() -> None:
    lines = [f'x{{a="{n % 7}"}} {n} {n}' for n in range(50_000)]
    lines[40_000] = 'x{a="1"} oops 5'
    with pytest.raises(InputError, match="line 40001"):
        parse("\n".join([*lines, "# EOF"]))


def test_terminal_escapes_in_the_text_are_shown_harmless() -> None:
    with pytest.raises(InputError) as raised:
        parse("x \x1b[31m 2\n# EOF")
    assert "\\x1b[31m" in raised.value.why


@pytest.mark.parametrize(
    ("limit", "why"),
    [("MAX_SERIES", "more than the 200,000 series"), ("MAX_SAMPLES", "more than the 25,000,000")],
)
def test_a_text_that_holds_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, why: str
) -> None:
    monkeypatch.setattr(limits, limit, 2)
    with pytest.raises(InputError, match="read shop") as raised:
        parse('x{a="1"} 1 1\nx{a="2"} 1 1\nx{a="3"} 1 1\n# EOF\n')
    assert why in raised.value.why


NAMES = st.from_regex(r"[a-zA-Z_:][a-zA-Z0-9_:]{0,8}", fullmatch=True).filter(
    lambda name: not name.endswith("_created")
)
LABELS = st.dictionaries(
    st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]{0,5}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8),
    max_size=3,
)
COLUMNS = st.dictionaries(
    st.floats(0, 4e9) | st.integers(0, 10_000).map(float),
    st.floats(allow_nan=False) | st.integers(0, 10_000).map(float),
    min_size=1,
    max_size=8,
)


@st.composite
def families(draw: st.DrawFn) -> list[Family]:
    made: dict[str, Family] = {}
    for name in draw(st.lists(NAMES, max_size=3, unique=True)):
        found: dict[object, SampleSeries] = {}
        for labels in draw(st.lists(LABELS, min_size=1, max_size=3)):
            columns = sorted(draw(COLUMNS).items())
            times, values = (np.array(column, float) for column in zip(*columns, strict=True))
            series = SampleSeries(metric=name, labels=labels, times=times, values=values)
            found[series_key(name, labels.items())] = series
        kind = draw(st.sampled_from(FamilyType))
        made[name] = Family(name=name, type=kind, help="", series=tuple(found.values()))
    return list(made.values())


@given(families(), st.integers(1, 40))
def test_what_is_written_is_read_back_the_same_in_pieces_of_any_size(
    made: list[Family], size: int
) -> None:
    text = b"".join(dump_columns(made))
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    found = openmetrics.parse(pieces, name="x")
    expected = {
        series_key(each.metric, each.labels.items()): (each.times.tolist(), each.values.tolist())
        for family in made
        for each in family.series
    }
    assert {
        series_key(each.metric, each.labels.items()): (each.times.tolist(), each.values.tolist())
        for each in found.series
    } == expected
    assert found.types == {family.name: family.type.value for family in made}


LINES = st.sampled_from(
    [
        b"x 1 5\n", b"x 2 6\n", b'x{a="b"} 3 7\n', b'x{a="b c # {"} 3 8\n', b'y 4 9 # {t="1"} 1 2\n',
        b"# TYPE y counter\n", b"# TYPE y gauge\n", b"y\t5\t10\n", b"y NaN 11\n", b"\n", b"y 1 -1\n",
    ]
)  # fmt: skip
PIECES = st.sampled_from(
    [
        b"x", b"x_total", b"{", b"}", b'a="b"', b",", b'"', b"\\", b" ", b"  ", b"\t", b"\n", b"\r\n",
        b" 1", b" 2.5", b" NaN", b" 1700000000", b" 1700000000000", b"# EOF\n", b"# TYPE x counter\n",
        b' # {t="1"} 1\n', b"\x00", b"\x1b", b"\xff", "é".encode(), b"_", b"1e999", b"-",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES | PIECES | st.binary(max_size=4), max_size=25).map(b"".join)


@pytest.mark.fuzz
@given(TEXTS, st.sampled_from(TextStyle))
@example(b'x{a="b"} 1 2 # {c="d"} 1 2\n# EOF\n', TextStyle.OPENMETRICS)
def test_any_bytes_are_read_or_refused_with_a_reason(text: bytes, style: TextStyle) -> None:
    found = outcome(text, style)
    if isinstance(found, InputError):
        assert re.match(r"read (shop\.om|\w)", found.what)
        assert found.why
        assert found.fix
    else:
        assert all((np.diff(each.times) > 0).all() for each in found.series)


def outcome(text: bytes, style: TextStyle = TextStyle.OPENMETRICS) -> Telemetry | InputError:
    try:
        return parse(text, style)
    except InputError as error:
        return error


@pytest.mark.fuzz
@given(TEXTS, st.sampled_from([1, 20, 60]))
def test_blocks_read_in_bulk_are_read_as_a_line_at_a_time(text: bytes, block: int) -> None:
    """A block with the end in it is read a line at a time; smaller blocks leave the others to be read in bulk."""
    body = text.replace(b"# EOF", b"") + b"\n# EOF\n"
    by_line = outcome(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(openmetrics, "BLOCK_BYTES", block)
        in_bulk = outcome(body)
    assert essence(in_bulk) == essence(by_line)


def essence(found: Telemetry | InputError) -> str:
    """What was read, or where and why not."""
    return f"{found.what}: {found.why}" if isinstance(found, InputError) else repr(told(found))


def test_a_text_is_held_a_block_at_a_time() -> None:
    asked: list[int] = []

    def pieces() -> Iterator[bytes]:
        for number in range(3000):
            asked.append(number)
            yield b"x 1 1\n" * 200
        yield b"nonsense\n"
        pytest.fail("what comes after the line to blame is not asked for")

    with pytest.raises(InputError, match="line 600001"):
        openmetrics.parse((b"".join([each]) for each in blocks(pieces())), name="x")
    assert len(asked) == 3000


def blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces, and enough after the last of them that its block is complete."""
    for piece in pieces:
        yield piece
        if piece == b"nonsense\n":
            yield b"x 1 1\n" * 100_000
