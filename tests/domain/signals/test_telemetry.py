"""Samples in any order become series, each once."""

import numpy as np
import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry, gather, merge, series_key, type_of

UP = series_key("up", [("job", "api")])
DOWN = series_key("down", [])


def columns(*samples: tuple[int, float, float]) -> tuple[SampleSeries, ...]:
    ids, times, values = zip(*samples, strict=True)
    return gather([UP, DOWN], np.array(ids, np.int32), np.array(times), np.array(values))


def told(series: SampleSeries) -> tuple[str, dict[str, str], list[float], list[float]]:
    return series.metric, dict(series.labels), series.times.tolist(), series.values.tolist()


def test_samples_are_sorted_by_series_and_time() -> None:
    found = columns((0, 20.0, 2.0), (1, 5.0, 9.0), (0, 10.0, 1.0))
    assert [told(each) for each in found] == [
        ("down", {}, [5.0], [9.0]),
        ("up", {"job": "api"}, [10.0, 20.0], [1.0, 2.0]),
    ]


def test_a_sample_that_comes_twice_counts_once() -> None:
    found = columns((0, 10.0, 1.0), (0, 10.0, 1.0), (0, 20.0, np.nan), (0, 20.0, np.nan))
    assert found[0].times.tolist() == [10.0, 20.0]


def test_two_values_at_one_time_are_refused_with_the_series_and_the_time() -> None:
    with pytest.raises(InputError, match=r"read up\{'job': 'api'\}") as raised:
        columns((0, 10.0, 1.0), (0, 10.0, 2.0))
    assert raised.value.why == "it has two values at 1970-01-01T00:00:10+00:00"


def test_labels_are_the_same_in_any_order_and_an_empty_one_is_none() -> None:
    assert series_key("x", [("b", "2"), ("a", "1"), ("c", "")]) == ("x", (("a", "1"), ("b", "2")))


def test_parts_are_joined_by_series_and_the_first_word_on_a_type_holds() -> None:
    early = Telemetry(series=columns((0, 10.0, 1.0), (0, 20.0, 2.0)), types={"up": "gauge"})
    late = Telemetry(series=columns((0, 20.0, 2.0), (0, 30.0, 3.0)), types={"up": "counter"})
    joined = merge([late, early])
    assert [told(each) for each in joined.series] == [
        ("up", {"job": "api"}, [10.0, 20.0, 30.0], [1.0, 2.0, 3.0])
    ]
    assert (joined.samples, joined.types) == (3, {"up": "counter"})


def test_nothing_merged_is_nothing() -> None:
    assert merge([]).series == ()


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("requests", "counter"),
        ("requests_total", "counter"),
        ("requests_bucket", None),
        ("latency_bucket", "histogram"),
        ("latency_count", "histogram"),
        ("latency_total", None),
        ("size_sum", "summary"),
        ("size_bucket", None),
        ("unknown_total", None),
    ],
)
def test_a_metric_has_the_type_of_its_family(metric: str, expected: str | None) -> None:
    types = {"requests": "counter", "latency": "histogram", "size": "summary"}
    assert type_of(metric, types) == expected
