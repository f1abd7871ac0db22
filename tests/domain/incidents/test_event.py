"""A timeline has every event once, in an order that no further event changes."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from midwatch.domain.incidents.event import Event, EventKind, heads, timeline
from midwatch.domain.incidents.incident import incident_of, incidents_of
from tests.support.incidents import event

WRITERS = ("aaaaaaaa", "bbbbbbbb", "cccccccc")
PEOPLE = st.sampled_from(["ana", "ben", "eva"])
SAID = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["a", "b"]),
        "severity": st.sampled_from(["SEV1", "SEV2", "SEV9"]),
        "phase": st.sampled_from(["investigating", "mitigated", "monitoring", "resolved", "?"]),
        "role": st.sampled_from(["commander", "scribe", "?"]),
        "person": PEOPLE,
        "to": PEOPLE,
        "services": st.lists(st.sampled_from(["x", "y"]), max_size=2),
        "impact_began": st.sampled_from(["2026-11-23T02:00:00+01:00", "soon"]),
    },
)


@st.composite
def nights(draw: st.DrawFn) -> list[Event]:
    """Events of three clones, each of which records at rising moments; some are told of later, none twice."""
    events: list[Event] = []
    for writer in WRITERS:
        minutes = draw(st.lists(st.integers(0, 90), max_size=5, unique=True))
        for minute in sorted(minutes):
            offers = [each.id for each in events if each.kind == "handoff"] or ["none"]
            said = draw(SAID) | {"handoff": draw(st.sampled_from(offers))}
            events.append(
                event(
                    draw(st.sampled_from(EventKind)),
                    minute - draw(st.sampled_from([0, 0, 0, 20])),
                    recorded=minute,
                    writer=writer,
                    actor=draw(PEOPLE),
                    **said,
                )
            )
    return events


@given(nights(), st.randoms(use_true_random=False))
def test_order_and_copies_of_what_arrives_change_nothing(
    events: list[Event], chance: random.Random
) -> None:
    shuffled = [*events, *chance.choices(events, k=len(events))] if events else []
    chance.shuffle(shuffled)
    assert timeline(shuffled) == timeline(events)
    assert len(timeline(shuffled)) == len(events)
    assert incidents_of(shuffled) == incidents_of(events)
    if events:
        assert incident_of(shuffled) == incident_of(events)
        assert incident_of(events[:1]).with_event(events[-1]) == incident_of(
            [events[0], events[-1]]
        )


@given(nights(), st.data())
def test_an_event_more_never_reorders_what_was_there(
    events: list[Event], data: st.DataObject
) -> None:
    some = [each for each in events if data.draw(st.booleans())]
    assert [each for each in timeline(events) if each in some] == list(timeline(some))


@given(nights())
def test_what_a_writer_recorded_as_it_happened_stays_in_that_order(events: list[Event]) -> None:
    told = timeline(events)
    for writer in WRITERS:
        at_once = [e for e in events if e.writer == writer and e.occurred_at == e.recorded_at]
        assert [each for each in told if each in at_once] == at_once


@given(nights())
def test_an_incident_that_is_declared_is_never_without_an_owner(events: list[Event]) -> None:
    night = [event(EventKind.DECLARED, 30, writer="dddddddd", actor="dan"), *events]
    for count in range(1, len(night) + 1):
        incident = incident_of(night[:count])
        assert incident.owner
        assert incident.declared_at is not None
        assert incident.phases


def test_what_occurred_at_once_stands_as_it_was_written_down() -> None:
    first = event(EventKind.NOTED, 5, recorded=7, writer="bbbbbbbb")
    second = event(EventKind.NOTED, 5, recorded=8, writer="aaaaaaaa")
    earlier = event(EventKind.NOTED, 1, recorded=9)
    assert timeline([second, earlier, first]) == (earlier, first, second)


def test_a_next_event_follows_all_that_nobody_followed_yet() -> None:
    root = event(EventKind.DECLARED, 0)
    left = event(EventKind.NOTED, 1, writer="aaaaaaaa")
    right = event(EventKind.NOTED, 1, writer="bbbbbbbb")
    assert heads([]) == ()
    assert heads([root]) == (root.id,)
    assert heads([right, root, left]) == tuple(sorted([left.id, right.id, root.id]))


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-23T02:14:00Z", datetime(2026, 11, 23, 2, 14, tzinfo=UTC)),
        ("2026-11-23T03:14:00+01:00", datetime(2026, 11, 23, 2, 14, tzinfo=UTC)),
        ("2026-11-23T02:14:00", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("yesterday", None),
        (7, None),
        (None, None),
    ],
)
def test_a_moment_in_an_event_is_utc_or_none(said: object, moment: datetime | None) -> None:
    found = event(EventKind.NOTED, 0, at=said).moment("at")
    assert found == moment
    assert found is None or found.utcoffset() == timedelta(0)


def test_data_of_another_shape_is_passed_over() -> None:
    odd = event(EventKind.NOTED, 0, text=7, services=["a", 1, None, "b"], more="x")
    assert odd.text("text") == ""
    assert odd.texts("services") == ("a", "b")
    assert odd.texts("more") == odd.texts("none") == ()
