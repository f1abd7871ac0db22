"""A spent budget says when it went and when it is back; the question is asked only where a budget is spent."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from midwatch.domain.measured import NoData
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.slo.objective import BySlices, MissingData
from midwatch.domain.slo.period import RollingPeriod
from midwatch.domain.slo.standing.exhaustion import Exhaustion
from midwatch.domain.slo.standing.status import ObjectiveStatus
from midwatch.domain.units import Ratio
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.observing.exhausting import MOST_ASKED
from midwatch.workflows.slo.status import StatusRequest, status
from tests.support.judging import (
    APRIL,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    ago,
    budget,
    corrected,
    judged,
    outage,
    steady,
)
from tests.support.objectives import availability, requests_of, service


def exhaustion(of: ObjectiveStatus) -> Exhaustion:
    assert of.exhaustion is not None
    return of.exhaustion


def test_a_budget_with_something_left_says_neither() -> None:
    assert judged(outage(50 * HOUR, 49.5 * HOUR)).exhaustion is None
    assert judged([]).exhaustion is None


def test_an_outage_of_an_hour_spends_a_budget_of_43_minutes_and_that_is_back_in_30_days() -> None:
    found = exhaustion(judged(outage(50 * HOUR, 49 * HOUR)))
    assert found.spent_at == NOW - 50 * HOUR + 45 * MINUTE
    assert found.back_at == NOW - 50 * HOUR + 20 * MINUTE + 30 * DAY
    assert found.provenance is not None


def test_a_young_history_earns_its_budget_back_with_traffic() -> None:
    traffic = [steady(since=2 * DAY), *outage(DAY, DAY - 5 * MINUTE)[1:2]]
    found = exhaustion(judged(traffic))
    assert found.spent_at == NOW - DAY + 5 * MINUTE
    assert isinstance(found.back_at, datetime)
    assert NOW + 30 * HOUR < found.back_at < NOW + 40 * HOUR


def test_a_calendar_budget_is_back_with_the_next_period() -> None:
    found = exhaustion(judged(outage(50 * HOUR, 48 * HOUR), availability(period=APRIL)))
    assert found.spent_at == NOW - 50 * HOUR + 45 * MINUTE
    assert found.back_at == APRIL.bounds(NOW).end


def test_what_a_correction_leaves_out_spent_nothing() -> None:
    traffic = [*outage(50 * HOUR, 49 * HOUR), *outage(20 * HOUR, 19 * HOUR)[1:2]]
    found = exhaustion(judged(traffic, corrections=corrected(ago(50 * HOUR, 49 * HOUR))))
    assert found.spent_at == NOW - 20 * HOUR + 45 * MINUTE


def test_slices_are_told_by_slices() -> None:
    sliced = availability(
        "99", budgeting=BySlices(length=HOUR, slice_target=Ratio.from_percent("95"))
    )
    found = judged(outage(10 * HOUR, share=0.5), sliced)
    assert budget(found).left < 0
    assert exhaustion(found).spent_at == NOW - 2 * HOUR
    assert exhaustion(found).back_at == NOW - 10 * HOUR + 3 * HOUR + 30 * DAY


def test_lost_telemetry_spends_where_the_policy_says_that_it_is_bad() -> None:
    gap = [Traffic(ago(60 * DAY, 3 * HOUR), 10), steady(since=HOUR)]
    found = exhaustion(judged(gap, availability(missing=MissingData.BAD)))
    assert found.spent_at == NOW - 3 * HOUR + 45 * MINUTE


class Stepless(InMemoryEvents):
    """Answers no question about steps."""

    def count_by_step(self, *_: object) -> NoData:
        self.calls += 1
        return NoData(reason="the range has too many points", source_failed=True)


def test_a_source_without_steps_leaves_the_moments_open_and_the_verdict_as_it_is() -> None:
    source = Stepless({requests_of("api"): outage(50 * HOUR, 49 * HOUR)})
    report = status(
        StatusRequest(at=NOW), [service(availability())], Sources(counts_for=lambda _: source)
    )
    (found,) = report.objectives
    for moment in (exhaustion(found).spent_at, exhaustion(found).back_at):
        assert isinstance(moment, NoData)
        assert "too many points" in moment.reason
    assert report.exit_code == 0


def calls_of(names: list[str], spent: int) -> tuple[int, tuple[ObjectiveStatus, ...]]:
    traffic: dict[Indicator, Sequence[Traffic]] = {
        requests_of(name): outage(2 * HOUR, HOUR) if place < spent else [steady()]
        for place, name in enumerate(names)
    }
    source = InMemoryEvents(traffic)
    day = RollingPeriod(DAY)
    services = [service(availability(service=name, period=day)) for name in names]
    report = status(StatusRequest(at=NOW), services, Sources(counts_for=lambda _: source))
    return source.calls, report.objectives


@pytest.mark.parametrize(("spent", "more"), [(0, 0), (1, 1), (5, 5), (30, MOST_ASKED)])
def test_each_spent_budget_costs_one_question_and_many_no_more_than_a_bound(
    spent: int, more: int
) -> None:
    names = [f"service-{number:02}" for number in range(40)]
    calls, objectives = calls_of(names, spent)
    base, _ = calls_of(names, 0)
    assert calls == base + more
    told = [s for s in objectives if s.exhaustion and isinstance(s.exhaustion.back_at, datetime)]
    assert len(told) == more
    reasons = {
        s.exhaustion.spent_at.reason
        for s in objectives
        if s.exhaustion and isinstance(s.exhaustion.spent_at, NoData)
    }
    assert all("name the service" in reason for reason in reasons)
    assert bool(reasons) is (spent > more)
