"""Slices of time that are good or bad as a whole."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.counts import Counts, CountSeries
from midwatch.domain.slo.objective import BySlices, MissingData
from midwatch.domain.slo.period import CalendarPeriod, CalendarUnit, RollingPeriod
from midwatch.domain.slo.standing.missing import lost_events
from midwatch.domain.slo.standing.slices import SliceTally, slices_to_come, tally, whole_slices
from midwatch.domain.units import Ratio, TimeRange

START = datetime(2026, 3, 1, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BY_MINUTE = BySlices(length=MINUTE, slice_target=Ratio(Decimal("0.95")))
NOTHING = float("nan")


def slices(*steps: tuple[float, float]) -> CountSeries:
    """Steps of one minute from START: bad and valid events."""
    ends = START.timestamp() + 60 * np.arange(1, len(steps) + 1, dtype=np.float64)
    bad, valid = np.array(steps, dtype=np.float64).T
    return CountSeries(ends=ends, bad=bad.copy(), valid=valid.copy())


def minutes(start: float, end: float) -> TimeRange:
    return TimeRange(START + start * MINUTE, START + end * MINUTE)


GOOD, BAD, ABSENT, QUIET = (0, 100), (50, 100), (NOTHING, NOTHING), (0, 0)


@pytest.mark.parametrize(
    ("steps", "missing", "expected"),
    [
        pytest.param(
            [GOOD, BAD, GOOD],
            MissingData.IGNORE,
            SliceTally(bad=1, judged=3),
            id="a slice with too many bad events is bad",
        ),
        pytest.param(
            [(5, 100), (29, 100)],
            MissingData.IGNORE,
            SliceTally(bad=1, judged=2),
            id="a slice at exactly its target is good",
        ),
        pytest.param(
            [GOOD, QUIET],
            MissingData.BAD,
            SliceTally(bad=0, judged=2),
            id="a slice in which nobody asked is good",
        ),
        pytest.param(
            [GOOD, ABSENT, GOOD],
            MissingData.IGNORE,
            SliceTally(bad=0, judged=2, missing=1),
            id="a slice without telemetry does not count where missing is ignored",
        ),
        pytest.param(
            [GOOD, ABSENT, GOOD],
            MissingData.BAD,
            SliceTally(bad=1, judged=3, missing=1),
            id="a slice without telemetry is bad where missing is bad",
        ),
        pytest.param(
            [ABSENT, ABSENT, GOOD],
            MissingData.BAD,
            SliceTally(bad=0, judged=1),
            id="before the first telemetry nothing is missing",
        ),
        pytest.param(
            [ABSENT, ABSENT],
            MissingData.BAD,
            SliceTally(bad=0, judged=0),
            id="where there never was telemetry nothing is judged",
        ),
    ],
)
def test_slices_are_judged(
    steps: list[tuple[float, float]], missing: MissingData, expected: SliceTally
) -> None:
    assert tally(slices(*steps), BY_MINUTE, missing) == expected


def test_a_slice_target_of_71_percent_takes_29_bad_of_100_as_good() -> None:
    seventy_one = BySlices(length=MINUTE, slice_target=Ratio(Decimal("0.71")))
    assert tally(slices((29, 100)), seventy_one, MissingData.IGNORE).bad == 0
    assert tally(slices((30, 100)), seventy_one, MissingData.IGNORE).bad == 1


def test_a_correction_takes_out_every_slice_that_it_touches() -> None:
    steps = slices(BAD, BAD, BAD, BAD, BAD)
    judged = tally(steps, BY_MINUTE, MissingData.IGNORE, [minutes(1.5, 3)])
    assert judged == SliceTally(bad=3, judged=3)


def test_slices_count_where_they_end() -> None:
    steps = slices(BAD, GOOD, BAD, BAD)
    first, second = (
        tally(steps, BY_MINUTE, MissingData.IGNORE, within=part)
        for part in (minutes(0, 2.5), minutes(2.5, 4))
    )
    assert (first, second) == (SliceTally(bad=1, judged=2), SliceTally(bad=2, judged=2))


def test_30_days_of_minutes_at_three_nines_allow_43_2_bad_slices() -> None:
    at = START + timedelta(hours=7, seconds=20)
    span = whole_slices(RollingPeriod(), at, MINUTE)
    assert span is not None
    assert span.length // MINUTE * Decimal("0.001") == Decimal("43.199")
    assert whole_slices(RollingPeriod(), START, MINUTE) == RollingPeriod().bounds(START)


@pytest.mark.parametrize(
    ("at", "length", "expected"),
    [
        pytest.param(
            START + 90 * MINUTE, HOUR, (START, START + HOUR), id="the slice that has not ended"
        ),
        pytest.param(
            START + 120 * MINUTE,
            HOUR,
            (START, START + 2 * HOUR),
            id="none where the last has ended",
        ),
    ],
)
def test_a_partial_slice_is_not_judged(
    at: datetime, length: timedelta, expected: tuple[datetime, datetime]
) -> None:
    month = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("UTC"))
    assert whole_slices(month, at, length) == TimeRange(*expected)


def test_before_the_first_slice_has_ended_there_is_none() -> None:
    month = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("UTC"))
    assert whole_slices(month, START + MINUTE, HOUR) is None
    assert whole_slices(month, START, HOUR) is None


def test_slices_of_a_calendar_month_begin_at_its_local_midnight() -> None:
    month = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("Asia/Kolkata"))
    span = whole_slices(month, START + 10 * HOUR, HOUR)
    assert span is not None
    assert span.start == datetime(2026, 2, 28, 18, 30, tzinfo=UTC)


def test_the_slices_to_come_make_the_month_whole() -> None:
    month = CalendarPeriod(CalendarUnit.MONTH, ZoneInfo("Europe/Berlin"))
    at = START + 10.5 * HOUR
    span, bounds = whole_slices(month, at, HOUR), month.bounds(at)
    assert span is not None
    rest = TimeRange(at, bounds.end)
    assert span.length // HOUR + slices_to_come(bounds, HOUR, (), rest) == 743


def test_slices_to_come_that_a_correction_touches_are_not_expected() -> None:
    day = TimeRange(START, START + 24 * HOUR)
    planned = TimeRange(START + 20.5 * HOUR, START + 22 * HOUR)
    assert slices_to_come(day, HOUR, [planned], TimeRange(START + 10.5 * HOUR, day.end)) == 14 - 2


def test_slices_to_come_are_shared_out_among_targets_whole() -> None:
    day = TimeRange(START, START + 24 * HOUR)
    noon = START + 12.5 * HOUR
    parts = TimeRange(START + 10 * HOUR, noon), TimeRange(noon, day.end)
    assert [slices_to_come(day, HOUR, (), part) for part in parts] == [2, 12]


@given(st.integers(0, 10**7), st.integers(0, 10**4), st.sampled_from([60, 300, 3600, 7]))
def test_looking_later_judges_the_same_slices_and_more(first: int, later: int, length: int) -> None:
    step = timedelta(seconds=length)
    moments = [START + timedelta(seconds=s) for s in (first, first + later)]
    one, other = (whole_slices(RollingPeriod(), at, step) for at in moments)
    assert one is not None
    assert other is not None
    for span, at in zip((one, other), moments, strict=True):
        assert span.start.timestamp() % length == 0
        assert timedelta(0) <= at - span.end < step
        assert timedelta(0) <= span.start - RollingPeriod().bounds(at).start < step


events = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: (min(p), max(p)))
steps_of = st.lists(st.one_of(events, st.just(ABSENT)), min_size=1, max_size=30)
spans = st.tuples(st.floats(-5, 30), st.floats(0.1, 10)).map(lambda p: minutes(p[0], p[0] + p[1]))


@given(steps_of, st.sampled_from(MissingData), st.lists(spans, max_size=3), spans)
def test_one_more_correction_never_finds_more_bad_slices(
    steps: list[tuple[float, float]],
    missing: MissingData,
    corrections: list[TimeRange],
    more: TimeRange,
) -> None:
    before = tally(slices(*steps), BY_MINUTE, missing, corrections)
    after = tally(slices(*steps), BY_MINUTE, missing, [*corrections, more])
    assert after.bad <= before.bad <= before.judged


@given(steps_of)
def test_counting_missing_as_bad_never_finds_fewer_bad_slices(
    steps: list[tuple[float, float]],
) -> None:
    ignored = tally(slices(*steps), BY_MINUTE, MissingData.IGNORE)
    bad = tally(slices(*steps), BY_MINUTE, MissingData.BAD)
    assert bad.bad == ignored.bad + ignored.missing


@pytest.mark.parametrize(
    ("steps", "within", "expected"),
    [
        pytest.param([GOOD, GOOD], None, 0, id="nothing is missing"),
        pytest.param(
            [GOOD, ABSENT, (0, 300)], None, 200, id="an absent step holds the average of the others"
        ),
        pytest.param([ABSENT, GOOD], None, 0, id="before the first telemetry nothing was lost"),
        pytest.param(
            [GOOD, ABSENT, ABSENT], minutes(2, 3), 100, id="only the steps that are asked about"
        ),
        pytest.param([ABSENT, ABSENT], None, 0, id="where there never was telemetry nothing is"),
    ],
)
def test_missing_telemetry_that_counts_as_bad_stands_for_events(
    steps: list[tuple[float, float]], within: TimeRange | None, expected: float
) -> None:
    lost = lost_events(slices(*steps), MINUTE, within=within)
    assert lost == Counts(expected, expected)


def test_telemetry_that_is_missing_inside_a_correction_is_not_bad() -> None:
    lost = lost_events(slices(GOOD, ABSENT, ABSENT), MINUTE, [minutes(1, 2)])
    assert lost.bad == 100
