from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats.reports import quantities


@pytest.mark.parametrize(
    ("ratio", "decimals", "text"),
    [
        pytest.param(0.579, 1, "57.9%", id="one decimal"),
        pytest.param(1.0, 1, "100.0%", id="all"),
        pytest.param(0.0, 0, "0%", id="nothing"),
        pytest.param(0.99996, 1, "99.996%", id="almost all is never shown as all"),
        pytest.param(0.0004, 0, "0.04%", id="almost nothing is never shown as nothing"),
        pytest.param(-0.2, 0, "-20%", id="overspent"),
        pytest.param(-1e-12, 0, "0%", id="a zero has no sign"),
    ],
)
def test_a_share_in_percent(ratio: float, decimals: int, text: str) -> None:
    assert quantities.percent(ratio, decimals) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (51.84, "51.8 s"),
        (43.2 * 60, "43.2 min"),
        (3.6 * 3600, "3.6 h"),
        (50 * 3600, "50 h"),
        (36 * 3600, "36 h"),
        (5 * 86_400, "5 d"),
        (0, "0 s"),
        (-520, "-8.7 min"),
    ],
)
def test_a_length_of_time(seconds: float, text: str) -> None:
    assert quantities.span(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(minutes=5), "5m"),
        (timedelta(hours=6), "6h"),
        (timedelta(days=3), "3d"),
        (timedelta(minutes=90), "90m"),
        (timedelta(seconds=30), "30s"),
    ],
)
def test_a_window(length: timedelta, text: str) -> None:
    assert quantities.window(length) == text


@pytest.mark.parametrize(
    ("multiple", "text"),
    [(1000, "1000×"), (166.67, "167×"), (14.4, "14.4×"), (6, "6×"), (0.25, "0.25×"), (0, "0×")],
)
def test_a_burn_rate(multiple: float, text: str) -> None:
    assert quantities.burn(multiple) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(25_488_000, "25,488,000"), (2.4, "2.4"), (3, "3"), (0.04, "0.0"), (0, "0"), (-0.04, "0.0")],
)
def test_events(number: float, text: str) -> None:
    assert quantities.count(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (1_000, "1,000 events")]
)
def test_a_number_of_things(number: int, text: str) -> None:
    assert quantities.counted(number, "event") == text


@given(st.floats(1e-6, 1 - 1e-6), st.integers(0, 3))
def test_what_is_neither_all_nor_nothing_never_reads_so(ratio: float, decimals: int) -> None:
    assert 0 < float(quantities.percent(ratio, decimals).removesuffix("%")) < 100


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(0.042, "+4.2%"), (-0.004, "-0.4%"), (0.0004, "0%"), (-0.0004, "0%"), (9, "+900.0%")],
)
def test_a_change(ratio: float, text: str) -> None:
    assert quantities.change(ratio) == text
