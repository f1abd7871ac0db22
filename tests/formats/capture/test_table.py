"""Tables of samples become columns, long or wide; what cannot be read is told with line and column."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.errors import InputError
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.formats.capture import limits, table
from midwatch.formats.capture.table import TableMapping, TimeUnit


def parse(text: str | bytes, mapping: TableMapping | None = None) -> Telemetry:
    content = text.encode() if isinstance(text, str) else text
    return table.parse([content], name="shop.csv", mapping=mapping)


def told(telemetry: Telemetry) -> list[tuple[str, dict[str, str], list[float], list[float]]]:
    return [
        (each.metric, dict(each.labels), each.times.tolist(), each.values.tolist())
        for each in telemetry.series
    ]


WIDE = 'timestamp,up,"http_requests_total{code=""200""}"\n60,1,5\n\n120,,7\n'
LONG = "metric,timestamp,code,value\nhttp_requests_total,60,200,5\nhttp_requests_total,120,200,7\nup,60,,1\n"
BOTH_SAY = [
    ("http_requests_total", {"code": "200"}, [60.0, 120.0], [5.0, 7.0]),
    ("up", {}, [60.0], [1.0]),
]


@pytest.mark.parametrize("text", [WIDE, LONG], ids=["wide", "long"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with byte order mark"])
def test_wide_and_long_tables_say_the_same(text: str, ends: str, mark: str) -> None:
    assert told(parse(mark + text.replace("\n", ends))) == BOTH_SAY


def test_a_mapping_names_the_series_of_columns_and_leaves_the_others_out() -> None:
    mapping = TableMapping(
        time="Zeit",
        columns={"ok %": 'http_requests_total{code="200"}'},
        types={"http_requests": "counter"},
    )
    found = parse("Zeit,ok %,remark\n60,5,quiet\n120,7,busy\n", mapping)
    assert told(found) == BOTH_SAY[:1]
    assert found.types == {"http_requests": "counter"}


def test_a_mapping_names_the_columns_of_a_long_table() -> None:
    mapping = TableMapping(time="t", metric="name", value="v")
    assert told(parse("t,name,v\n60,up,1\n", mapping)) == BOTH_SAY[1:]


@pytest.mark.parametrize(
    ("unit", "cell"),
    [
        (TimeUnit.SECONDS, "1793498400"),
        (TimeUnit.SECONDS, "1793498400.0"),
        (TimeUnit.MILLISECONDS, "1793498400000"),
        (TimeUnit.ISO8601, "2026-11-01T02:00:00Z"),
        (TimeUnit.ISO8601, "2026-11-01 04:00:00+02:00"),
    ],
)
def test_times_come_in_three_units(unit: TimeUnit, cell: str) -> None:
    (series,) = parse(f"timestamp,up\n{cell},1\n", TableMapping(unit=unit)).series
    assert series.times.tolist() == [1793498400.0]


ISO = TableMapping(unit=TimeUnit.ISO8601)


@pytest.mark.parametrize(
    ("text", "mapping", "place", "why", "fix"),
    [
        pytest.param("", None, "", "no column is called “timestamp”", "first line", id="empty"),
        pytest.param(
            "time,up\n",
            None,
            ", line 1",
            "no column is called “timestamp”; “time”",
            "the mapping",
            id="other time",
        ),
        pytest.param(
            "timestamp,up,timestamp\n",
            None,
            ", line 1",
            "two columns are called",
            "rename",
            id="time twice",
        ),
        pytest.param(
            "timestamp,5xx\n",
            None,
            ", line 1, column 2 (5xx)",
            "does not begin",
            "under `columns`",
            id="heading that names no series",
        ),
        pytest.param(
            "timestamp,up\n60,on\n",
            None,
            ", line 2, column 2 (up)",
            "“on” is no number",
            "digits",
            id="word for a value",
        ),
        pytest.param(
            'timestamp,up\n60,"99,9"\n',
            None,
            ", line 2, column 2 (up)",
            "“99,9” is no number",
            "12.5",
            id="comma for a point",
        ),
        pytest.param(
            "timestamp,up\nnoon,1\n",
            None,
            ", line 2, column 1 (timestamp)",
            "“noon” is no number",
            "digits",
            id="word for a time",
        ),
        pytest.param(
            "timestamp,up\n1793498400000,1\n",
            None,
            ", line 2, column 1 (timestamp)",
            "looks like milliseconds",
            "1000",
            id="milliseconds",
        ),
        pytest.param(
            "timestamp,up\n60,1,2\n",
            None,
            ", line 2",
            "3 cells, and the heading has 2",
            "as many",
            id="too many cells",
        ),
        pytest.param(
            "timestamp,up\n1,1\n60\n",
            None,
            ", line 3",
            "1 cells, and the heading has 2",
            "as many",
            id="too few cells",
        ),
        pytest.param(
            "timestamp,up\nsoon,1\n",
            ISO,
            ", line 2, column 1 (timestamp)",
            "not in ISO 8601",
            "2026-",
            id="no date",
        ),
        pytest.param(
            "timestamp,up\n2026-11-01T02:00:00,1\n",
            ISO,
            ", line 2, column 1 (timestamp)",
            "no zone",
            "Z",
            id="no zone",
        ),
        pytest.param(
            "timestamp,metric,value\n1,a b,1\n",
            None,
            ", line 2, column 2 (metric)",
            "“a b” is no name of a metric",
            "letters",
            id="bad metric",
        ),
        pytest.param(
            "timestamp,metric,value,5xx\n",
            None,
            ", line 1, column 4 (5xx)",
            "“5xx” is no name of a label",
            "letters",
            id="bad label",
        ),
        pytest.param(
            'timestamp,up\n60,"1',
            None,
            ", line 2",
            "unexpected end",
            "close every quote",
            id="open quote",
        ),
        pytest.param(
            "timestamp,up\n60,\udcff\n",
            None,
            ", line 2",
            "byte 0xff is not UTF-8",
            "iconv",
            id="not UTF-8",
        ),
        pytest.param(
            "timestamp," + "u" * 70_000,
            None,
            ", line 1",
            "more than 65,536 bytes",
            "a line each",
            id="long line",
        ),
        pytest.param(
            'timestamp,up\n60,"' + "1\n" * 200_000,
            None,
            ", line 65538",
            "larger than field limit",
            "quote",
            id="quote that never ends",
        ),
        pytest.param(
            "timestamp,up\n60,\x1b[31m\n",
            None,
            ", line 2, column 2 (up)",
            "“\\x1b[31m” is no number",
            "digits",
            id="terminal escape",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_line_and_column(
    text: str, mapping: TableMapping | None, place: str, why: str, fix: str
) -> None:
    with pytest.raises(InputError) as raised:
        parse(text.encode("utf-8", "surrogateescape"), mapping)
    assert raised.value.what == f"read shop.csv{place}"
    assert why in raised.value.why
    assert fix in raised.value.fix


def test_a_mapped_column_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match="line 1") as raised:
        parse("timestamp,up\n", TableMapping(columns={"upp": "up"}))
    assert raised.value.why == "no column is called “upp”; “up” is there"


@pytest.mark.parametrize("limit", ["MAX_SERIES", "MAX_SAMPLES"])
def test_a_table_that_holds_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(limits, limit, 2)
    with pytest.raises(InputError, match="read shop") as raised:
        parse("timestamp,a,b,c\n1,1,1,1\n")
    assert "that are read at most" in raised.value.why


CELLS = st.one_of(
    st.sampled_from(
        ["timestamp", "metric", "value", "up", "1", "60", "", "x", '"', ",", "\n", "é"]
    ),
    st.text(max_size=4),
)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.floats(allow_nan=False, allow_infinity=False)),
        min_size=1,
        unique_by=lambda row: row[0],
    ),
    st.integers(1, 30),
)
def test_what_is_written_is_read_back_the_same_in_pieces_of_any_size(
    rows: list[tuple[int, float]], size: int
) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("timestamp", "up"), *((t, repr(v)) for t, v in rows)])
    text = file.getvalue().encode()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    (series,) = table.parse(pieces, name="x").series
    assert list(zip(series.times, series.values, strict=True)) == sorted(rows)


@pytest.mark.fuzz
@given(
    st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=6).map("\n".join),
    st.sampled_from(TimeUnit),
    st.sampled_from(["", "timestamp,metric,value\n"]),
    st.binary(max_size=3),
)
def test_any_text_is_read_or_refused_with_a_reason(
    text: str, unit: TimeUnit, head: str, tail: bytes
) -> None:
    content = (head + text).encode("utf-8", "surrogatepass") + tail
    found = outcome(content, TableMapping(unit=unit))
    if isinstance(found, InputError):
        assert all((found.what, found.why, found.fix))
    else:
        assert all((np.diff(each.times) > 0).all() for each in found.series)


def outcome(content: bytes, mapping: TableMapping) -> Telemetry | InputError:
    try:
        return parse(content, mapping)
    except InputError as error:
        return error


PUBLIC = {
    "seconds": ("timestamp,value\n60,1.5\n120,2\n", None),
    "with a verdict": ("timestamp,value,is_anomaly\n60,1.5,0\n120,2,1\n", None),
    "with another verdict": ("timestamp,value,label\n60,1.5,no\n120,2,yes\n", None),
    "date and time without a zone": (
        "timestamp,value\n1970-01-01 00:01:00,1.5\n1970-01-01 00:02:00,2\n",
        TableMapping(unit=TimeUnit.ISO8601_UTC),
    ),
    "other headings": ("t,v\n60,1.5\n120,2\n", TableMapping(time="t", value="v")),
}


@pytest.mark.parametrize(("text", "mapping"), PUBLIC.values(), ids=PUBLIC.keys())
def test_a_table_of_times_and_values_is_a_gauge_named_for_its_file(
    text: str, mapping: TableMapping | None
) -> None:
    found = parse(text, mapping)
    assert told(found) == [("shop", {}, [60.0, 120.0], [1.5, 2.0])]
    assert found.types == {"shop": "gauge"}


@pytest.mark.parametrize(
    ("file", "metric"),
    [
        ("series/cpu-east.csv.gz", "cpu_east"),
        ("5f55 load.csv", "_5f55_load"),
        ("A1.real_1.csv", "A1"),
        ("…csv", "_csv"),
    ],
)
def test_what_no_metrics_name_holds_becomes_a_line_in_it(file: str, metric: str) -> None:
    assert table.metric_of(file) == metric


def test_a_type_of_the_mapping_wins_over_the_gauge() -> None:
    found = parse("timestamp,value\n60,1\n", TableMapping(types={"shop": "counter"}))
    assert found.types == {"shop": "counter"}


def test_other_columns_beside_a_value_are_series_as_before() -> None:
    found = parse("timestamp,value,up\n60,1,2\n")
    assert [each.metric for each in found.series] == ["up", "value"]
