"""What an incident cost: its bad events against the budget of the period that it lies in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from midwatch.domain.incidents.budget import BudgetSpent
from midwatch.domain.incidents.event import EventKind
from midwatch.domain.incidents.incident import Incident, incident_of
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.slo.objective import BySlices, Objective
from midwatch.domain.units import Ratio, TimeRange
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.incident.budget import Metered, budget_spent
from midwatch.workflows.slo.counting import Sources
from tests.support.declaring import minute
from tests.support.incidents import event
from tests.support.objectives import availability, requests_of, service

PERIOD_MINUTES = 30 * 24 * 60
ALLOWED_MINUTES = PERIOD_MINUTES / 1000
"""Of total outage, for a target of 99.9%."""


def night(
    end: float | None = 30, *, services: Sequence[str] = ("api",), impact: str = ""
) -> Incident:
    """An incident declared at `NIGHT`, over after so many minutes."""
    events = [event(EventKind.DECLARED, 0, services=list(services), title="x", impact_began=impact)]
    if end is not None:
        events.append(event(EventKind.PHASE, end, phase="resolved", text="rolled back"))
    return incident_of(events)


def traffic(*outages: tuple[float, float, float]) -> list[Traffic]:
    """Ten requests a second for two months; of some spans of minutes a share fails."""
    steady = TimeRange(minute(-2 * PERIOD_MINUTES), minute(PERIOD_MINUTES))
    return [
        Traffic(steady, 10),
        *(Traffic(TimeRange(minute(a), minute(b)), 10 * bad, 1) for a, b, bad in outages),
    ]


def metered(
    pieces: Sequence[Traffic] | None, objective: Objective | None = None
) -> tuple[Metered, InMemoryEvents]:
    """A service with one objective, and what counts its events; None: its source does not answer."""
    one = objective or availability()
    source = InMemoryEvents(
        {one.indicator: pieces or []},
        failing=frozenset({one.indicator}) if pieces is None else frozenset(),
    )
    return Metered([service(one)], Sources(counts_for=lambda _: source)), source


def spent(
    incident: Incident, pieces: Sequence[Traffic] | None, now: datetime | None = None
) -> BudgetSpent:
    [found] = budget_spent(incident, now or minute(60), metered(pieces)[0])
    return found


def share(found: BudgetSpent) -> float:
    assert isinstance(found.share, Measured), found.share
    return found.share.value


def test_half_an_hour_of_outage_is_its_part_of_the_month() -> None:
    found = spent(night(30), traffic((0, 30, 1)))
    assert found.objective == availability().id
    assert share(found) == pytest.approx(30 / ALLOWED_MINUTES, rel=0.002)
    assert isinstance(found.minutes, Measured)
    assert found.minutes.value.total_seconds() == pytest.approx(30 * 60, rel=0.002)


def test_what_failed_before_and_after_is_not_its_cost() -> None:
    before_and_after = traffic((-300, -200, 1), (40, 60, 1))
    assert share(spent(night(30), before_and_after)) == 0


def test_an_incident_that_is_open_has_cost_what_failed_until_now() -> None:
    pieces = traffic((0, 120, 0.5))
    early, late = (spent(night(None), pieces, minute(now)) for now in (20, 60))
    assert share(early) == pytest.approx(10 / ALLOWED_MINUTES, rel=0.002)
    assert share(late) == pytest.approx(30 / ALLOWED_MINUTES, rel=0.002)


def test_it_began_when_its_impact_was_confirmed_to_begin() -> None:
    pieces = traffic((-30, 30, 1))
    noticed = spent(night(30), pieces)
    confirmed = spent(night(30, impact=minute(-30).isoformat()), pieces)
    assert share(confirmed) == pytest.approx(2 * share(noticed), rel=0.002)


def test_the_whole_budget_and_more_may_be_gone() -> None:
    assert share(spent(night(90), traffic((0, 90, 1)), minute(120))) > 2


def test_services_that_it_does_not_touch_are_not_counted() -> None:
    known, source = metered(traffic((0, 30, 1)))
    assert budget_spent(night(services=["another"]), minute(60), known) == ()
    assert source.asked == []


@pytest.mark.parametrize("end", [0, None])
def test_an_incident_without_any_length_has_cost_nothing_yet(end: float | None) -> None:
    known, source = metered(traffic((0, 30, 1)))
    assert budget_spent(night(end), minute(0), known) == ()
    assert source.asked == []


def test_a_source_that_does_not_answer_is_told() -> None:
    found = spent(night(), None)
    assert isinstance(found.share, NoData)
    assert isinstance(found.minutes, NoData)
    assert found.share.reason


def test_without_traffic_there_is_no_share() -> None:
    silent = [Traffic(TimeRange(minute(-2 * PERIOD_MINUTES), minute(60)), 0)]
    found = spent(night(), silent)
    assert isinstance(found.share, NoData)
    assert found.share.reason


def test_a_budget_in_slices_of_time_says_so() -> None:
    slices = BySlices(length=timedelta(minutes=5), slice_target=Ratio.from_percent("99"))
    known, _ = metered(traffic((0, 30, 1)), availability(budgeting=slices))
    [found] = budget_spent(night(), minute(60), known)
    assert isinstance(found.share, NoData)
    assert "slices of time" in found.share.reason


def test_each_objective_of_each_service_is_told() -> None:
    objectives = [
        availability(service=name, name=each, indicator=requests_of(name))
        for name in ("api", "web")
        for each in ("all", "paying")
    ]
    source = InMemoryEvents({each.indicator: traffic((0, 30, 1)) for each in objectives})
    known = Metered(
        [service(*objectives[:2]), service(*objectives[2:])],
        Sources(counts_for=lambda _: source),
    )
    found = budget_spent(night(services=["api", "web"]), minute(60), known)
    assert [each.objective for each in found] == [each.id for each in objectives]
    assert all(share(each) > 0 for each in found)
