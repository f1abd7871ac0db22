from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.formats import durations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("200ms", timedelta(milliseconds=200), id="milliseconds"),
        pytest.param("1h30m", timedelta(minutes=90), id="parts add up"),
        pytest.param("43.2m", timedelta(minutes=43, seconds=12), id="fractions are exact"),
        pytest.param("30d", timedelta(days=30), id="days of 24 hours"),
        pytest.param("4w", timedelta(days=28), id="weeks"),
        pytest.param("0s", timedelta(0), id="nothing"),
        pytest.param("0.000001s", timedelta(microseconds=1), id="the finest"),
        pytest.param(" 200 ms ", timedelta(milliseconds=200), id="with spaces"),
    ],
)
def test_a_duration_is_read_exactly(text: str, expected: timedelta) -> None:
    assert durations.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "200",
            "-5s",
            "5 parsecs",
            "1h-30m",
            "0,2s",
            "ms",
            "1M",
            "\u0662\u0660\u0660ms",
            "1e3s",
            "inf",
            "nan",
        ),
        *("0.1us", "0.0000001s", "36501d", "999999999999w", "9" * 40 + "s"),
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        durations.parse(text)


@given(st.timedeltas(min_value=timedelta(0), max_value=durations.LONGEST))
def test_rendering_and_parsing_give_the_same_span(span: timedelta) -> None:
    assert durations.parse(durations.render(span)) == span


@pytest.mark.fuzz
@given(st.text(alphabet="0123456789.,-+ smhdwu%µeE\x00", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_span_or_refused(text: str) -> None:
    try:
        span = durations.parse(text)
    except ValueError:
        return
    assert timedelta(0) <= span <= durations.LONGEST


def test_a_negative_span_is_not_written() -> None:
    with pytest.raises(ValueError, match="not negative"):
        durations.render(timedelta(seconds=-1))
