"""A capture knows of its metrics what a real Prometheus with the same telemetry knows."""

from datetime import timedelta

import pytest

from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.units import TimeRange
from midwatch.ports.metrics import MetricFacts
from tests.providers.contract.conftest import Source
from tests.providers.contract.shop import BEGIN, END

WHOLE = TimeRange(BEGIN - timedelta(minutes=1), END + timedelta(minutes=1))
REQUESTS = Selector("http_requests_total")
SELECTORS = [
    REQUESTS,
    REQUESTS.where(Matcher("job", "steady")),
    REQUESTS.where(Matcher("job", "(late|gap)", MatchOperator.REGEX)),
    REQUESTS.where(Matcher("code", "", MatchOperator.NOT_EQUAL)),
    REQUESTS.where(Matcher("code", "")),
    REQUESTS.where(Matcher("code", "2..", MatchOperator.NOT_REGEX)),
    Selector("http_request_duration_seconds_bucket", (Matcher("le", "1"),)),
    Selector("nothing"),
]


def facts(source: Source, selector: Selector) -> MetricFacts:
    return source.metrics.describe([selector], WHOLE)[selector]


@pytest.mark.parametrize("selector", SELECTORS, ids=str)
def test_series_and_labels_are_the_same(
    selector: Selector, capture: Source, prometheus: Source
) -> None:
    ours, theirs = facts(capture, selector), facts(prometheus, selector)
    assert (ours.series, ours.labels) == (theirs.series, theirs.labels)


def test_names_of_metrics_are_the_same(capture: Source, prometheus: Source) -> None:
    names = capture.metrics.metric_names(WHOLE)
    assert names == prometheus.metrics.metric_names(WHOLE)
    assert "probe_success" in names


def test_what_is_not_there_has_no_series(source: Source) -> None:
    assert facts(source, Selector("nothing")).series == 0


def test_before_the_first_sample_there_is_nothing(source: Source) -> None:
    span = TimeRange.ending(BEGIN - timedelta(days=1), timedelta(hours=1))
    assert source.metrics.metric_names(span) == frozenset()
    assert source.metrics.describe([REQUESTS], span)[REQUESTS].series == 0
