"""How the budgets of a status went, asked of the sources."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from midwatch.domain.errors import InputError
from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.change import Change
from midwatch.domain.slo.objective import MissingData, Objective
from midwatch.domain.slo.standing.burn_down import BurnDown
from midwatch.domain.slo.standing.course import Course
from midwatch.store import changes as change_feed
from midwatch.store.repository import Repository
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.observing.burn_down import STEPS, courses
from midwatch.workflows.slo.status import StatusRequest, status
from tests.support.board import BERLIN_MONTH, BOARD, BY_MINUTE, SOURCES, report
from tests.support.judging import APRIL, DAY, HOUR, MINUTE, NOW, ago, corrected, outage, steady
from tests.support.objectives import availability, service


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def course(
    traffic: list[Traffic],
    repository: Repository,
    objective: Objective | None = None,
    **more: Any,  # noqa: ANN401 - any field
) -> Course:
    judged = objective or availability()
    source = InMemoryEvents({judged.indicator: traffic})
    sources = Sources(counts_for=lambda _service: source)
    found = status(StatusRequest(at=NOW), [replace(service(judged), **more)], sources)
    return courses(found.objectives, sources, repository).all[0]


def went(of: Course) -> BurnDown:
    assert isinstance(of.burn_down, Measured), of.burn_down
    return of.burn_down.value


def left(of: Course) -> float:
    assert isinstance(of.status.budget, Measured)
    return of.status.budget.value.share_left


@pytest.mark.parametrize("name", [name for name in BOARD if name not in {"cron", "db"}])
def test_the_last_step_ends_at_the_statuss_own_budget(name: str, repository: Repository) -> None:
    found = courses(report(name).objectives, SOURCES, repository).all[0]
    steps = went(found)
    known = steps.left[~np.isnan(steps.left)]
    assert known[-1] == pytest.approx(left(found))
    assert (np.diff(known) <= 1e-9).all()
    assert len(steps.ends) <= STEPS + 1
    assert steps.ends[-1] == pytest.approx(NOW.timestamp())


PERIODS = {
    "a rolling month": availability(),
    "a calendar month": availability(period=APRIL),
    "a month in Berlin": availability(period=BERLIN_MONTH),
    "minutes as slices": availability("99", budgeting=BY_MINUTE),
    "missing telemetry that is bad": availability(missing=MissingData.BAD),
}


@pytest.mark.parametrize("case", PERIODS)
def test_an_outage_is_where_it_was(case: str, repository: Repository) -> None:
    found = course(outage(3 * DAY, 3 * DAY - HOUR), repository, PERIODS[case])
    steps = went(found)
    fell = np.flatnonzero(np.diff(np.concatenate(([1.0], steps.left))) < -1e-6)
    begun, ended = steps.starts[fell[0]], steps.ends[fell[-1]]
    assert begun <= ago(3 * DAY).start.timestamp() <= ended
    assert ended - begun <= 3 * 4 * 3600
    assert steps.left[fell[0] - 1] == pytest.approx(1)


def test_corrections_are_left_out_to_the_second(repository: Repository) -> None:
    maintenance = ago(6 * DAY, 6 * DAY - 90 * MINUTE)
    traffic = [*outage(6 * DAY, 6 * DAY - 90 * MINUTE), *outage(2 * DAY, 2 * DAY - MINUTE)]
    found = course(traffic, repository, corrections=corrected(maintenance))
    steps = went(found)
    inside = (steps.ends > maintenance.start.timestamp()) & (
        steps.starts < maintenance.end.timestamp()
    )
    assert not inside.any()
    assert steps.ends[steps.ends <= maintenance.start.timestamp()][-1] == pytest.approx(
        maintenance.start.timestamp()
    )
    assert np.nanmin(steps.left[steps.ends < ago(3 * DAY).start.timestamp()]) == pytest.approx(1)


def test_before_its_telemetry_a_young_service_has_no_budget_to_draw(repository: Repository) -> None:
    steps = went(course([steady(3 * DAY, 0.0001)], repository))
    assert np.isnan(steps.left[steps.ends <= ago(3 * DAY).start.timestamp()]).all()
    assert not np.isnan(steps.left[-18:]).any()


def test_a_source_that_does_not_answer_leaves_the_others_their_pictures(
    repository: Repository,
) -> None:
    found = {
        c.status.service.name: c for c in courses(report().objectives, SOURCES, repository).all
    }
    absent = found["db"].burn_down
    assert isinstance(absent, NoData)
    assert absent.source_failed
    assert isinstance(found["payments"].burn_down, Measured)


def test_a_picture_tells_where_its_steps_came_from(repository: Repository) -> None:
    found = course([steady()], repository).burn_down
    assert isinstance(found, Measured)
    assert found.provenance.source == "memory"
    assert found.provenance.range is not None
    assert found.provenance.range.length == timedelta(days=30)


def changed(service_name: str, days_ago: float) -> Change:
    return Change(
        at=NOW - days_ago * DAY, service=service_name, kind="deployment", summary="release"
    )


def test_changes_are_those_to_the_service_and_what_it_needs_inside_the_period(
    repository: Repository,
) -> None:
    for change in (
        changed("api", 2),
        changed("database", 3),
        changed("web", 2),
        changed("api", 31),
        changed("api", -1),
    ):
        change_feed.append(repository, change)
    found = course([steady()], repository, depends_on=("database",))
    assert [change.service for change in found.changes] == ["database", "api"]


def test_a_feed_that_cannot_be_read_is_named(repository: Repository) -> None:
    repository.write({"changes/2026-04-01.yaml": "at: [\n"})
    with pytest.raises(InputError):
        course([steady()], repository)
