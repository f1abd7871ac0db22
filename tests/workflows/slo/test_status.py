"""Where objectives stand, counted by a source whose truth is written down."""

from datetime import timedelta

import pytest

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.freeze import Verdict, VerdictReason
from midwatch.domain.slo.objective import (
    AlertPolicy,
)
from midwatch.domain.slo.standing.projection import Projection
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.status import StatusRequest, status
from tests.support.judging import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    PAGE,
    TICKET,
    ago,
    budget,
    burns,
    judged,
    outage,
    reported,
    steady,
)
from tests.support.objectives import availability, requests_of, service


def test_a_healthy_service_has_its_whole_budget_and_ships() -> None:
    healthy = judged([steady()])
    assert isinstance(healthy.sli, Measured)
    assert healthy.sli.value == 1
    assert healthy.sli.provenance.range == ago(30 * DAY)
    assert budget(healthy).share_left == 1
    assert budget(healthy).allowed == pytest.approx(10 * 30 * 86_400 / 1000)
    assert healthy.history.complete
    assert healthy.verdict is Verdict.SHIP
    assert healthy.reasons == (VerdictReason.WITHIN_BUDGET,)
    assert isinstance(healthy.current, Projection)
    assert healthy.current.gone_after is None


def test_25_minutes_of_outage_two_weeks_ago_leave_42_percent_and_ship() -> None:
    old = judged(outage(14 * DAY, 14 * DAY - 25 * MINUTE))
    assert budget(old).share_spent == pytest.approx(25 / 43.2)
    assert budget(old).left_time.total_seconds() == pytest.approx(18.2 * 60)
    assert set(burns(old).values()) == {0}
    assert old.verdict is Verdict.SHIP


def test_a_total_outage_pages_after_52_seconds_and_freezes() -> None:
    early, late = judged(outage(50 * timedelta(seconds=1))), judged(outage(timedelta(seconds=52)))
    assert early.holding(PAGE) == ()
    assert early.verdict is Verdict.SHIP
    assert [c.window.burn_rate for c in late.holding(PAGE)] == [14.4]
    assert late.verdict is Verdict.FREEZE
    assert late.reasons[0] is VerdictReason.PAGE_CONDITION


def test_while_a_page_holds_the_end_is_projected_by_its_short_window() -> None:
    burning = judged(outage(10 * MINUTE))
    assert burns(burning)[5 * MINUTE] == pytest.approx(1000)
    assert isinstance(burning.current, Projection)
    assert burning.current.window == 5 * MINUTE
    assert burning.current.gone_after is not None
    assert burning.current.gone_after.total_seconds() == pytest.approx((43.2 - 10) * 60)


def test_an_outage_that_has_ended_pages_no_longer_because_the_short_window_is_quiet() -> None:
    over = judged(outage(40 * MINUTE, 6 * MINUTE, share=0.5))
    long, short = burns(over)[HOUR], burns(over)[5 * MINUTE]
    assert long is not None
    assert long > 14.4
    assert short == 0
    assert 14.4 not in [c.window.burn_rate for c in over.holding(PAGE)]


def test_a_slow_burn_tickets_and_slows_because_the_budget_ends_inside_the_period() -> None:
    slow = judged(outage(3 * DAY, share=0.002))
    assert [c.window.burn_rate for c in slow.holding(TICKET)] == [1]
    assert slow.holding(PAGE) == ()
    assert slow.verdict is Verdict.SLOW
    assert slow.reasons == (VerdictReason.ENDS_INSIDE_PERIOD,)


def test_two_failures_of_a_quiet_service_do_not_page_and_three_do() -> None:
    def failures(count: int) -> list[Traffic]:
        at_last = Traffic(ago(5 * MINUTE), count / 300, 1.0)
        return [steady(per_second=1 / 360), at_last]

    assert judged(failures(2)).holding(PAGE) == ()
    assert not judged(failures(2)).conditions[0].enough_events
    assert judged(failures(2)).conditions[0].burns
    assert judged(failures(3)).holding(PAGE)


def test_two_failures_of_a_quiet_service_do_not_slow_it_down_either() -> None:
    quiet = judged([steady(per_second=1 / 360), Traffic(ago(5 * MINUTE), 2 / 300, 1.0)])
    assert isinstance(quiet.recent, NoData)
    assert "low-traffic policy" in quiet.recent.reason
    assert quiet.verdict is Verdict.SHIP


def test_low_traffic_protection_can_be_off() -> None:
    unguarded = availability(alerting=AlertPolicy(minimum_bad_events=0))
    one = [steady(per_second=1 / 360), Traffic(ago(5 * MINUTE), 1 / 300, 1.0)]
    assert judged(one, unguarded).holding(PAGE)


def test_an_objective_without_pages_never_freezes_for_its_burn() -> None:
    tickets_only = availability(alerting=AlertPolicy(pages=False))
    burning = judged(outage(10 * MINUTE), tickets_only)
    assert {c.window.severity for c in burning.conditions} == {TICKET}
    assert burning.verdict is Verdict.SLOW


def test_an_absolute_page_holds_when_most_requests_fail_whatever_the_target() -> None:
    loose = availability("80", alerting=AlertPolicy(absolute_page=True))
    assert judged(outage(3 * MINUTE), loose).holding(PAGE)
    assert not judged(outage(2 * MINUTE), loose).holding(PAGE)


def test_no_traffic_is_no_data_with_its_reason_and_no_failure() -> None:
    report = reported([])
    silent = report.objectives[0]
    assert silent.verdict is Verdict.NO_DATA
    assert isinstance(silent.sli, NoData)
    assert silent.sli.reason == "nothing was counted in this range"
    assert set(burns(silent).values()) == {None}
    assert report.exit_code == 0


def test_requests_of_zero_a_second_are_no_data_too() -> None:
    silent = judged([steady(per_second=0)])
    assert silent.verdict is Verdict.NO_DATA
    assert isinstance(silent.sli, NoData)
    assert "without traffic" in silent.sli.reason


@pytest.mark.parametrize(
    ("since", "covered"),
    [
        pytest.param(60 * DAY, 30 * DAY, id="all of the period"),
        pytest.param(30 * DAY, 30 * DAY, id="exactly the period"),
        pytest.param(DAY, DAY, id="1 of 30 days"),
        pytest.param(20 * HOUR, 20 * HOUR, id="less than a day"),
    ],
)
def test_history_that_is_not_there_yet_is_said(since: timedelta, covered: timedelta) -> None:
    history = judged([steady(since)]).history
    assert (history.covered, history.wanted) == (covered, 30 * DAY)


def test_a_status_counts_each_window_and_the_period_once() -> None:
    source = InMemoryEvents({requests_of("api"): [steady(5 * DAY)]})
    sources = Sources(counts_for=lambda _service: source)
    status(StatusRequest(at=NOW), [service(availability())], sources)
    assert (source.calls, len(source.asked)) == (1, 8)


def test_a_young_service_has_the_budget_of_the_days_it_has_and_no_more() -> None:
    """Ten days of 99.9% allow 14.4 minutes, and a total outage ends them a third as late as it ends 43.2."""
    young = judged([Traffic(ago(10 * DAY, 5 * MINUTE), 10), Traffic(ago(5 * MINUTE), 10, 1)])
    assert budget(young).allowed_time.total_seconds() == pytest.approx(14.4 * 60)
    assert budget(young).left_time.total_seconds() == pytest.approx(9.4 * 60)
    assert isinstance(young.current, Projection)
    assert young.current.gone_after is not None
    assert young.current.gone_after.total_seconds() == pytest.approx(9.4 * 60)
