import gzip
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.series import SampleSeries
from midwatch.formats.openmetrics_writer import (
    Family,
    FamilyType,
    dump_columns,
    gzipped,
    series_name,
)
from tests.conftest import StartPrometheus

START = 1_790_000_000.0


def gauge(values: Sequence[float], times: Sequence[float] | None = None) -> Family:
    taken = [START + 60 * step for step in range(len(values))] if times is None else times
    series = SampleSeries(metric="lag", times=np.array(taken), values=np.array(values))
    return Family(name="lag", type=FamilyType.GAUGE, help="Seconds behind.", series=(series,))


def sample_lines(family: Family) -> list[str]:
    text = b"".join(dump_columns([family])).decode()
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        pytest.param([0.0, 7.0, 120.0], ["0", "7", "120"], id="counts are whole numbers"),
        pytest.param([0.5, 12.25], ["0.50", "12.25"], id="a column has one number of decimals"),
        pytest.param([0.0004], ["0.0004"], id="zeros behind the point stay"),
        pytest.param([1 / 3, 0.5], ["0.3333333333333333", "0.5"], id="thirds keep all digits"),
        pytest.param([-1.5, 2.0], ["-1.5", "2.0"], id="negative values keep their sign"),
        pytest.param(
            [math.nan, math.inf, -math.inf], ["NaN", "+Inf", "-Inf"], id="no number, and no end"
        ),
        pytest.param([2.0**60], ["1.152921504606847e+18"], id="huge values have an exponent"),
    ],
)
def test_a_value_is_written_in_as_few_digits_as_say_it_exactly(
    values: list[float], written: list[str]
) -> None:
    assert [line.split()[1] for line in sample_lines(gauge(values))] == written


@given(
    st.lists(st.floats() | st.integers(0, 2**53).map(float), min_size=1, max_size=20),
    st.integers(1, 3),
)
def test_every_value_comes_back_as_the_same_float(values: list[float], decimals: int) -> None:
    rounded = [value if abs(value) > 1e6 else round(value, decimals) for value in values]
    read = [float(line.split()[1]) for line in sample_lines(gauge(rounded))]
    np.testing.assert_array_equal(np.array(read), np.array(rounded))


def test_times_between_two_seconds_are_kept() -> None:
    lines = sample_lines(gauge([1.0, 2.0], times=[START, START + 0.25]))
    assert [line.split()[2] for line in lines] == ["1790000000.00", "1790000000.25"]


def test_a_series_without_samples_writes_no_line() -> None:
    assert sample_lines(gauge([])) == []


def test_a_family_is_described_before_its_samples_and_the_text_says_where_it_ends() -> None:
    text = b"".join(dump_columns([gauge([1.0])])).decode()
    assert text.splitlines() == [
        "# TYPE lag gauge",
        "# HELP lag Seconds behind.",
        "lag 1 1790000000",
        "# EOF",
    ]


def test_quotes_and_line_ends_in_a_label_are_escaped() -> None:
    assert series_name("up", {"job": 'a"b\n\\'}) == 'up{job="a\\"b\\n\\\\"}'


def test_the_same_text_packs_into_the_same_bytes_and_unpacks_again() -> None:
    pieces = list(dump_columns([gauge([1.0, 2.0])]))
    assert gzipped(pieces) == gzipped(iter(pieces))
    assert gzip.decompress(gzipped(pieces)) == b"".join(pieces)


def test_prometheus_reads_back_what_was_written(
    backfill_openmetrics: Callable[[str | Path, Path], None],
    start_prometheus: StartPrometheus,
    tmp_path: Path,
) -> None:
    values = [0.25, 1 / 3, 7.0]
    source = tmp_path / "history.om"
    source.write_bytes(b"".join(dump_columns([gauge(values)])))
    backfill_openmetrics(source, tmp_path / "data")
    with start_prometheus(tsdb_dir=tmp_path / "data") as server:
        asked = {"query": "lag[1h]", "time": str(START + 600)}
        answer = httpx.get(f"{server.url}/api/v1/query", params=asked).json()
    [series] = answer["data"]["result"]
    assert [(time, float(value)) for time, value in series["values"]] == [
        (START + 60 * step, value) for step, value in enumerate(values)
    ]
