"""What a capture answers by itself, beside what it has in common with a Prometheus."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.series import SampleSeries
from midwatch.domain.signals.telemetry import Telemetry
from midwatch.domain.slo.indicator import (
    CounterEvents,
    Indicator,
    Polarity,
    QueryEvents,
    RatioQuery,
    SampleEvents,
)
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from midwatch.providers.capture.capture import Capture
from midwatch.providers.capture.events import CaptureEvents

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR = TimeRange.ending(NOON, timedelta(hours=1))


def series(
    values: Sequence[float], *, last: datetime = NOON, metric: str = "requests_total", **labels: str
) -> SampleSeries:
    """One sample a minute, the last one at `last`."""
    times = last.timestamp() - 60.0 * np.arange(len(values) - 1, -1, -1.0)
    return SampleSeries(metric=metric, labels=labels, times=times, values=np.array(values, float))


def count(
    indicator: Indicator, *found: SampleSeries, span: TimeRange = HOUR
) -> Measured[Counts] | NoData:
    events = CaptureEvents(Capture.of("shop", Telemetry(series=found)))
    request = CountRequest(indicator, span)
    return events.count([request])[request]


def counts(indicator: Indicator, *found: SampleSeries, span: TimeRange = HOUR) -> Counts:
    told = count(indicator, *found, span=span)
    assert isinstance(told, Measured), told
    return told.value


def errors(*matchers: Matcher) -> CounterEvents:
    valid = Selector("requests_total", matchers)
    failed = Matcher("code", "5..", MatchOperator.REGEX)
    return CounterEvents(
        valid=valid, selected=valid.where(failed), polarity=Polarity.BAD, presence_label="code"
    )


MINUTES = np.arange(61)
ALL = series((100.0 * MINUTES).tolist(), code="200")


@pytest.mark.parametrize(
    ("values", "bad", "lost"),
    [
        pytest.param((MINUTES * 1.0).tolist(), 60, 0, id="there when the capture begins"),
        pytest.param([9] * 60, 0, 0, id="one scrape later"),
        pytest.param([9] * 59, 0, 9, id="two scrapes later"),
        pytest.param([7, 8, 9], 2.35, 7, id="just before the end"),
        pytest.param([np.nan, 7, 7], 0, 7, id="absent at first"),
        pytest.param([], 0, 0, id="never"),
    ],
)
def test_what_was_lost_at_birth_is_the_first_value_of_series_born_later(
    values: list[float], bad: float, lost: float
) -> None:
    found = counts(errors(), ALL, series(values, code="500"))
    assert found.bad == pytest.approx(bad, rel=0.2)
    assert found.lost_at_birth == lost


def test_a_birth_outside_of_the_range_loses_nothing_inside() -> None:
    born = series([9.0] * 30, code="500")
    late = TimeRange.ending(NOON, timedelta(minutes=20))
    early = TimeRange.ending(NOON - timedelta(minutes=40), timedelta(minutes=10))
    assert [counts(errors(), ALL, born, span=s).lost_at_birth for s in (late, early)] == [0, 0]


def test_where_good_events_are_counted_nothing_is_lost_at_birth() -> None:
    good = CounterEvents(
        valid=Selector("requests_total", (Matcher("code", "200"),)),
        selected=Selector("fast_total"),
        polarity=Polarity.GOOD,
    )
    assert counts(good, ALL, series([9.0] * 30, metric="fast_total")).lost_at_birth == 0


def test_more_bad_events_than_valid_ones_are_as_many() -> None:
    twice = CounterEvents(
        valid=Selector("requests_total"), selected=Selector("bad_total"), polarity=Polarity.BAD
    )
    found = counts(twice, ALL, series((200.0 * MINUTES).tolist(), metric="bad_total"))
    assert (found.bad, found.valid) == (6000, 6000)


def test_a_valid_series_without_the_label_makes_a_missing_selection_no_zero() -> None:
    found = count(errors(), ALL, series((1.0 * MINUTES).tolist(), status="500"))
    assert isinstance(found, NoData)
    assert found.reason.startswith("binding broken")
    assert "“code”" in found.reason


def test_a_valid_series_without_the_label_is_no_matter_where_there_are_errors() -> None:
    unlabelled = series((1.0 * MINUTES).tolist(), status="500")
    found = counts(errors(), ALL, unlabelled, series((2.0 * MINUTES).tolist(), code="500"))
    assert found.bad == pytest.approx(120)


def test_an_answer_says_how_many_samples_were_read_each_once() -> None:
    told = count(errors(), ALL, series([1.0, 2.0], code="500"))
    assert told.provenance is not None
    assert told.provenance.samples == 63
    assert told.provenance.query == (
        'bad: (sum(increase(requests_total{code=~"5.."}[1h])) or 0 * sum(increase(requests_total[1h]))); '
        "valid: sum(increase(requests_total[1h]))"
    )


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        (
            QueryEvents(valid="histogram_quantile(0.9, x)", selected="x", polarity=Polarity.BAD),
            "it is more than a sum of rates or increases of one selector",
        ),
        (RatioQuery(ratio="slo:ratio_rate5m"), "it is no quotient of two sums"),
    ],
)
def test_a_query_that_is_more_than_sums_needs_a_prometheus(indicator: Indicator, why: str) -> None:
    told = count(indicator, ALL)
    steps = CaptureEvents(Capture.of("shop", Telemetry(series=(ALL,)))).count_by_step(
        indicator, HOUR, timedelta(minutes=5)
    )
    for each in (told, steps):
        assert isinstance(each, NoData)
        assert not each.source_failed
        assert f"a capture cannot evaluate this query, for {why}" in each.reason
        assert "ask a Prometheus" in each.reason


@pytest.mark.parametrize(
    ("pattern", "why", "fix"),
    [
        ("(", "unterminated subpattern", "RE2"),
        ("[[:digit:]]..", "classes such as", "[0-9]"),
        ("a{99999999999}", "too large", "RE2"),
    ],
)
def test_a_regular_expression_that_is_none_is_the_persons_mistake(
    pattern: str, why: str, fix: str
) -> None:
    wrong = SampleEvents(gauge=Selector("up", (Matcher("job", pattern, MatchOperator.REGEX),)))
    with pytest.raises(InputError, match="match job=~") as raised:
        count(wrong, ALL)
    assert why in raised.value.why
    assert fix in raised.value.fix


def test_ranges_of_one_indicator_are_answered_as_if_asked_alone() -> None:
    events = CaptureEvents(Capture.of("shop", Telemetry(series=(ALL,))))
    spans = [TimeRange.ending(NOON, timedelta(minutes=m)) for m in (5, 30, 60, 0.5)]
    requests = [CountRequest(errors(), span) for span in spans]
    together = events.count(requests)
    alone: Mapping[CountRequest, object] = {
        request: events.count([request])[request] for request in requests
    }
    assert together == alone
    assert list(together) == requests


def test_an_empty_capture_has_no_traffic() -> None:
    told = count(errors())
    assert isinstance(told, NoData)
    assert told.reason == "no traffic: no series matches requests_total in the range"


def test_a_label_with_terminal_escapes_is_shown_harmless() -> None:
    told = count(errors(Matcher("job", "\x1b[31m")))
    assert isinstance(told, NoData)
    assert "\x1b" not in told.reason
    assert "\\x1b[31m" in told.reason


def test_a_gauge_is_asked_over_centuries_as_quickly_as_over_an_hour() -> None:
    probe = SampleEvents(gauge=Selector("up"), bad_below=1)
    ages = TimeRange(datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
    found = counts(probe, series([1.0, 0.0, 1.0], metric="up"), span=ages)
    assert found == Counts(1, 3 + 4)


def test_a_value_is_seen_for_five_minutes_and_no_longer() -> None:
    probe = SampleEvents(gauge=Selector("up"), bad_below=1)
    later = TimeRange(NOON + timedelta(minutes=4), NOON + timedelta(minutes=9))
    down = series([0.0], metric="up")
    assert counts(probe, down, span=later) == Counts(1, 1)
    gone = TimeRange(NOON + timedelta(minutes=5), NOON + timedelta(minutes=9))
    assert isinstance(count(probe, down, span=gone), NoData)
