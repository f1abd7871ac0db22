"""Deployments and rollbacks are told from which versions were seen when."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.signals.change import Change, ChangeOrigin
from midwatch.domain.signals.deployments import DEPLOYMENT, ROLLBACK, deployments, not_in
from midwatch.domain.signals.topology import VersionSeen
from midwatch.domain.units import TimeRange

BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)
SPAN = TimeRange(BEGIN, BEGIN + timedelta(hours=4))


def at(minute: float) -> datetime:
    return BEGIN + timedelta(minutes=minute)


def seen(version: str, first: float, last: float = 240) -> VersionSeen:
    return VersionSeen(version=version, first=at(first), last=at(last))


def told(*versions: VersionSeen) -> list[tuple[str, str | None, float]]:
    minutes = timedelta(minutes=1)
    return [
        (change.kind, change.version, (change.at - BEGIN) / minutes)
        for change in deployments("checkout", versions, SPAN)
    ]


def test_a_version_that_begins_to_run_beside_another_one_is_a_deployment() -> None:
    assert told(seen("1.4", 0, 93), seen("1.5", 90)) == [(DEPLOYMENT, "1.5", 90)]


def test_what_was_there_from_the_beginning_is_none() -> None:
    assert told(seen("1.4", 0.5), seen("1.5", 1)) == []
    assert told(seen("1.4", 3, 9), seen("1.5", 7)) == []


def test_the_first_version_ever_seen_is_none_for_nobody_knows_what_was_before() -> None:
    assert told(seen("1.4", 90)) == []


def test_a_version_that_came_and_went_was_rolled_back_to_the_one_that_stays() -> None:
    assert told(seen("1.4", 0), seen("1.5", 90, 130)) == [
        (DEPLOYMENT, "1.5", 90),
        (ROLLBACK, "1.4", 130),
    ]


def test_a_version_that_was_last_seen_just_before_the_end_may_still_run() -> None:
    assert told(seen("1.4", 0), seen("1.5", 90, 232)) == [(DEPLOYMENT, "1.5", 90)]


def test_going_back_to_a_version_that_had_gone_is_a_deployment_of_it() -> None:
    assert told(seen("1.5", 0, 100), seen("1.4", 98)) == [(DEPLOYMENT, "1.4", 98)]


def test_every_deployment_says_what_ran_before() -> None:
    versions = (seen("1.4", 0, 93), seen("1.5", 90, 150), seen("1.6", 149))
    first, second = deployments("checkout", versions, SPAN)
    assert first.summary == "1.5 began to run; 1.4 ran before"
    assert second.summary == "1.6 began to run; 1.5 ran before"
    assert {first.origin, second.origin} == {ChangeOrigin.VERSION_LABEL}


def recorded(minute: float, version: str | None, service: str = "checkout") -> Change:
    return Change(
        at=at(minute), service=service, kind="deployment", summary="by hand", version=version
    )


def test_what_the_feed_has_already_is_not_told_twice() -> None:
    (change,) = deployments("checkout", (seen("1.4", 0), seen("1.5", 90)), SPAN)
    assert not_in([recorded(88, "1.5")], [change]) == ()
    assert not_in([recorded(30, "1.5")], [change]) == (change,)
    assert not_in([recorded(88, "1.6")], [change]) == (change,)
    assert not_in([recorded(88, "1.5", "search")], [change]) == (change,)


minutes = st.floats(0, 240)


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), minutes, minutes), unique_by=lambda each: each[0])
)
def test_changes_come_in_order_lie_in_the_span_and_are_one_deployment_a_version(
    found: list[tuple[str, float, float]],
) -> None:
    versions = [seen(name, min(one, two), max(one, two)) for name, one, two in found]
    changes = list(deployments("checkout", versions, SPAN))
    assert [change.at for change in changes] == sorted(change.at for change in changes)
    assert all(SPAN.start < change.at <= SPAN.end for change in changes)
    began = [change.version for change in changes if change.kind == DEPLOYMENT]
    assert len(began) == len(set(began))
