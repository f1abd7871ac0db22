"""Periods, targets, corrections and slices, as they change what a budget is."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.measured import NoData
from midwatch.domain.slo.budget import BudgetUnit
from midwatch.domain.slo.correction import Correction, CorrectionKind
from midwatch.domain.slo.freeze import Verdict, VerdictReason
from midwatch.domain.slo.objective import (
    AlertPolicy,
    BySlices,
    MissingData,
    Target,
)
from midwatch.domain.slo.period import RollingPeriod
from midwatch.domain.units import Ratio, TimeRange
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.status import StatusRequest, status
from tests.support.judging import (
    APRIL,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    PAGE,
    ago,
    budget,
    burns,
    corrected,
    judged,
    outage,
    steady,
)
from tests.support.objectives import availability, service


def test_a_correction_takes_an_outage_out_of_budget_and_burn() -> None:
    span = ago(10 * MINUTE)
    spared = judged(outage(10 * MINUTE), corrections=corrected(span))
    assert spared.observed.excluded == (span,)
    assert budget(spared).spent == pytest.approx(0, abs=1e-6)
    assert budget(spared).allowed == pytest.approx(10 * (30 * 86_400 - 600) / 1000)
    assert spared.holding(PAGE) == ()
    assert spared.verdict is Verdict.SHIP


def test_overlapping_corrections_take_their_events_out_once() -> None:
    spans = [ago(2 * DAY, DAY), ago(1.5 * DAY, 0.5 * DAY)]
    spared = judged([steady(bad_ratio=0.0005)], corrections=corrected(*spans))
    assert budget(spared).allowed == pytest.approx(10 * 28.5 * 86_400 / 1000)


def test_a_correction_for_another_objective_changes_nothing() -> None:
    other = Correction(
        span=ago(10 * MINUTE),
        kind=CorrectionKind.MAINTENANCE,
        reason="patching",
        objectives=("latency_p95",),
    )
    assert judged(outage(10 * MINUTE), corrections=(other,)).verdict is Verdict.FREEZE


spans_of_hours = st.tuples(st.integers(0, 700), st.integers(1, 48)).map(
    lambda pair: ago((pair[0] + pair[1]) * HOUR, pair[0] * HOUR)
)


@given(st.lists(spans_of_hours, max_size=3), spans_of_hours)
def test_one_more_correction_never_increases_what_was_spent(
    spans: list[TimeRange], more: TimeRange
) -> None:
    traffic = outage(300 * HOUR, 299 * HOUR)
    before = judged(traffic, corrections=corrected(*spans))
    after = judged(traffic, corrections=corrected(*spans, more))
    assert budget(after).spent <= budget(before).spent + 1e-6


def test_a_changed_target_weighs_the_events_under_each() -> None:
    changed = availability(
        "99.9", earlier_targets=((date(2026, 4, 1), Target(Ratio.from_percent("99"))),)
    )
    found = judged([steady(per_second=1)], changed)
    before, after = timedelta(days=14.5), timedelta(days=15.5)
    assert budget(found).allowed == pytest.approx(
        before.total_seconds() * 0.01 + after.total_seconds() * 0.001
    )


def test_looking_back_judges_by_the_target_that_held_then() -> None:
    changed = availability(
        "99.9", earlier_targets=((date(2026, 4, 16), Target(Ratio.from_percent("99"))),)
    )
    source = InMemoryEvents({changed.indicator: [steady(bad_ratio=0.005)]})
    sources = Sources(counts_for=lambda _service: source)
    then, now = (
        status(StatusRequest(at=at), [service(changed)], sources).objectives[0]
        for at in (NOW - DAY, NOW)
    )
    assert then.target == Target(Ratio.from_percent("99"))
    assert now.target == Target(Ratio.from_percent("99.9"))
    assert burns(then)[HOUR] == pytest.approx(0.5)
    assert burns(now)[HOUR] == pytest.approx(5)


def test_the_absolute_page_is_judged_by_the_target_that_holds_now() -> None:
    coming = ((date(2026, 5, 1), Target(Ratio.from_percent("90"))),)
    paging = AlertPolicy(absolute_page=True)
    changed = availability("99.9", earlier_targets=coming, alerting=paging)
    found = judged([steady(bad_ratio=0.6)], changed)
    assert found.target == Target(Ratio.from_percent("90"))
    assert found.conditions[0].window.burn_rate == pytest.approx(5)
    assert found.conditions[0].holds


def test_a_calendar_budget_counts_what_was_seen_and_what_is_expected() -> None:
    found = judged([steady(per_second=10)], availability(period=APRIL))
    assert found.period == TimeRange(
        datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    )
    assert budget(found).allowed == pytest.approx(10 * 30 * 86_400 / 1000)
    assert budget(found).allowed_time.total_seconds() == pytest.approx(43.2 * 60)
    assert found.history.wanted == 15.5 * DAY
    assert found.history.complete


def test_a_calendar_budget_expects_the_pace_of_the_last_week() -> None:
    grown = [
        Traffic(ago(60 * DAY, 7 * DAY), 10),
        Traffic(ago(7 * DAY), 30),
    ]
    found = judged(grown, availability(period=APRIL))
    events = 10 * 8.5 + 30 * 7 + 30 * 14.5
    assert budget(found).allowed == pytest.approx(events * 86_400 / 1000)


def test_a_service_born_yesterday_expects_the_pace_of_the_day_it_has() -> None:
    found = judged([steady(since=DAY)], availability(period=APRIL))
    assert budget(found).allowed == pytest.approx(10 * (1 + 14.5) * 86_400 / 1000)
    assert found.history.covered == DAY


def test_planned_maintenance_is_not_expected_to_have_traffic() -> None:
    ahead = TimeRange(NOW + DAY, NOW + 2 * DAY)
    found = judged([steady()], availability(period=APRIL), corrections=corrected(ahead))
    assert budget(found).allowed == pytest.approx(10 * 29 * 86_400 / 1000)


def test_at_the_first_moment_of_a_calendar_period_there_is_no_data_yet() -> None:
    monthly = availability(period=APRIL)
    source = InMemoryEvents({monthly.indicator: [steady()]})
    request = StatusRequest(at=datetime(2026, 4, 1, tzinfo=UTC))
    (found,) = status(
        request, [service(monthly)], Sources(counts_for=lambda _service: source)
    ).objectives
    assert isinstance(found.budget, NoData)
    assert "begins" in found.budget.reason
    assert found.verdict is Verdict.NO_DATA


def test_a_calendar_budget_slows_when_it_ends_before_the_month() -> None:
    found = judged(outage(2 * DAY, share=0.003), availability(period=APRIL))
    assert budget(found).share_left == pytest.approx(1 - 6 / 30)
    assert found.verdict is Verdict.SLOW
    assert found.reasons == (VerdictReason.ENDS_INSIDE_PERIOD,)


BY_MINUTE = BySlices(length=MINUTE, slice_target=Ratio(Decimal("0.95")))
A_DAY = RollingPeriod(DAY)


def test_a_budget_in_slices_counts_bad_minutes() -> None:
    sliced = availability("99", budgeting=BY_MINUTE, period=A_DAY)
    found = judged(outage(3 * HOUR, 3 * HOUR - 5 * MINUTE, share=0.5), sliced)
    assert budget(found).unit is BudgetUnit.SLICES
    assert budget(found).allowed == pytest.approx(14.4)
    assert budget(found).spent == 5
    assert budget(found).spent_time.total_seconds() == pytest.approx(300)


@pytest.mark.parametrize(
    ("policy", "spent"),
    [
        pytest.param(MissingData.IGNORE, 0, id="missing telemetry that is ignored costs nothing"),
        pytest.param(MissingData.BAD, 30, id="half an hour without telemetry is 30 bad minutes"),
    ],
)
def test_slices_without_telemetry(policy: MissingData, spent: float) -> None:
    sliced = availability("99", budgeting=BY_MINUTE, period=A_DAY, missing=policy)
    gap = [Traffic(ago(5 * DAY, 2 * HOUR), 10), Traffic(ago(1.5 * HOUR), 10)]
    found = judged(gap, sliced)
    assert budget(found).spent == spent
    assert found.observed.missing_slices == 30


@pytest.mark.parametrize(
    ("policy", "spent"),
    [
        pytest.param(MissingData.IGNORE, 0, id="missing telemetry that is ignored costs nothing"),
        pytest.param(
            MissingData.BAD, 18_000, id="half an hour without telemetry is half an hour of outage"
        ),
    ],
)
def test_events_without_telemetry(policy: MissingData, spent: float) -> None:
    gap = [Traffic(ago(60 * DAY, 2 * HOUR), 10), Traffic(ago(1.5 * HOUR), 10)]
    found = judged(gap, availability(missing=policy))
    assert budget(found).spent == pytest.approx(spent)


def test_slices_of_a_young_service_say_how_far_back_they_reach() -> None:
    sliced = availability("99", budgeting=BY_MINUTE, missing=MissingData.BAD)
    found = judged([steady(since=2 * DAY)], sliced)
    assert found.history.covered == 2 * DAY
    assert budget(found).spent == 0


def test_slices_of_a_calendar_month_allow_the_whole_month() -> None:
    sliced = availability(
        "99.9",
        budgeting=BySlices(length=5 * MINUTE, slice_target=Ratio(Decimal("0.9"))),
        period=APRIL,
    )
    found = judged([steady()], sliced)
    assert budget(found).allowed == pytest.approx(30 * 288 / 1000)


@pytest.mark.parametrize(
    ("age", "held"),
    [
        pytest.param(2 * HOUR, set(), id="two hours are no six hours"),
        pytest.param(5 * HOUR, {6 * HOUR}, id="five hours are, to the hour"),
        pytest.param(
            71 * HOUR, {6 * HOUR, DAY, 3 * DAY}, id="three days are all there is to wait for"
        ),
    ],
)
def test_a_long_window_is_judged_once_telemetry_reaches_back_through_it(
    age: timedelta, held: set[timedelta]
) -> None:
    found = judged([steady(since=age, bad_ratio=0.008)])
    assert all(condition.burns for condition in found.conditions if condition.window.long > HOUR)
    assert {c.window.long for c in found.conditions if c.holds} == held
