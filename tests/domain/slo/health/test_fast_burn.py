"""What burned faster than a page allows, and is long over, is told of all the same."""

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import Measured, NoData, Provenance
from midwatch.domain.signals.anomalies.track import Track
from midwatch.domain.signals.selector import Selector
from midwatch.domain.slo.alert_windows import ALERT_WINDOWS, FASTEST_PAGE
from midwatch.domain.slo.health.fast_burn import FastBurn, fast_burns, worst_hours
from midwatch.domain.slo.indicator import CounterEvents, Polarity
from midwatch.domain.slo.objective import Objective, ObjectiveKind, Target
from midwatch.domain.units import Ratio, TimeRange

NAN, HOUR = math.nan, timedelta(hours=1)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
STEP = 2 * HOUR


def objective(percent: str = "99.9", **more: object) -> Objective:
    bad = CounterEvents(valid=Selector("a"), selected=Selector("b"), polarity=Polarity.BAD)
    return Objective(
        service="checkout",
        name="availability",
        kind=ObjectiveKind.AVAILABILITY,
        target=Target(Ratio.from_percent(percent)),
        indicator=bad,
        **more,  # type: ignore[arg-type]  # fields by name
    )


def track(*shares: float) -> Track:
    ends = MONDAY.timestamp() + STEP.total_seconds() * np.arange(1.0, len(shares) + 1)
    return Track(step=STEP, times=ends, values=np.array(shares, np.float64))


def hours(first: int, last: int) -> TimeRange:
    return TimeRange(MONDAY + first * HOUR, MONDAY + last * HOUR)


def found(*shares: float, percent: str = "99.9") -> list[FastBurn]:
    return list(fast_burns(objective(percent), track(*shares)))


def test_the_rate_is_that_of_the_fastest_page_over_its_hour() -> None:
    assert max(window.burn_rate for window in ALERT_WINDOWS) == FASTEST_PAGE.burn_rate
    assert FASTEST_PAGE.long == HOUR


def test_an_hour_that_burned_is_told_with_its_step_and_its_numbers() -> None:
    (burned,) = found(0.0001, 0.066, 0.0)
    assert burned.span == hours(2, 4)
    assert burned.burn.multiple == pytest.approx(66)
    assert burned.bad_ratio == 0.066


def test_neighbouring_steps_are_one_burn_with_the_numbers_of_its_worst_hour() -> None:
    (burned,) = found(0.0, 0.02, 0.3, 0.1, 0.0)
    assert (burned.span, burned.bad_ratio) == (hours(2, 8), 0.3)


@pytest.mark.parametrize("between", [0.0, NAN], ids=["nothing failed", "nothing was seen"])
def test_what_lies_apart_is_told_apart(between: float) -> None:
    first, last = found(0.5, between, 0.4)
    assert (first.span, last.span) == (hours(0, 2), hours(4, 6))


def test_exactly_the_pages_rate_is_not_above_it() -> None:
    assert found(0.0143) == []
    assert len(found(0.0145)) == 1


def test_a_generous_target_cannot_burn_so_fast() -> None:
    assert found(1.0, percent="90") == []


def test_a_share_that_a_source_extrapolated_beyond_all_is_all() -> None:
    (burned,) = found(1.02)
    assert burned.bad_ratio == 1


def test_each_step_is_held_against_the_target_of_its_day() -> None:
    looser = Target(Ratio.from_percent("95"))
    changed = objective(earlier_targets=((date(2026, 11, 24), looser),))
    shares = track(*[0.5] * 24)
    (burned,) = fast_burns(changed, shares)
    assert burned.span == hours(22, 48)


def test_a_correction_that_touches_the_hours_is_said() -> None:
    shares = track(0.0, 0.5, 0.0, 0.5)
    maintenance = TimeRange(MONDAY + 1.5 * HOUR, MONDAY + 1.75 * HOUR)
    first, last = fast_burns(objective(), shares, [maintenance])
    assert (first.corrected, last.corrected) == (True, False)


@given(st.lists(st.floats(0, 1) | st.just(NAN), min_size=1, max_size=40))
def test_every_step_above_the_rate_is_in_exactly_one_burn_and_no_other_step_is(
    shares: list[float],
) -> None:
    spans = [burned.span for burned in found(*shares)]
    for number, share in enumerate(shares):
        within = sum(span.overlap(hours(2 * number, 2 * number + 2)) is not None for span in spans)
        assert within == (share / 0.001 > FASTEST_PAGE.burn_rate)


def test_without_a_worst_hour_there_is_no_burn_and_why() -> None:
    told = worst_hours(objective(), NoData(reason="nothing failed"), ())
    assert told.fast_burns == ()
    assert told.worst == NoData(reason="nothing failed")


def test_the_worst_hour_of_the_range_keeps_its_provenance() -> None:
    origin = Provenance(query="q", range=None, samples=3, source="main")
    told = worst_hours(objective(), Measured(value=track(NAN, 0.2, 0.1), provenance=origin), ())
    assert isinstance(told.worst, Measured)
    assert (told.worst.value, told.worst.provenance) == (0.2, origin)
