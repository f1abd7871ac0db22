"""Sources that fail, sources that are shared, and what was asked for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from midwatch.domain.errors import InputError, SourceRefused, SourceTimeout, UnknownName
from midwatch.domain.measured import NoData
from midwatch.domain.slo.freeze import Verdict
from midwatch.domain.slo.indicator import Indicator
from midwatch.domain.slo.objective import (
    Service,
)
from midwatch.domain.units import TimeRange
from midwatch.ports.events import CountRequest, EventCounts
from midwatch.testing.events import InMemoryEvents
from midwatch.workflows.slo.counting import Effort, Sources
from midwatch.workflows.slo.status import StatusRequest, status
from tests.support.judging import (
    HOUR,
    MINUTE,
    NOW,
    budget,
    steady,
)
from tests.support.objectives import availability, requests_of, service


def two_sources(failing: EventCounts) -> tuple[list[Service], Sources]:
    services = [service(availability(service=name)) for name in ("api", "web")]
    healthy = InMemoryEvents({requests_of("api"): [steady()]})
    by_service = {"api": healthy, "web": failing}
    return services, Sources(counts_for=lambda name: by_service[name])


class RefusingEvents(InMemoryEvents):
    """A source whose credentials are wrong."""

    def count(self, requests: Sequence[CountRequest]) -> Mapping[CountRequest, Any]:  # noqa: ARG002 - the port's
        raise SourceRefused("read prod", why="401 Unauthorized", fix="set the token")


@pytest.mark.parametrize(
    "failing",
    [
        pytest.param(RefusingEvents({}), id="refuses everything"),
        pytest.param(InMemoryEvents({}, failing=frozenset({requests_of("web")})), id="times out"),
    ],
)
def test_a_source_that_fails_leaves_the_others_standing_and_exits_3(failing: EventCounts) -> None:
    services, sources = two_sources(failing)
    report = status(StatusRequest(at=NOW), services, sources)
    api, web = report.objectives
    assert api.verdict is Verdict.SHIP
    assert not api.source_failed
    assert web.verdict is Verdict.NO_DATA
    assert web.source_failed
    assert report.exit_code == 3


def test_a_refusal_says_what_why_and_how_to_fix_it() -> None:
    services, sources = two_sources(RefusingEvents({}))
    _, web = status(StatusRequest(at=NOW), services, sources).objectives
    assert isinstance(web.sli, NoData)
    assert web.sli.reason == "read prod: 401 Unauthorized; set the token"


class BlindToTheLastHour(InMemoryEvents):
    """A source that fails for one window and answers the rest."""

    def count(self, requests: Sequence[CountRequest]) -> Mapping[CountRequest, Any]:
        answers = dict(InMemoryEvents.count(self, requests))
        blind = {r for r in requests if r.range.length == HOUR}
        return answers | dict.fromkeys(blind, NoData(reason="timed out", source_failed=True))


def test_a_page_condition_that_cannot_be_told_does_not_pass_as_healthy() -> None:
    source = BlindToTheLastHour({requests_of("api"): [steady()]})
    sources = Sources(counts_for=lambda _service: source)
    (found,) = status(StatusRequest(at=NOW), [service(availability())], sources).objectives
    assert budget(found).share_left == 1
    assert found.verdict is Verdict.NO_DATA
    assert found.source_failed


class BlindToThePast(InMemoryEvents):
    """A source that counts, and cannot say since when it has telemetry."""

    def begins(
        self,
        indicators: Sequence[Indicator],  # noqa: ARG002 - the port's
        span: TimeRange,  # noqa: ARG002 - the port's
    ) -> Mapping[Indicator, datetime]:
        raise SourceTimeout("find out since when there is telemetry")


def test_history_that_cannot_be_asked_about_is_unknown_and_the_budget_still_stands() -> None:
    source = BlindToThePast({requests_of("api"): [steady()]})
    sources = Sources(counts_for=lambda _service: source)
    (found,) = status(StatusRequest(at=NOW), [service(availability())], sources).objectives
    assert found.history.covered is None
    assert not found.history.complete
    assert found.verdict is Verdict.SHIP


def test_services_that_share_a_source_are_asked_in_one_batch() -> None:
    names = [f"service-{number}" for number in range(20)]
    source = InMemoryEvents({requests_of(name): [steady()] for name in names})
    services = [service(availability(service=name)) for name in names]
    report = status(StatusRequest(at=NOW), services, Sources(counts_for=lambda _service: source))
    assert source.calls == 1
    assert {request.objective for request in source.asked} == {f"{n}-availability" for n in names}
    assert [s.objective.service for s in report.objectives] == names


def test_what_asking_cost_is_what_was_spent_meanwhile() -> None:
    source = InMemoryEvents({requests_of("api"): [steady()]})
    efforts = iter([Effort(5, 2 * MINUTE), Effort(17, 5 * MINUTE)])
    report = status(
        StatusRequest(at=NOW),
        [service(availability())],
        Sources(counts_for=lambda _service: source, effort=lambda: next(efforts)),
    )
    assert report.effort == Effort(12, 3 * MINUTE)


def some_services() -> list[Service]:
    return [
        service(
            availability(service=name),
            availability(service=name, name="latency_p95", indicator=requests_of(f"{name}-slow")),
        )
        for name in ("api", "web")
    ]


@pytest.mark.parametrize(
    ("services", "objectives", "expected"),
    [
        pytest.param(
            (),
            (),
            ["api-availability", "api-latency_p95", "web-availability", "web-latency_p95"],
            id="everything where nothing is named",
        ),
        pytest.param(("web",), (), ["web-availability", "web-latency_p95"], id="one service"),
        pytest.param(
            (), ("availability",), ["api-availability", "web-availability"], id="a name everywhere"
        ),
        pytest.param((), ("web-latency_p95",), ["web-latency_p95"], id="an id"),
        pytest.param(("api",), ("availability",), ["api-availability"], id="both"),
    ],
)
def test_objectives_are_chosen(
    services: tuple[str, ...], objectives: tuple[str, ...], expected: list[str]
) -> None:
    request = StatusRequest(at=NOW, services=services, objectives=objectives)
    source = InMemoryEvents({})
    report = status(request, some_services(), Sources(counts_for=lambda _service: source))
    assert [found.objective.id for found in report.objectives] == expected


@pytest.mark.parametrize(
    ("request_", "nearest"),
    [
        pytest.param(StatusRequest(at=NOW, services=("wbe",)), "web", id="a service"),
        pytest.param(
            StatusRequest(at=NOW, objectives=("availabilty",)), "availability", id="an objective"
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(request_: StatusRequest, nearest: str) -> None:
    source = InMemoryEvents({})
    with pytest.raises(UnknownName) as refused:
        status(request_, some_services(), Sources(counts_for=lambda _service: source))
    assert nearest in refused.value.fix


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2026, 4, 1), id="without a zone"),  # noqa: DTZ001 - the point
        pytest.param(datetime(1, 1, 1, tzinfo=UTC), id="in the year 1"),
        pytest.param(datetime(9999, 12, 31, tzinfo=ZoneInfo("America/New_York")), id="in 9999"),
    ],
)
def test_a_moment_that_cannot_be_looked_at_is_refused(at: datetime) -> None:
    source = InMemoryEvents({})
    with pytest.raises(InputError, match="no telemetry at"):
        status(StatusRequest(at=at), some_services(), Sources(counts_for=lambda _service: source))
