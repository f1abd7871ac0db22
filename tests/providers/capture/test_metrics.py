"""What a capture tells of its metrics by itself: their types, and when it ends."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from midwatch.domain.signals.selector import Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricType
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.metrics import CaptureMetrics

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = TimeRange.ending(NOON, timedelta(hours=1))


def up(job: str, at: datetime) -> SampleSeries:
    times, values = np.array([at.timestamp()]), np.array([1.0])
    return SampleSeries(metric="up", labels={"job": job}, times=times, values=values)


def metrics(*series: SampleSeries, **types: str) -> CaptureMetrics:
    return CaptureMetrics(Capture.of("shop", Telemetry(series=series, types=types)))


@pytest.mark.parametrize(
    ("metric", "declared", "expected"),
    [
        ("x_total", "counter", MetricType.COUNTER),
        ("x", "gauge", MetricType.GAUGE),
        ("x_bucket", "histogram", MetricType.HISTOGRAM),
        ("x_count", "summary", MetricType.SUMMARY),
        ("x", "stateset", MetricType.UNKNOWN),
        ("x_bucket", "counter", MetricType.UNKNOWN),
        ("y", "gauge", MetricType.UNKNOWN),
    ],
)
def test_a_type_is_the_one_that_the_text_declares(
    metric: str, declared: str, expected: MetricType
) -> None:
    selection = Selector(metric)
    assert metrics(x=declared).describe([selection], HOUR)[selection].type is expected


def test_only_series_with_a_sample_in_the_span_are_there() -> None:
    found = metrics(up("api", NOON), up("web", NOON - timedelta(hours=2)))
    facts = found.describe([Selector("up")], HOUR)[Selector("up")]
    assert (facts.series, facts.labels) == (1, {"job": ("api",)})
    assert found.metric_names(TimeRange.ending(NOON - timedelta(hours=3), HOUR.length)) == set()


def test_a_capture_ends_at_its_last_sample_and_an_empty_one_never_began() -> None:
    assert metrics(up("api", NOON - timedelta(days=1)), up("web", NOON)).newest_sample() == NOON
    assert metrics().newest_sample() is None
