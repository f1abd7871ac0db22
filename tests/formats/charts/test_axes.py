"""Axes are honest and can be read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.units import TimeRange
from midwatch.formats.charts.chart import TimePanel, Unit
from midwatch.formats.charts.elements import fitted, width_of, wrapped
from midwatch.formats.charts.time_axis import ticks
from midwatch.formats.charts.time_panel import axis_of
from midwatch.formats.charts.value_axis import axis

START = datetime(2026, 3, 1, 2, 14, tzinfo=UTC)
VALUES = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-6)


@given(values=st.lists(VALUES, min_size=1), unit=st.sampled_from(Unit))
def test_an_axis_holds_every_value_and_names_every_line_apart(
    values: list[float], unit: Unit
) -> None:
    found = axis(values, unit)
    reach = (found.high - found.low) * 1e-6
    assert found.low - reach <= min(values)
    assert max(values) <= found.high + reach
    assert list(found.ticks) == sorted(found.ticks)
    assert 2 <= len(found.labels) <= 8


AXES: dict[str, tuple[list[float], Unit, tuple[str, ...]]] = {
    "shares are percentages": ([0, 1], Unit.SHARE, ("0%", "25%", "50%", "75%", "100%")),
    "an indicator near its target has the decimals it needs": (
        [1.0, 0.998],
        Unit.SHARE,
        ("99.80%", "99.85%", "99.90%", "99.95%", "100.00%"),
    ),
    "an overspent budget goes below zero": ([1, -0.2], Unit.SHARE, ("−50%", "0%", "50%", "100%")),
    "short times are milliseconds": (
        [0, 0.4],
        Unit.SECONDS,
        ("0 ms", "100 ms", "200 ms", "300 ms", "400 ms"),
    ),
    "longer ones are minutes": (
        [0, 480],
        Unit.SECONDS,
        ("0 min", "2 min", "4 min", "6 min", "8 min"),
    ),
    "bytes go by 1,024": ([0, 2**32], Unit.BYTES, ("0 GiB", "1 GiB", "2 GiB", "3 GiB", "4 GiB")),
    "large counts are short": ([0, 2e6], Unit.COUNT, ("0.0M", "0.5M", "1.0M", "1.5M", "2.0M")),
    "rates say so": ([0, 800], Unit.PER_SECOND, ("0/s", "200/s", "400/s", "600/s", "800/s")),
    "nothing at all still has an axis": (
        [0, 0],
        Unit.COUNT,
        ("0.00", "0.25", "0.50", "0.75", "1.00"),
    ),
}


@pytest.mark.parametrize("case", AXES)
def test_labels_are_what_a_person_would_write(case: str) -> None:
    values, unit, labels = AXES[case]
    assert axis(values, unit).labels == labels


@given(level=st.floats(0.5, 1e6))
def test_counts_are_told_from_zero(level: float) -> None:
    panel = TimePanel(title="Requests", unit=Unit.COUNT, reaches=(level, level * 1.01))
    assert axis_of(panel).low == 0


SPANS = st.builds(
    lambda start, length: TimeRange(START + start, START + start + length),
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.timedeltas(timedelta(minutes=1), timedelta(days=800)),
)


@given(span=SPANS, most=st.floats(3, 15))
def test_times_are_inside_and_not_too_many(span: TimeRange, most: float) -> None:
    found = ticks(span, most)
    assert len(found) <= most + 1
    assert all(span.start <= tick.at <= span.end for tick in found)
    assert len({tick.at for tick in found}) == len(found)


TIMES = {
    "hours of a night, with the day where it begins": (
        timedelta(hours=6),
        ("21:00", "22:00", "23:00", "1 Mar", "01:00", "02:00"),
    ),
    "days of a month": (
        timedelta(days=30),
        ("4 Feb", "9 Feb", "14 Feb", "19 Feb", "24 Feb", "1 Mar"),
    ),
}


@pytest.mark.parametrize("case", TIMES)
def test_times_are_round_moments_in_utc(case: str) -> None:
    length, labels = TIMES[case]
    assert tuple(tick.label for tick in ticks(TimeRange.ending(START, length), 7)) == labels


@given(text=st.text(max_size=300), width=st.floats(20, 400))
def test_text_fits_where_it_is_put(text: str, width: float) -> None:
    assert width_of(fitted(text, width)) <= max(width, width_of("…"))
    assert all(width_of(line) <= max(width, width_of("…")) for line in wrapped(text, width))
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


def test_a_long_name_is_broken_where_it_is_joined() -> None:
    assert list(wrapped("web-frontend-eu-west", width_of("web-frontend-e"))) == [
        "web-frontend-",
        "eu-west",
    ]
