"""A capture tells versions and calls as a real Prometheus with the same telemetry does."""

from datetime import timedelta

import pytest

from midwatch.domain.measured import Measured, NoData
from midwatch.domain.signals.deployments import DEPLOYMENT, ROLLBACK, deployments
from midwatch.domain.signals.selector import Matcher, MatchOperator, Selector
from midwatch.domain.signals.topology import Call, CallCounter, VersionSeen
from midwatch.domain.slo.golden_signals import VersionSignal
from midwatch.domain.units import TimeRange
from tests.providers.contract.conftest import Source
from tests.providers.contract.shop import BEGIN, DEPLOYED, END, TAKEN_BACK

LOOK = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
WHOLE = TimeRange(BEGIN, END)
LONGER = TimeRange(BEGIN - timedelta(hours=9), END)
CALLS = CallCounter(Selector("traces_service_graph_request_total"), "client", "server")


def build(job: str, *more: Matcher) -> VersionSignal:
    info = Selector("target_info", (Matcher("job", job), *more))
    return VersionSignal(info=info, label="service_version")


JOBS = ("steady", "resets", "late", "gap", "nobody")
BUILDS = {job: build(job) for job in JOBS}


def versions(source: Source, job: str, span: TimeRange = WHOLE) -> tuple[VersionSeen, ...]:
    told = source.topology.versions(list(BUILDS.values()), span)[BUILDS[job]]
    assert isinstance(told, Measured)
    return told.value


def test_a_deployment_and_a_rollback_are_seen_to_the_minute(source: Source) -> None:
    (begun,) = deployments("steady", versions(source, "steady"), WHOLE)
    assert (begun.kind, begun.version) == (DEPLOYMENT, "1.5")
    assert abs(begun.at - (BEGIN + DEPLOYED * MINUTE)) <= MINUTE
    canary, withdrawn = deployments("resets", versions(source, "resets"), WHOLE)
    assert (canary.kind, withdrawn.kind) == (DEPLOYMENT, ROLLBACK)
    assert abs(canary.at - (BEGIN + TAKEN_BACK[0] * MINUTE)) <= MINUTE
    assert abs(withdrawn.at - (BEGIN + TAKEN_BACK[1] * MINUTE)) <= MINUTE
    assert list(deployments("late", versions(source, "late"), WHOLE)) == []


@pytest.mark.parametrize("job", ["steady", "resets", "late"])
@pytest.mark.parametrize("span", [WHOLE, LONGER], ids=["twelve hours", "longer"])
def test_both_sources_see_the_same_versions(
    job: str, span: TimeRange, capture: Source, prometheus: Source
) -> None:
    ours, theirs = (versions(each, job, span) for each in (capture, prometheus))
    assert [one.version for one in ours] == [one.version for one in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        assert abs(mine.first - other.first) <= LOOK
        assert abs(mine.last - other.last) <= LOOK


def test_a_version_that_ended_before_the_span_is_not_told(source: Source) -> None:
    later = TimeRange(BEGIN + timedelta(minutes=DEPLOYED + 20), END)
    assert [one.version for one in versions(source, "steady", later)] == ["1.5"]


def test_services_without_a_version_have_none_and_say_what_was_asked(source: Source) -> None:
    told = source.topology.versions(list(BUILDS.values()), WHOLE)
    for job in ("gap", "nobody"):
        absent = told[BUILDS[job]]
        assert isinstance(absent, NoData)
        assert not absent.source_failed
        assert f'job="{job}"' in absent.reason


def test_a_build_alone_is_told_as_beside_others(source: Source) -> None:
    narrow = build("steady", Matcher("instance", "steady-.*", MatchOperator.REGEX))
    together = source.topology.versions([*BUILDS.values(), narrow], WHOLE)
    for one in (BUILDS["steady"], narrow):
        assert source.topology.versions([one], WHOLE)[one] == together[one]


def test_calls_are_pairs_between_which_something_was_counted(source: Source) -> None:
    told = source.topology.calls([CALLS], WHOLE)[CALLS]
    assert isinstance(told, Measured)
    assert told.value == {Call("steady", "resets"), Call("steady", "late")}
    assert "sum by (client, server)" in told.provenance.query


def test_no_calls_are_no_data(source: Source) -> None:
    nobody = CallCounter(Selector("nothing"), "client", "server")
    told = source.topology.calls([nobody], WHOLE)[nobody]
    assert isinstance(told, NoData)
    assert not told.source_failed


def test_what_nobody_asks_has_no_answer(source: Source) -> None:
    assert source.topology.versions([], WHOLE) == {}
    assert source.topology.calls([], WHOLE) == {}
