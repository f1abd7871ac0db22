"""Whether a change may go out."""

from datetime import UTC, datetime, timedelta

import pytest

from midwatch.domain.errors import UnknownName
from midwatch.domain.slo.freeze import FreezePolicy, NoDataPolicy, Override, Verdict
from midwatch.domain.slo.standing.gate import GateDecision
from midwatch.domain.units import TimeRange
from midwatch.testing.events import InMemoryEvents, Traffic
from midwatch.workflows.slo.counting import Sources
from midwatch.workflows.slo.gate import GateRequest, gate
from tests.support.objectives import availability, requests_of, service

NOW = datetime(2026, 4, 16, 2, 14, tzinfo=UTC)
DAY = timedelta(days=1)
OTHER = requests_of("api-slow")
MONTH = TimeRange(NOW - 40 * DAY, NOW)
LAST_10_MINUTES = TimeRange(NOW - timedelta(minutes=10), NOW)
HEALTHY = [Traffic(MONTH, 10, 0)]
BURNING = [*HEALTHY, Traffic(LAST_10_MINUTES, 10, 1)]
DRIBBLING = [Traffic(TimeRange(NOW - 40 * DAY, NOW), 10, 0.0011)]
SPENDING = [Traffic(TimeRange(NOW - 40 * DAY, NOW - 3 * DAY), 10, 0.0009), *HEALTHY]
SLOW = [
    Traffic(TimeRange(NOW - 40 * DAY, NOW - 4 * DAY), 10, 0),
    Traffic(TimeRange(NOW - 4 * DAY, NOW), 10, 0.002),
]


def override(hours: float) -> Override:
    return Override(reason="launch", expires=NOW + timedelta(hours=hours), by="cto@example.org")


def decided(
    source: InMemoryEvents, change_kind: str = "deployment", policy: FreezePolicy | None = None
) -> GateDecision:
    api = service(
        availability(),
        availability(name="latency_p95", indicator=OTHER),
        freeze_policy=policy or FreezePolicy(),
    )
    request = GateRequest(service="api", at=NOW, change_kind=change_kind)
    return gate(request, [api], Sources(counts_for=lambda _service: source))


def source(first: list[Traffic], second: list[Traffic] | None = None) -> InMemoryEvents:
    return InMemoryEvents({requests_of("api"): first, OTHER: HEALTHY if second is None else second})


SILENT = InMemoryEvents({})
FAILING = InMemoryEvents({}, failing=frozenset({requests_of("api"), OTHER}))


@pytest.mark.parametrize(
    ("asked", "verdict", "exit_code"),
    [
        pytest.param(source(HEALTHY), Verdict.SHIP, 0, id="a whole budget ships"),
        pytest.param(source(SLOW), Verdict.SLOW, 0, id="slow still passes, and says so"),
        pytest.param(source(BURNING), Verdict.FREEZE, 4, id="a page condition holds the change"),
        pytest.param(source(DRIBBLING), Verdict.FREEZE, 4, id="a spent budget holds the change"),
        pytest.param(
            source(HEALTHY, BURNING), Verdict.FREEZE, 4, id="one frozen objective of two is enough"
        ),
        pytest.param(SILENT, Verdict.NO_DATA, 3, id="without data nobody can tell"),
        pytest.param(FAILING, Verdict.NO_DATA, 3, id="a source that fails is no data"),
        pytest.param(
            source(BURNING, []), Verdict.FREEZE, 4, id="a freeze counts more than no data"
        ),
        pytest.param(source(SLOW, []), Verdict.NO_DATA, 3, id="no data counts more than slow"),
    ],
)
def test_a_deployment(asked: InMemoryEvents, verdict: Verdict, exit_code: int) -> None:
    decision = decided(asked)
    assert (decision.verdict, decision.exit_code) == (verdict, exit_code)
    assert decision.passes is (exit_code == 0)


def test_the_objectives_that_decide_are_named() -> None:
    decision = decided(source(HEALTHY, BURNING))
    assert [status.objective.name for status in decision.deciding] == ["latency_p95"]
    assert len(decision.objectives) == 2


def test_every_condition_that_holds_a_change_says_what_lifts_it() -> None:
    both = [Traffic(TimeRange(NOW - 3 * DAY, NOW - 2 * DAY), 10, 1), *BURNING]
    holds = decided(source(both, BURNING)).holds
    assert [(hold.objective, hold.condition.value) for hold in holds] == [
        ("api-availability", "budget spent"),
        ("api-availability", "page condition"),
        ("api-availability", "page condition"),
        ("api-latency_p95", "page condition"),
        ("api-latency_p95", "page condition"),
    ]
    spent, page, *_ = holds
    assert spent.exhaustion is not None
    assert isinstance(spent.exhaustion.back_at, datetime)
    assert spent.exhaustion.back_at > NOW + 27 * DAY
    assert page.page is not None
    assert page.page.window.burn_rate == 14.4


def test_what_ships_is_held_by_nothing_and_what_nobody_can_tell_by_missing_data() -> None:
    assert decided(source(HEALTHY)).holds == ()
    assert {hold.condition.value for hold in decided(SILENT).holds} == {"no data"}


@pytest.mark.parametrize("kind", ["rollback", "security", "reliability"])
@pytest.mark.parametrize("asked", [source(BURNING), FAILING], ids=["frozen", "no answer"])
def test_a_change_that_helps_passes_whatever_the_budget_says(
    kind: str, asked: InMemoryEvents
) -> None:
    decision = decided(asked, kind)
    assert decision.exempt
    assert decision.exit_code == 0


def test_a_team_says_which_kinds_pass() -> None:
    only_rollbacks = FreezePolicy(exempt=("rollback",))
    assert decided(source(BURNING), "security", only_rollbacks).exit_code == 4
    assert decided(source(BURNING), "rollback", only_rollbacks).exit_code == 0


@pytest.mark.parametrize(
    ("overrides", "exit_code"),
    [
        pytest.param([override(2)], 0, id="one in force passes the freeze"),
        pytest.param([override(0)], 4, id="one that has expired does not"),
    ],
)
def test_an_override(overrides: list[Override], exit_code: int) -> None:
    decision = decided(source(BURNING), policy=FreezePolicy(overrides=tuple(overrides)))
    assert decision.verdict is Verdict.FREEZE
    assert decision.exit_code == exit_code
    assert (decision.override is not None) is (exit_code == 0)


@pytest.mark.parametrize(
    ("policy", "exit_code"),
    [(NoDataPolicy.FAIL, 3), (NoDataPolicy.FREEZE, 4), (NoDataPolicy.SHIP, 0)],
    ids=["fails by default", "freezes where the policy says", "ships where the policy says"],
)
def test_no_data(policy: NoDataPolicy, exit_code: int) -> None:
    assert decided(FAILING, policy=FreezePolicy(no_data=policy)).exit_code == exit_code


def test_an_unknown_service_is_refused_with_the_nearest() -> None:
    request = GateRequest(service="apu", at=NOW)
    with pytest.raises(UnknownName, match="unknown service"):
        gate(request, [service(availability())], Sources(counts_for=lambda _service: SILENT))
