"""A counter rises in a window as Prometheus says it does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.counters import increases, running_total, samples_between
from midwatch.domain.signals.counts import Floats
from midwatch.domain.signals.series import SampleSeries

MINUTE = 60.0


def counter(values: list[float], *, start: float = 0, every: float = MINUTE) -> SampleSeries:
    times = start + every * np.arange(len(values), dtype=float)
    return SampleSeries(metric="x_total", times=times, values=np.array(values, float))


def rise(series: SampleSeries, start: float, end: float) -> float:
    return float(increases(series, np.array([start]), np.array([end]))[0])


@pytest.mark.parametrize(
    ("values", "start", "end", "expected"),
    [
        pytest.param([10, 20, 30], 0, 120, 20, id="from the first sample to the last"),
        pytest.param([10, 20, 30], 30, 120, 15, id="extrapolated to a bound near the first sample"),
        pytest.param([10, 20, 30], 0, 180, 30, id="extrapolated to a bound near the last sample"),
        pytest.param([10, 20, 30], 0, 600, 25, id="by half an interval to a bound far away"),
        pytest.param([0, 10, 20], -50, 120, 20, id="never to before the counter was zero"),
        pytest.param([5, 10, 15], -50, 120, 10 + 50 / 12, id="backwards as long as it was above zero"),
        pytest.param([100, 110, 5, 15], 0, 180, 25, id="what comes after a reset counts whole"),
        pytest.param([7, 7, 7], 0, 120, 0, id="a counter that stands still"),
        pytest.param([10, 20, 30], 60, 60, np.nan, id="one sample tells nothing"),
        pytest.param([10, 20, 30], 61, 119, np.nan, id="between samples there is nothing"),
        pytest.param([10, 20, 30], 500, 900, np.nan, id="after the last sample there is nothing"),
        pytest.param([], 0, 100, np.nan, id="an empty series tells nothing"),
        pytest.param([10, np.nan, 30], 0, 120, 20, id="NaN is absence"),
        pytest.param([10, np.inf, 30], 0, 120, 20, id="infinity is absence"),
    ],
)  # fmt: skip
def test_a_counter_rises_in_a_window(
    values: list[float], start: float, end: float, expected: float
) -> None:
    assert rise(counter(values), start, end) == pytest.approx(expected, nan_ok=True)


def test_windows_are_answered_together_as_they_are_one_by_one() -> None:
    series = counter([3, 9, 2, 8, 8, 1, 30])
    starts, ends = np.array([0.0, 60, 100, 0, 355]), np.array([400.0, 200, 101, 59, 1000])
    together = increases(series, starts, ends)
    assert together.tolist() == pytest.approx(
        [rise(series, a, b) for a, b in zip(starts, ends, strict=True)], nan_ok=True
    )


def test_samples_at_both_bounds_are_inside() -> None:
    series = counter([1, 2, 3])
    assert [samples_between(series, *span) for span in ((0, 120), (1, 119), (200, 300))] == [
        3,
        1,
        0,
    ]


steps = st.lists(st.integers(0, 1000), min_size=2, max_size=50)
events = st.lists(st.tuples(st.integers(0, 1000), st.booleans()), min_size=2, max_size=50)


@given(steps)
def test_without_resets_the_rise_between_first_and_last_sample_is_their_difference(
    rose: list[int],
) -> None:
    values = np.cumsum(rose).astype(float)
    assert rise(counter(values.tolist()), 0, MINUTE * (len(rose) - 1)) == pytest.approx(
        values[-1] - values[0]
    )


@given(steps, st.integers(0, 40))
def test_ranges_that_meet_at_a_sample_add_up(rose: list[int], cut: int) -> None:
    series = counter(np.cumsum(rose).astype(float).tolist())
    middle, end = min(cut, len(rose) - 1) * MINUTE, MINUTE * (len(rose) - 1)
    parts = np.nan_to_num([rise(series, 0, middle), rise(series, middle, end)])
    assert parts.sum() == pytest.approx(rise(series, 0, end))


@given(events)
def test_a_reset_loses_nothing_that_a_scrape_saw(told: list[tuple[int, bool]]) -> None:
    """A counter that starts again from zero right after a scrape rises as if it had gone on."""
    unbroken, broken, since = [0.0], [0.0], 0.0
    for rose, restarted in told:
        unbroken.append(unbroken[-1] + rose)
        since = rose if restarted and rose < since else since + rose
        broken.append(float(since))
    whole = MINUTE * len(told)
    assert rise(counter(broken), 0, whole) == pytest.approx(rise(counter(unbroken), 0, whole))
    assert running_total(np.array(broken)).tolist() == pytest.approx(unbroken)


@given(
    st.lists(st.floats(0, 1e12), max_size=30),
    st.lists(st.tuples(st.floats(-2000, 4000), st.floats(1, 4000)), min_size=1, max_size=10),
)
def test_a_rise_is_never_negative_and_absent_exactly_below_two_samples(
    values: list[float], spans: list[tuple[float, float]]
) -> None:
    series = counter(values)
    starts: Floats = np.array([start for start, _ in spans])
    ends = starts + np.array([length for _, length in spans])
    found = increases(series, starts, ends)
    enough = [samples_between(series, a, b) >= 2 for a, b in zip(starts, ends, strict=True)]
    assert (~np.isnan(found)).tolist() == enough
    assert (found[enough] >= 0).all()


@given(steps, st.integers(1, 100))
def test_a_counter_that_counts_more_rises_as_much_more(rose: list[int], factor: int) -> None:
    values = np.cumsum(rose).astype(float)
    span = -100.0, MINUTE * len(rose)
    once, often = counter(values.tolist()), counter((values * factor).tolist())
    assert rise(often, *span) == pytest.approx(rise(once, *span) * factor)
