"""A capture counts what a real Prometheus with the same telemetry counts."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest
from tests.providers.contract.conftest import Source
from tests.providers.contract.shop import BEGIN, BORN, END, GAP, HALF, INDICATORS

Counted = Measured[Counts] | NoData

WITHIN = 0.001
SPANS = [
    TimeRange.ending(end, length)
    for end in (
        END,
        BEGIN + timedelta(minutes=BORN + 12, seconds=10),
        BEGIN + timedelta(minutes=GAP[1] + 2, seconds=41.5),
        BEGIN + timedelta(minutes=365, seconds=-7),
        BEGIN + timedelta(minutes=3),
        END + timedelta(minutes=7),
        BEGIN - timedelta(hours=1),
    )
    for length in (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=12),
        timedelta(days=30),
    )
]


def count(source: Source, indicator: Indicator, span: TimeRange) -> Counted:
    request = CountRequest(indicator, span)
    return source.events.count([request])[request]


def counts(source: Source, indicator: str, span: TimeRange) -> Counts:
    found = count(source, INDICATORS[indicator], span)
    assert isinstance(found, Measured), found
    return found.value


def reason(source: Source, indicator: str, span: TimeRange) -> str:
    found = count(source, INDICATORS[indicator], span)
    assert isinstance(found, NoData), found
    assert not found.source_failed
    return found.reason


def minutes(first: int, last: int) -> TimeRange:
    """Between two scrapes."""
    return TimeRange(BEGIN + timedelta(minutes=first), BEGIN + timedelta(minutes=last))


@pytest.mark.parametrize("name", INDICATORS)
def test_every_count_and_every_absence_is_the_same(
    name: str, capture: Source, prometheus: Source
) -> None:
    requests = [CountRequest(INDICATORS[name], span) for span in SPANS]
    ours, theirs = capture.events.count(requests), prometheus.events.count(requests)
    assert len(ours) == len(theirs) == len(SPANS)
    for request in requests:
        assert _told(ours[request]) == pytest.approx(
            _told(theirs[request]), rel=WITHIN, abs=1e-6
        ), (
            request.range,
            ours[request],
            theirs[request],
        )


@pytest.mark.parametrize("span", SPANS[:7])
def test_asked_together_every_count_is_what_it_is_alone(span: TimeRange, source: Source) -> None:
    requests = [CountRequest(indicator, span) for indicator in INDICATORS.values()]
    together = source.events.count(requests)
    for request in requests:
        alone = source.events.count([request])[request]
        assert _told(together[request]) == pytest.approx(_told(alone))
        beside = together[request]
        if isinstance(alone, Measured) and isinstance(beside, Measured):
            assert beside.value.lost_at_birth == pytest.approx(alone.value.lost_at_birth)
        else:
            assert beside == alone


def _told(found: Counted) -> tuple[float, ...]:
    """Counts as numbers; nothing where there are none."""
    return (found.value.bad, found.value.valid) if isinstance(found, Measured) else ()


@pytest.mark.parametrize("name", INDICATORS)
@pytest.mark.parametrize("step", [timedelta(minutes=5), timedelta(minutes=1), timedelta(hours=1)])
def test_every_step_is_the_same(
    name: str, step: timedelta, capture: Source, prometheus: Source
) -> None:
    span = TimeRange(BEGIN - timedelta(minutes=30), END + timedelta(minutes=20))
    ours, theirs = (
        each.events.count_by_step(INDICATORS[name], span, step) for each in (capture, prometheus)
    )
    if isinstance(theirs, NoData):
        assert isinstance(ours, NoData)
        return
    assert isinstance(ours, Measured)
    _assert_same(ours.value, theirs.value)


def _assert_same(ours: CountSeries, theirs: CountSeries) -> None:
    np.testing.assert_allclose(ours.ends, theirs.ends, atol=0.002)
    for mine, other in ((ours.bad, theirs.bad), (ours.valid, theirs.valid)):
        np.testing.assert_allclose(mine, other, rtol=WITHIN, atol=1e-6, equal_nan=True)


WHOLE = minutes(0, 719)


def test_between_two_scrapes_events_are_counted_exactly(source: Source) -> None:
    hour = minutes(60, 120)
    found = counts(source, "steady traffic", hour)
    assert found == counts(source, "steady traffic", hour)
    assert found.valid == pytest.approx(60 * 603, rel=0.05)
    assert found.valid == pytest.approx(round(found.valid))


def test_errors_never_born_are_none_where_a_label_would_tell_them(source: Source) -> None:
    found = counts(source, "errors never born", WHOLE)
    assert (found.bad, found.valid > 0) == (0, True)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a renamed label", "binding broken"),
        ("a bucket that is not there", "binding broken"),
        ("errors counted apart, and never born", "binding broken"),
        ("an unknown job", "no traffic"),
        ("a single sample", "no traffic"),
        ("a query that does not", "or vector(0)"),
        ("a gauge that is not there", "no "),
    ],
)
def test_absence_is_told_apart(source: Source, name: str, why: str) -> None:
    assert why in reason(source, name, WHOLE)


def test_no_traffic_is_zero_valid_events_where_counters_stand_still(source: Source) -> None:
    assert counts(source, "no traffic", WHOLE) == Counts(0, 0)


def test_a_gap_loses_nothing_that_the_counters_kept(source: Source) -> None:
    before, after = minutes(GAP[0] - 60, GAP[0] - 1), minutes(GAP[1], GAP[1] + 60)
    inside, around = minutes(GAP[0] - 1, GAP[1]), minutes(GAP[0] - 60, GAP[1] + 60)
    parts = [counts(source, "a gap of 20 minutes", span).valid for span in (before, inside, after)]
    assert sum(parts) == pytest.approx(counts(source, "a gap of 20 minutes", around).valid)


def test_within_a_gap_there_is_nothing(source: Source) -> None:
    assert "no traffic" in reason(source, "a gap of 20 minutes", minutes(GAP[0], GAP[1] - 1))


def test_what_a_newborn_series_held_at_birth_is_told_apart(source: Source) -> None:
    hour = minutes(BORN - 30, BORN + 30)
    found = counts(source, "errors born late", hour)
    assert found.bad == pytest.approx(60, abs=25)
    assert found.lost_at_birth == pytest.approx(40)


def test_nothing_is_lost_at_birth_before_and_after_it(source: Source) -> None:
    spans = minutes(BORN - 90, BORN - 30), minutes(BORN + 70, BORN + 130)
    assert [counts(source, "errors born late", span).lost_at_birth for span in spans] == [0, 0]


def test_a_ratio_is_weighed_by_time_however_much_traffic_there_was(source: Source) -> None:
    half = HALF - 5
    parts = minutes(5, half), minutes(HALF + 5, HALF + half)
    busy, quiet = (counts(source, "a ratio while traffic comes and goes", span) for span in parts)
    whole = counts(source, "a ratio while traffic comes and goes", minutes(5, HALF + half))
    assert (busy.bad_ratio, quiet.bad_ratio) == pytest.approx((0, 0.5), abs=0.02)
    assert whole.bad_ratio == pytest.approx(0.25, abs=0.02)
    assert whole.valid == pytest.approx(timedelta(minutes=2 * half - 10).total_seconds(), rel=0.02)


def test_both_spellings_of_a_bucket_are_counted(source: Source) -> None:
    found = counts(source, "a bucket in two spellings", WHOLE)
    assert found.bad_ratio == pytest.approx(0.03, rel=0.01)


def test_a_count_says_where_it_comes_from(source: Source) -> None:
    found = count(source, INDICATORS["steady traffic"], WHOLE)
    assert found.provenance is not None
    assert found.provenance.source == "shop"
    assert found.provenance.range == WHOLE
    assert 'code=~"5.."' in found.provenance.query
    assert "[11h59m]" in found.provenance.query


@pytest.mark.parametrize(
    ("end", "length"), [(END, timedelta(microseconds=1)), (BEGIN, timedelta(days=400))]
)
def test_odd_ranges_have_an_answer(source: Source, end: datetime, length: timedelta) -> None:
    assert reason(source, "an unknown job", TimeRange.ending(end, length))


def test_the_same_request_twice_is_answered_once(source: Source) -> None:
    request = CountRequest(INDICATORS["a probe"], WHOLE)
    assert list(source.events.count([request, request])) == [request]


def test_no_requests_have_no_answers(source: Source) -> None:
    assert source.events.count([]) == {}


def test_a_range_shorter_than_a_step_has_no_steps(source: Source) -> None:
    found = source.events.count_by_step(INDICATORS["a probe"], minutes(0, 5), timedelta(minutes=6))
    assert isinstance(found, NoData)
    assert "shorter than a step" in found.reason


BEGINNING = ["steady traffic", "errors never born", "a probe", "a query that says zero itself"]
SPAN_LENGTHS = [timedelta(hours=6), timedelta(hours=30), timedelta(days=7), timedelta(days=30)]


@pytest.mark.parametrize("length", SPAN_LENGTHS, ids=str)
@pytest.mark.parametrize("name", BEGINNING)
def test_telemetry_begins_when_it_does_to_a_thirtieth_and_never_later(
    name: str, length: timedelta, source: Source
) -> None:
    span = TimeRange.ending(END, length)
    begun = source.events.begins([INDICATORS[name]], span)[INDICATORS[name]]
    if span.start >= BEGIN:
        assert begun == span.start
        return
    precision = max(timedelta(hours=1), (END - BEGIN) / 30)
    assert BEGIN - precision <= begun <= BEGIN + timedelta(minutes=1)


def test_what_is_not_there_never_begins(source: Source) -> None:
    absent = [INDICATORS["an unknown job"], INDICATORS["a gauge that is not there"]]
    found = source.events.begins(
        [*absent, INDICATORS["a probe"]], TimeRange.ending(END, timedelta(days=30))
    )
    assert list(found) == [INDICATORS["a probe"]]
