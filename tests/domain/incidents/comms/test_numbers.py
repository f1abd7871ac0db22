"""A number in a message is computed, or quoted, or held."""

import pytest

from midwatch.domain.incidents.comms.facts import Fact, Facts
from midwatch.domain.incidents.comms.message import fill
from midwatch.domain.incidents.comms.numbers import quotable, uncomputed
from tests.support.incident_events import Night, whole_night


def fact(name: str, text: str, *, quoted: bool = False) -> Fact:
    return Fact(name=name, text=text, origin="a test", quoted=quoted)


FACTS: Facts = {
    each.name: each
    for each in (
        fact("elapsed", "32 min"),
        fact("began", "01:58 UTC"),
        fact("failing", "41.5%"),
        fact("burn", "14.4×"),
        fact("cause", "a limit of 64 connections", quoted=True),
    )
}


def held(text: str, night: Night | None = None) -> list[str]:
    """The numbers in a text that nothing vouches for."""
    events = night.events if night else []
    return [each.token for each in uncomputed(fill("text", text, FACTS), FACTS, quotable(events))]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody can pay.",
        "It has lasted {elapsed} since {began}; {failing} of requests fail.",
        "It has lasted 32 min.",
        "since 01:58 UTC, since 01:58.",
        "41.5% of requests fail (14.4×)",
        "three services, twice as slow, 一つ",
        "",
    ],
)
def test_words_and_facts_are_not_held(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("37% of requests fail", ["37%"]),
        ("about (37%), or 40%?", ["37%", "40%"]),
        ("32 users wrote", ["32"]),
        ("for 132 min", ["132"]),
        ("for 32 minutes", ["32"]),
        ("41.5 of requests", ["41.5"]),
        ("41.5%5", ["41.5%5"]),
        ("4{failing}", ["4"]),
        ("{failing}0", ["0"]),
        ("{elapsed}/3", ["/3"]),
        ("at \uff13\uff17\uff05", ["\uff13\uff17\uff05"]),
        ("½ of them, 10² of them", ["½", "10²"]),
        ("3\u200b7% fail", ["3\u200b7%"]),
        ("64 connections", ["64"]),
        ("*SEV1*", ["SEV1"]),
        ("https://status.example.org/i/7", ["https://status.example.org/i/7"]),
        ("{unknown_1} of them", ["unknown_1"]),
    ],
)
def test_what_nobody_computed_is_held(text: str, numbers: list[str]) -> None:
    assert held(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "37% of requests fail, says the alert",
        "version v2.5.0, rolled back to v2.4.9.",
        "“restarted api-2” at 02:31",
        "2026-03-10-checkout-fails since 2026-03-10",
        "SEV1 since 02:18",
    ],
)
def test_what_was_recorded_may_be_quoted(text: str) -> None:
    assert held(text, whole_night()) == []


@pytest.mark.parametrize("token", ["v2.5", "2.5.0", "37", "api-22", "api-", "02:32", "3-10"])
def test_a_part_of_what_was_recorded_is_another_number(token: str) -> None:
    assert held(f"it is {token}5", whole_night()) == [f"{token}5"]


@pytest.mark.parametrize("kind", ["proposed", "updated", "delivered", "approved", "rejected"])
def test_a_message_does_not_vouch_for_its_own_numbers(kind: str) -> None:
    night = whole_night().add("03:50", kind, text="83% of users are back")
    assert held("83% of users are back", night) == ["83%"]


def test_values_beside_their_names_are_values() -> None:
    night = whole_night().add("03:50", "noted", text='pod=api-7, rate="12%"', value=512)
    assert held("api-7 had 12% of 512", night) == []


def test_a_held_number_is_told_with_its_place_and_the_fact_that_shows_it() -> None:
    filled = fill("text", "It began.\nIt took 32 hours.", FACTS)
    (number,) = uncomputed(filled, FACTS, frozenset())
    assert (number.token, number.line, number.column) == ("32", 2, 9)
    assert number.reference == "elapsed"
