import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.slo.correction import (
    Correction,
    CorrectionKind,
    excluded_spans,
    kept_spans,
)
from midwatch.domain.units import TimeRange

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")


def hours(start: float, end: float) -> TimeRange:
    return TimeRange(NOON + start * HOUR, NOON + end * HOUR)


def correction(span: TimeRange, *objectives: str) -> Correction:
    return Correction(
        span=span, kind=CorrectionKind.MAINTENANCE, reason="patching", objectives=objectives
    )


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([], [], id="no correction leaves nothing out"),
        pytest.param([hours(1, 2)], [hours(1, 2)], id="one correction leaves out itself"),
        pytest.param([hours(1, 3), hours(2, 4)], [hours(1, 4)], id="overlapping ones count once"),
        pytest.param([hours(1, 4), hours(2, 3)], [hours(1, 4)], id="one inside another is nothing"),
        pytest.param([hours(1, 2), hours(2, 3)], [hours(1, 3)], id="ones that touch become one"),
        pytest.param(
            [hours(5, 6), hours(1, 2)], [hours(1, 2), hours(5, 6)], id="order is that of time"
        ),
        pytest.param([hours(-2, 1)], [hours(0, 1)], id="one that begins earlier is cut"),
        pytest.param([hours(9, 12)], [hours(9, 10)], id="one that ends later is cut"),
        pytest.param([hours(-2, 0), hours(10, 11)], [], id="ones that only touch the edges"),
        pytest.param([hours(-5, 20)], [hours(0, 10)], id="one around everything leaves it all out"),
    ],
)
def test_corrections_leave_out(spans: list[TimeRange], expected: list[TimeRange]) -> None:
    assert list(excluded_spans(map(correction, spans), within=hours(0, 10))) == expected


def test_a_correction_across_the_clock_change_is_as_long_as_it_lasted() -> None:
    night = TimeRange(
        datetime(2026, 3, 29, 1, tzinfo=BERLIN), datetime(2026, 3, 29, 4, tzinfo=BERLIN)
    )
    (left_out,) = excluded_spans([correction(night)], within=hours(-24, 24))
    assert left_out.length == 2 * HOUR


def test_corrections_in_different_zones_overlap_by_the_moment_not_by_the_clock() -> None:
    berlin = TimeRange(
        datetime(2026, 3, 29, 15, tzinfo=BERLIN), datetime(2026, 3, 29, 17, tzinfo=BERLIN)
    )
    assert excluded_spans([correction(berlin), correction(hours(2, 3))], hours(0, 10)) == (
        hours(1, 3),
    )


@pytest.mark.parametrize(
    ("objectives", "applies"),
    [
        pytest.param((), True, id="a correction that names no objective is for all"),
        pytest.param(("availability",), True, id="one that names it is for it"),
        pytest.param(("latency_p95",), False, id="one that names another is not"),
    ],
)
def test_a_correction_applies(objectives: tuple[str, ...], *, applies: bool) -> None:
    assert correction(hours(1, 2), *objectives).applies_to("availability") is applies


spans = st.tuples(st.floats(-5, 15), st.floats(0.01, 10)).map(lambda p: hours(p[0], p[0] + p[1]))


@given(st.lists(spans, max_size=6))
def test_what_is_left_out_is_disjoint_ordered_and_inside(found: list[TimeRange]) -> None:
    within = hours(0, 10)
    parts = excluded_spans(map(correction, found), within)
    assert all(within.start <= part.start and part.end <= within.end for part in parts)
    assert all(one.end < next_.start for one, next_ in itertools.pairwise(parts))


@given(st.lists(spans, max_size=5), spans)
def test_one_more_correction_never_leaves_out_less(found: list[TimeRange], more: TimeRange) -> None:
    within = hours(0, 10)

    def left_out(of: list[TimeRange]) -> timedelta:
        parts = excluded_spans(map(correction, of), within)
        return sum((part.length for part in parts), start=timedelta(0))

    assert left_out(found) <= left_out([*found, more]) <= within.length


@pytest.mark.parametrize(
    ("excluded", "kept"),
    [
        pytest.param([], [hours(0, 10)], id="nothing is left out"),
        pytest.param([hours(2, 3)], [hours(0, 2), hours(3, 10)], id="the middle is"),
        pytest.param([hours(-1, 1), hours(9, 12)], [hours(1, 9)], id="both ends are"),
        pytest.param([hours(-3, -1), hours(11, 12)], [hours(0, 10)], id="what lies outside"),
        pytest.param([hours(-1, 11)], [], id="everything is"),
    ],
)
def test_a_range_keeps(excluded: list[TimeRange], kept: list[TimeRange]) -> None:
    assert list(kept_spans(hours(0, 10), excluded)) == kept


@given(st.lists(spans, max_size=6))
def test_what_is_kept_and_what_is_left_out_make_the_whole(found: list[TimeRange]) -> None:
    within = hours(0, 10)
    excluded = excluded_spans(map(correction, found), within)
    parts = sorted([*kept_spans(within, excluded), *excluded], key=lambda part: part.start)
    assert (parts[0].start, parts[-1].end) == (within.start, within.end)
    assert all(one.end == next_.start for one, next_ in itertools.pairwise(parts))
